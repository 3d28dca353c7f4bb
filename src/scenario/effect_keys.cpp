// SPDX-License-Identifier: Apache-2.0
// The keys of risks and of the investment.
#include <array>

#include "escala/scenario/keys.h"

namespace escala {
namespace {

constexpr Range kShare{0, 1};
constexpr std::string_view kShareText = "it must lie between 0% and 100%";
constexpr std::string_view kNotNegativeText = "it must be 0 or more";

std::string for_good() { return "permanent"; }
std::string no_share() { return "0%"; }
std::string no_flag() { return "false"; }
std::string no_cost() { return "0"; }
std::string no_discount() { return "0%/y"; }
std::string whole_horizon() { return "the horizon"; }

constexpr std::array kOfRisk{
    KeySpec{.name = "category",
            .kind = ValueKind::choice,
            .doc = "the kind of risk",
            .example = "technology",
            .words = kRiskCategories,
            .also = "type kind class"},
    KeySpec{.name = "frequency",
            .status = KeyStatus::required,
            .doc = "how often the event happens (Poisson arrivals)",
            .example = "1.2/y",
            .dimension = kRate,
            .range = {0, kYearlyEventLimit / 12},
            .range_text = "it must lie between 0/y and 1000/y",
            .also = "probability likelihood rate prob occurrence lambda annual_frequency"},
    KeySpec{.name = "impact",
            .kind = ValueKind::effects,
            .status = KeyStatus::required,
            .doc =
                "what one event takes away: a share or an amount of metrics, drivers or parameters",
            .example = "{arr: 2% to 8%}",
            .also = "impacts effect effects loss severity damage hits"},
    KeySpec{.name = "duration",
            .doc = "how long a loss lasts; if left out, it is permanent",
            .example = "2mo",
            .fallback = for_good,
            .dimension = kTime,
            .range = kNotNegative,
            .range_text = kNotNegativeText,
            .also = "length lasts lasting period"},
    KeySpec{.name = "opportunity",
            .kind = ValueKind::flag,
            .doc = "whether the event is meant to raise what it acts on, by negative impacts",
            .example = "true",
            .fallback = no_flag,
            .also = "upside chance"},
    KeySpec{.name = "mitigation",
            .kind = ValueKind::map,
            .doc = "measures that reduce the risk",
            .example = "{prevention: 40%, detection: 60%, response: 50%}",
            .map = &kMitigationKeys,
            .also = "mitigations controls control countermeasures"},
};

constexpr std::array kOfMitigation{
    KeySpec{.name = "prevention",
            .doc = "share of the arrivals prevented",
            .example = "40%",
            .fallback = no_share,
            .range = kShare,
            .range_text = kShareText,
            .also = "prevent avoidance"},
    KeySpec{.name = "detection",
            .doc = "the probability that an event is noticed in time to respond",
            .example = "60%",
            .fallback = no_share,
            .range = kShare,
            .range_text = kShareText,
            .also = "detect"},
    KeySpec{.name = "response",
            .doc = "share of the impact that the response to a detected event averts",
            .example = "50%",
            .fallback = no_share,
            .range = kShare,
            .range_text = kShareText,
            .also = "respond"},
    KeySpec{.name = "recovery",
            .doc = "share by which the duration of a loss is reduced",
            .example = "30%",
            .fallback = no_share,
            .range = kShare,
            .range_text = kShareText,
            .also = "recover restore"},
    KeySpec{.name = "cost",
            .doc = "the cost of the mitigation",
            .example = "$2M/y",
            .fallback = no_cost,
            .dimension = kMoneyRate,
            .range = kNotNegative,
            .range_text = kNotNegativeText,
            .also = "costs price budget"},
};

constexpr std::array kOfInvestment{
    KeySpec{.name = "budget",
            .status = KeyStatus::required,
            .doc = "the total that can be spent",
            .example = "$10M",
            .dimension = kMoney,
            .range = kNotNegative,
            .range_text = kNotNegativeText,
            .constant = true,
            .also = "amount total capital"},
    KeySpec{.name = "over",
            .doc = "the time over which it is spent evenly: a whole number of months",
            .example = "5y",
            .fallback = whole_horizon,
            .dimension = kTime,
            .range = {1, kLongestHorizon},
            .range_text = "it must lie between 1mo and 100y",
            .constant = true,
            .also = "duration period years horizon"},
    KeySpec{.name = "pillars",
            .kind = ValueKind::map,
            .status = KeyStatus::required,
            .doc = "what the budget is spent on",
            .example = "{product: {share: 30%, lifts: {arr.growth: 25%}, half_at: $4M}}",
            .arity = Arity::named,
            .map = &kPillarKeys,
            .also = "projects initiatives programs areas streams"},
    KeySpec{.name = "value",
            .kind = ValueKind::metric,
            .doc = "the metric of money in which its net present value, return and payback are "
                   "measured, against its spend",
            .example = "arr",
            .also = "benefit returns npv_of payoff measured_in cash_flow"},
    KeySpec{.name = "discount",
            .doc = "what money is worth less a year later",
            .example = "12%/y",
            .fallback = no_discount,
            .dimension = kRate,
            .range = {.low = -1, .above_low = true},
            .range_text = "it must be above -100% a year",
            .constant = true,
            .also = "discount_rate wacc hurdle hurdle_rate cost_of_capital interest"},
};

constexpr std::array kOfPillar{
    KeySpec{.name = "share",
            .doc = "share of the budget, spent evenly",
            .example = "20%",
            .range = kShare,
            .range_text = kShareText,
            .constant = true,
            .also = "weight percentage allocation portion fraction percent"},
    KeySpec{.name = "spend",
            .kind = ValueKind::years,
            .doc = "the amount spent in each year, instead of evenly",
            .example = "[$1M, $2M]",
            .dimension = kMoney,
            .range = kNotNegative,
            .range_text = kNotNegativeText,
            .constant = true,
            .also = "spending cost amount budget"},
    KeySpec{.name = "lifts",
            .kind = ValueKind::effects,
            .doc =
                "drivers or METRIC.PARAMETER that the spend raises, and by how much in the limit",
            .example = "{arr.growth: 25%}",
            .range = {-1},
            .range_text = "it must be -100% or more",
            .also = "lift effects effect impact uplift improves boosts"},
    KeySpec{.name = "half_at",
            .doc = "the spend at which a lift has half of its effect",
            .example = "$10M",
            .dimension = kMoney,
            .range = {.low = 0, .above_low = true},
            .range_text = "it must be above 0",
            .also = "half half_saturation saturation"},
};

} // namespace

constinit const KeyMap kRiskKeys{"a risk", "risks.outage", kOfRisk};
constinit const KeyMap kMitigationKeys{"a mitigation", "risks.outage.mitigation", kOfMitigation};
constinit const KeyMap kInvestmentKeys{"an investment", "investment", kOfInvestment};
constinit const KeyMap kPillarKeys{"a pillar", "investment.pillars.product", kOfPillar};

const KeySpec& spec_of(RiskPart part) {
  // In the order of RiskPart.
  static constexpr std::array<const KeySpec*, kRiskParts> kParts{
      &kOfRisk[1],       &kOfRisk[3],       &kOfMitigation[0], &kOfMitigation[1],
      &kOfMitigation[2], &kOfMitigation[3], &kOfMitigation[4]};
  return *kParts[static_cast<std::size_t>(part)];
}

} // namespace escala
