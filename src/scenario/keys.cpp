// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "escala/core/locales.h"

namespace escala {
namespace {

// Defaults as text, taken from the structs that hold them.
std::string default_start() { return to_text(Scenario{}.start); }
std::string default_currency() { return Scenario{}.currency; }
std::string default_fiscal_year() { return fmt::format("{}", Scenario{}.fiscal_year); }
std::string default_paths() { return fmt::format("{}", kDefaultPaths); }
std::string default_seed() { return fmt::format("{}", SimulationSettings{}.seed); }
std::string default_sampler() { return std::string(name_of(SimulationSettings{}.sampler)); }
std::string default_draw_frequency() {
  return std::string(kDrawFrequencies[static_cast<std::size_t>(Driver{}.draw_frequency)]);
}
std::string default_percentiles() {
  return fmt::format("{}", fmt::join(kDefaultPercentiles, ", "));
}
std::string default_confidence() { return fmt::format("{:.10g}%", kDefaultConfidence * 100); }
std::string last_month() { return "the horizon"; }

constexpr std::array kOfScenario{
    KeySpec{.name = "escala",
            .kind = ValueKind::version,
            .status = KeyStatus::required,
            .doc = "version of the format",
            .example = "1",
            .also = "version schema_version format escala_version"},
    KeySpec{.name = "name",
            .kind = ValueKind::text,
            .status = KeyStatus::required,
            .doc = "the name of the plan",
            .example = "Billion-dollar plan",
            .also = "title plan plan_name"},
    KeySpec{.name = "description",
            .kind = ValueKind::text,
            .doc = "more about the plan",
            .example = "Five-year plan",
            .also = "desc summary notes about comment"},
    KeySpec{.name = "start",
            .kind = ValueKind::month,
            .doc = "the first month simulated; month 0, the opening, is the one before",
            .example = "2026-01",
            .fallback = default_start,
            .also = "start_date start_month begin begins start_at first_month from startdate"},
    KeySpec{.name = "horizon",
            .status = KeyStatus::required,
            .doc = "how long the plan runs: a whole number of months",
            .example = "5y",
            .dimension = kTime,
            .range = {1, kLongestHorizon},
            .range_text = "it must lie between 1mo and 100y",
            .constant = true,
            .also = "duration length years months periods time_horizon forecast_horizon term"},
    KeySpec{.name = "currency",
            .kind = ValueKind::currency,
            .doc = "the plan's money, a code of ISO 4217",
            .example = "USD",
            .fallback = default_currency,
            .also = "ccy money base_currency"},
    KeySpec{.name = "fiscal_year",
            .kind = ValueKind::whole,
            .doc = "first month of the fiscal year",
            .example = "1",
            .fallback = default_fiscal_year,
            .range = {1, kMonthsInYear},
            .range_text = "it must lie between 1 and 12",
            .also = "fiscal_year_start fy fy_start year_start"},
    KeySpec{.name = "simulation",
            .kind = ValueKind::map,
            .doc = "how the plan is simulated",
            .example = "{paths: 100k, seed: 2026}",
            .map = &kSimulationKeys,
            .also = "monte_carlo montecarlo sim settings config options"},
    KeySpec{.name = "segments",
            .kind = ValueKind::names,
            .doc = "lists of segments by which metrics and drivers can be split",
            .example = "{region: [americas, europe, asia]}",
            .arity = Arity::named,
            .also = "dimensions groups splits"},
    KeySpec{.name = "drivers",
            .kind = ValueKind::map,
            .doc = "uncertain inputs and named constants",
            .example = "{arr_growth: 'normal(100%, 20%)', margin: 60% to 80%}",
            .arity = Arity::named,
            .map = &kDriverKeys,
            .also = "variables inputs assumptions parameters params constants uncertainties "
                    "factors vars variable input assumption"},
    KeySpec{.name = "correlations",
            .kind = ValueKind::map,
            .doc = "correlations between draws (a Gaussian copula)",
            .example = "[{between: [arr_growth, margin], rho: 50%}]",
            .arity = Arity::listed,
            .map = &kCorrelationKeys,
            .also = "copula dependencies dependence"},
    KeySpec{.name = "metrics",
            .kind = ValueKind::map,
            .status = KeyStatus::required,
            .doc = "a monthly series each, from month 0 (the opening) to the horizon",
            .example = "{arr: {unit: USD, model: compound, initial: $5M, growth: 40%}}",
            .arity = Arity::named,
            .map = &kMetricKeys,
            .also = "outputs kpis kpi series models model formulas equations measures indicators"},
    KeySpec{.name = "risks",
            .kind = ValueKind::map,
            .doc = "random events that cause losses",
            .example = "{outage: {frequency: 1.2/y, impact: {arr: 2% to 8%}}}",
            .arity = Arity::named,
            .map = &kRiskKeys,
            .also = "events threats shocks hazards"},
    KeySpec{.name = "investment",
            .kind = ValueKind::map,
            .doc = "a budget, and the values that its pillars raise",
            .example =
                "{budget: $10M, pillars: {product: {share: 30%, lifts: {arr.growth: 25%}, half_at: "
                "$4M}}}",
            .map = &kInvestmentKeys,
            .also = "investments funding capex"},
    KeySpec{.name = "targets",
            .kind = ValueKind::map,
            .doc = "conditions that the plan is judged by",
            .example = "{big: {when: arr >= $10M, by: 2y, confidence: 50%}}",
            .arity = Arity::named,
            .map = &kTargetKeys,
            .also = "goals goal objectives objective milestones thresholds conditions okrs"},
    KeySpec{.name = "variants",
            .kind = ValueKind::overlay,
            .doc = "named changes of the plan: dotted paths and their values; null removes",
            .example = "{cautious: {drivers.arr_growth: 150%}}",
            .arity = Arity::named,
            .also = "scenarios scenario cases overlays alternatives whatif what_if"},
    KeySpec{.name = "output",
            .kind = ValueKind::map,
            .doc = "what answers show if options say nothing else",
            .example = "{show: [arr], every: y}",
            .map = &kOutputKeys},
};

constexpr std::array kOfOutput{
    KeySpec{.name = "show",
            .kind = ValueKind::names,
            .doc = "the metrics whose curves are shown, in this order; all if left out",
            .example = "[arr]",
            .listed_in_text = true},
    KeySpec{.name = "every",
            .kind = ValueKind::choice,
            .doc = "the periods of curves: levels at their end, flows summed",
            .example = "y",
            .words = kReportPeriods},
    KeySpec{.name = "percentiles",
            .kind = ValueKind::percentiles,
            .doc = "the quantiles of curves, in percent",
            .example = "[10, 50, 90]",
            .fallback = default_percentiles,
            .range = {0.1, 99.9}},
    KeySpec{.name = "locale",
            .kind = ValueKind::choice,
            .doc = "the language of what people read: its words, numbers and dates",
            .example = "es",
            .words = kLocales,
            .also = "language lang"},
};

constexpr std::array kOfSimulation{
    KeySpec{.name = "paths",
            .doc = "the number of simulated paths",
            .example = "100k",
            .fallback = default_paths,
            .range = {1, kPathLimit},
            .range_text = "it must lie between 1 and 1B",
            .constant = true,
            .also = "runs simulations iterations trials samples n num_paths n_paths sims draws "
                    "num_simulations"},
    KeySpec{.name = "seed",
            .kind = ValueKind::whole,
            .doc = "selects the random numbers: the same seed gives the same results",
            .example = "2026",
            .fallback = default_seed,
            .range = {0, 18446744073709551615.0},
            .range_text = "it must lie between 0 and 18446744073709551615",
            .also = "random_seed rng_seed random_state"},
    KeySpec{.name = "sampler",
            .kind = ValueKind::choice,
            .doc = "how uniforms are drawn: independently, in pairs U and 1 - U, or as scrambled "
                   "Sobol points",
            .example = "random",
            .fallback = default_sampler,
            .words = kSamplers,
            .also = "method sampling"},
};

constexpr std::array kOfDriver{
    KeySpec{.name = "draw",
            .status = KeyStatus::required,
            .doc = "the distribution that it is drawn from, or any expression of other drivers",
            .example = "normal(0, 1)",
            .also = "value distribution dist expression expr formula sample"},
    KeySpec{.name = "every",
            .kind = ValueKind::choice,
            .doc = "how often it is drawn",
            .example = "month",
            .fallback = default_draw_frequency,
            .words = kDrawFrequencies,
            .also = "frequency resample per period"},
    KeySpec{.name = "each",
            .kind = ValueKind::lists,
            .doc = "the segments that it is split by: one driver for each, or for each pair of two "
                   "lists",
            .example = "region",
            .also = "by segment segments split split_by"},
};

constexpr std::array kOfCorrelation{
    KeySpec{.name = "between",
            .kind = ValueKind::names,
            .status = KeyStatus::required,
            .doc = "drivers, METRIC.PARAMETER or METRIC.shock (all segments if none is named); "
                   "rho applies to every pair",
            .example = "[arr_growth, margin]",
            .also = "variables names pair pairs of drivers"},
    KeySpec{.name = "rho",
            .status = KeyStatus::required,
            .doc = "the correlation of the underlying normals",
            .example = "50%",
            .range = {-1, 1, true, true},
            .range_text = "it must lie between -100% and 100%, both excluded",
            .constant = true,
            .also = "value correlation coefficient corr r"},
};

constexpr std::array kOfMetric{
    KeySpec{.name = "unit",
            .kind = ValueKind::text,
            .doc = "the currency, the currency per time (USD/mo), or a label; \"%\" shows percent",
            .example = "USD",
            .also = "units currency measure"},
    KeySpec{.name = "label",
            .kind = ValueKind::text,
            .doc = "the name shown in results",
            .example = "Annual recurring revenue",
            .also = "title name display display_name description"},
    KeySpec{.name = "flow",
            .kind = ValueKind::flag,
            .doc =
                "its values are amounts of their month: 0 in month 0 and before, and summed over "
                "the periods of --every",
            .example = "false"},
    KeySpec{.name = "each",
            .kind = ValueKind::lists,
            .doc = "the segments that it is split by: arr.europe, arr.asia; of two lists "
                   "arr.crm.europe",
            .example = "region",
            .also = "by segment segments split split_by"},
    KeySpec{.name = "total",
            .kind = ValueKind::choice,
            .doc = "what the name of a split metric means without a segment",
            .example = "sum",
            .words = kTotals,
            .also = "aggregate aggregation"},
    KeySpec{.name = "actual",
            .kind = ValueKind::actuals,
            .doc = "measured values by month; the model continues after the last one",
            .example = "{2026-01: 5M, 2026-02: 5.2M}",
            .also = "actuals history historical data observed"},
    KeySpec{.name = "fill",
            .kind = ValueKind::choice,
            .doc = "of actual values by quarter or year, the months within: geometric or linear "
                   "growth to a level at their end, or an amount spread evenly",
            .example = "geometric",
            .words = kFills},
};

constexpr std::array kOfTarget{
    KeySpec{.name = "label",
            .kind = ValueKind::text,
            .doc = "the name shown in results",
            .example = "$1B ARR",
            .also = "title name description display_name"},
    KeySpec{.name = "when",
            .kind = ValueKind::condition,
            .status = KeyStatus::required,
            .doc = "a condition on any metrics",
            .example = "arr >= $10M",
            .also = "condition if metric test criterion criteria expression expr that goal formula "
                    "target rule check assert requirement"},
    KeySpec{.name = "by",
            .kind = ValueKind::time,
            .doc = "met on a path if it holds in at least one month up to this time",
            .example = "2y",
            .fallback = last_month,
            .also = "before deadline due until within by_date"},
    KeySpec{.name = "at",
            .kind = ValueKind::time,
            .doc = "met on a path if it holds in this month",
            .example = "2027-12",
            .also = "on date month"},
    KeySpec{.name = "throughout",
            .kind = ValueKind::times,
            .doc = "met on a path if it holds in every month, or in every month from D1 to D2",
            .example = "true",
            .also = "always during while"},
    KeySpec{.name = "confidence",
            .doc = "the probability that the target must reach",
            .example = "50%",
            .fallback = default_confidence,
            .range = {0, 1, true, true},
            .range_text = "it must lie between 0% and 100%, both excluded",
            .constant = true,
            .also = "probability chance likelihood required_confidence prob odds certainty"},
};

constexpr std::array kOfJoint{
    KeySpec{.name = "confidence",
            .doc = "the probability that all targets together must reach",
            .example = "25%",
            .fallback = default_confidence,
            .range = {0, 1, true, true},
            .range_text = "it must lie between 0% and 100%, both excluded",
            .constant = true,
            .also = "probability chance likelihood required_confidence prob odds certainty"},
};

} // namespace

constinit const KeySpec kModelKey{
    .name = "model",
    .kind = ValueKind::choice,
    .doc = "the growth model; instead of formula, or of initial and next",
    .example = "compound",
    .also = "type kind growth_model"};

constinit const KeyMap kScenarioKeys{"a scenario", "", kOfScenario};
constinit const KeyMap kSimulationKeys{"simulation", "simulation", kOfSimulation};
constinit const KeyMap kOutputKeys{"output", "output", kOfOutput};
constinit const KeyMap kDriverKeys{"a driver", "drivers.demand", kOfDriver, "draw"};
constinit const KeyMap kCorrelationKeys{"a correlation", "correlations.0", kOfCorrelation};
constinit const KeyMap kMetricKeys{"a metric", "metrics.arr", kOfMetric};
constinit const KeyMap kTargetKeys{"a target", "targets.big", kOfTarget};
constinit const KeyMap kJointKeys{"target all", "targets.all", kOfJoint};

const KeySpec* find_key(std::span<const KeySpec> keys, std::string_view name) {
  const auto found = std::ranges::find(keys, name, &KeySpec::name);
  return found == keys.end() ? nullptr : &*found;
}

bool names_it(std::string_view also, std::string_view word) {
  std::string small;
  char before = ' ';
  for (const char c : word) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && before >= 'a' && before <= 'z') // startDate
      small += '_';
    small += c == '-' || c == ' ' ? '_' : capital ? static_cast<char>(c - 'A' + 'a') : c;
    before = c;
  }
  return !small.empty() &&
         fmt::format(" {} ", also).find(fmt::format(" {} ", small)) != std::string::npos;
}

const KeySpec& key_of(const KeyMap& map, std::string_view name) {
  const KeySpec* key = find_key(map.keys, name);
  assert(key != nullptr);
  return *key;
}

} // namespace escala
