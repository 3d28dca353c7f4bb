// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/bind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "escala/core/currencies.h"
#include "escala/core/names.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"
#include "scenario/bind/settings_meant.h"

namespace escala {
namespace {

void bind_version(const Node& node, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::scalar && node.text.text == "1")
    return;
  diagnostics.error(node.span, "unknown version of the format",
                    "this version of escala reads format 1", "write 1");
}

// Reads a whole number that consists of digits and underscores.
std::optional<std::uint64_t> whole_number(const Node& node) {
  if (node.kind != Node::Kind::scalar)
    return std::nullopt;
  std::string digits = node.text.text;
  std::erase(digits, '_');
  std::uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (digits.empty() || error != std::errc{} || stop != end)
    return std::nullopt;
  return value;
}

void bind_start(const Node& node, Binder& binder) {
  const auto month = node.kind == Node::Kind::scalar ? parse_calendar_month(node.text.text)
                                                     : std::optional<CalendarMonth>{};
  if (month && month->year() > 0) {
    binder.scenario.start = *month;
    return;
  }
  binder.diagnostics.error(node.span, "start is not a month", "",
                           month_remedy(node.text.text, binder));
  const auto meant = binder.month(node.text.text, false);
  if (meant && meant->year() > 0)
    binder.scenario.start = *meant; // for the messages about what follows
}

// "April" and "2026-04" are 4.
std::string fiscal_remedy(const Node& node) {
  const auto month = month_meant(node.text.text, 2000, false);
  return month ? fmt::format("write {}", month->month()) : "as in 4 for April";
}

void bind_fiscal_year(const Node& node, Binder& binder) {
  const auto month = whole_number(node);
  if (month && *month >= 1 && *month <= 12)
    binder.scenario.fiscal_year = static_cast<int>(*month);
  else
    binder.diagnostics.error(node.span, "fiscal_year is not a month",
                             "it is the number of the fiscal year's first month, 1 to 12",
                             fiscal_remedy(node));
}

void bind_currency(const Node& node, Binder& binder) {
  if (require_text(node, "currency", binder.diagnostics) == nullptr)
    return;
  const std::string code = node.kind == Node::Kind::scalar ? node.text.text : "";
  if (is_currency(code)) {
    binder.scenario.currency = binder.currency = code;
    return;
  }
  std::vector<std::string> codes;
  for (std::string_view known : currency_codes())
    codes.emplace_back(known);
  binder.currency.clear();
  const auto known_as = currency_meant(code);
  binder.diagnostics.error(
      node.span, fmt::format("unknown currency '{}'", code), "a currency is a code of ISO 4217",
      known_as ? fmt::format("write {}", *known_as) : did_you_mean(code, codes, "as in EUR"));
}

void bind_sampler(const Node& node, Binder& binder) {
  const std::string sampler = binder.text(node, "sampler");
  SimulationSettings& settings = binder.scenario.simulation;
  settings.sampler_span = node.span;
  for (const Sampler known : {Sampler::random, Sampler::antithetic, Sampler::sobol}) {
    if (sampler != name_of(known))
      continue;
    settings.sampler = known;
    return;
  }
  if (!sampler.empty())
    binder.diagnostics.error(
        node.span, fmt::format("unknown sampler '{}'", sampler), "",
        did_you_mean(sampler, std::vector<std::string>(kSamplers.begin(), kSamplers.end()),
                     "as in random, antithetic or sobol"));
}

void bind_simulation(const Node& node, Binder& binder) {
  if (require_map(node, "simulation", binder.diagnostics) == nullptr)
    return;
  check_keys(node, kSimulationKeys, node.span, binder.diagnostics);
  SimulationSettings& settings = binder.scenario.simulation;
  if (const Node* paths = node.find("paths"))
    settings.paths = binder.expression(*paths, "paths");
  if (const Node* sampler = node.find("sampler"))
    bind_sampler(*sampler, binder);
  const Node* seed = node.find("seed");
  if (seed == nullptr)
    return;
  if (const auto value = whole_number(*seed))
    settings.seed = *value;
  else
    binder.diagnostics.error(seed->span, "the seed is not a whole number",
                             "it must lie between 0 and 18446744073709551615", "as in 2026");
}

void bind_correlation(const Node& node, Binder& binder) {
  if (require_map(node, "a correlation", binder.diagnostics) == nullptr)
    return;
  if (const auto meant = correlation_meant(node, binder.diagnostics))
    return bind_correlation(*meant, binder);
  check_keys(node, kCorrelationKeys, node.span, binder.diagnostics);
  const Node* between = node.find("between");
  const Node* rho = node.find("rho");
  if (between == nullptr || rho == nullptr)
    return;
  if (require_list(*between, "between", binder.diagnostics) == nullptr)
    return;
  auto expression = binder.expression(*rho, "rho");
  if (!expression)
    return;
  Correlation correlation{{}, std::move(*expression), between->span};
  for (const Node& item : between->items)
    if (require_text(item, "a name in between", binder.diagnostics) != nullptr)
      correlation.between.push_back(item.text);
  if (correlation.between.size() == between->items.size())
    binder.scenario.correlations.push_back(std::move(correlation));
}

void bind_correlations(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_list(node, "correlations", binder.diagnostics) == nullptr)
    return;
  for (const Node& item : node.items)
    bind_correlation(item, binder);
}

void bind_variants(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "variants", binder.diagnostics) == nullptr)
    return;
  constexpr std::size_t kVariantLimit = 200;
  if (node.entries.size() > kVariantLimit)
    return binder.diagnostics.error(node.span,
                                    fmt::format("there are more than {} variants", kVariantLimit),
                                    "", "split them over several files");
  for (const Entry& entry : node.entries) {
    const std::string what = fmt::format("variant {}", entry.key.text);
    if (entry.key.text == "all")
      binder.diagnostics.error(entry.key.span, "'all' can't name a variant",
                               "it stands for all of them", "choose another name");
    if (require_map(entry.value, what, binder.diagnostics) != nullptr)
      binder.scenario.variants.push_back(entry.key.text);
  }
}

void bind_name(const Node& node, Binder& binder) {
  binder.scenario.name = binder.text(node, "name");
  if (binder.scenario.name.empty() && node.kind == Node::Kind::scalar)
    binder.diagnostics.error(node.span, "the name is empty");
}

using Bind = void (*)(const Node&, Binder&);
struct Part {
  std::string_view key;
  Bind bind;
};

constexpr std::array kParts{
    Part{"currency", bind_currency}, // first, because amounts of money must be in it
    Part{"escala", [](const Node& node, Binder& b) { bind_version(node, b.diagnostics); }},
    Part{"name", bind_name},
    Part{"description",
         [](const Node& node, Binder& b) {
           if (node.kind != Node::Kind::null)
             b.scenario.description = b.text(node, "description");
         }},
    Part{"fiscal_year", bind_fiscal_year}, // before what a fiscal year's name means
    Part{"start", bind_start},
    Part{"horizon",
         [](const Node& node, Binder& b) { b.scenario.horizon = b.expression(node, "horizon"); }},
    Part{"simulation", bind_simulation},
    Part{"segments", bind_segments},
    Part{"drivers", bind_drivers},
    Part{"correlations", bind_correlations},
    Part{"metrics", bind_metrics},
    Part{"risks", bind_risks},
    Part{"investment", bind_investment},
    Part{"targets", bind_targets},
    Part{"variants", bind_variants},
    Part{"output", bind_output},
};

} // namespace

std::optional<Expression> Binder::expression(const Node& node, std::string_view what) const {
  const auto fail = [&](std::string problem, std::string reason, std::string suggestion) {
    diagnostics.error(node.span, std::move(problem), std::move(reason), std::move(suggestion));
    return std::nullopt;
  };
  if (is_schedule(node))
    return fail(fmt::format("{} can't be a schedule", what), "one value is needed here",
                "choose one value");
  if (node.kind == Node::Kind::null)
    return fail(fmt::format("{} has no value", what), "", "give it one");
  if (is_segment_map(node))
    return fail("a map by segment is not allowed here",
                "only the draw of a driver and the parameters of a metric can differ by segment",
                "");
  if (node.kind != Node::Kind::scalar)
    return fail(fmt::format("{} must be an expression", what),
                fmt::format("found {}", kind_name(node.kind)), "");
  return parse_expression(node.text, currency, diagnostics);
}

std::string Binder::text(const Node& node, std::string_view what) const {
  return require_text(node, what, diagnostics) == nullptr ? std::string{} : node.text.text;
}

namespace {

// As YAML writes it without quotes.
bool is_word(const Node& node, std::initializer_list<std::string_view> words) {
  return node.kind == Node::Kind::scalar && !node.quoted &&
         std::ranges::find(words, node.text.text) != words.end();
}

} // namespace

bool is_true(const Node& node) { return is_word(node, {"true", "True", "TRUE"}); }

bool Binder::flag(const Node& node, std::string_view what) const {
  if (is_true(node))
    return true;
  if (!is_word(node, {"false", "False", "FALSE"}))
    diagnostics.error(
        node.span, fmt::format("{} is true or false", what),
        node.kind == Node::Kind::scalar ? "" : fmt::format("found {}", kind_name(node.kind)),
        "write true, or leave it out");
  return false;
}

std::string_view name_of(Sampler sampler) { return kSamplers[static_cast<std::size_t>(sampler)]; }

std::optional<Scenario> bind(const Node& root, Diagnostics& diagnostics) {
  if (root.kind == Node::Kind::null) {
    diagnostics.error(root.span, "the scenario is empty", "", "start with escala: 1");
    return std::nullopt;
  }
  if (root.kind != Node::Kind::map) {
    diagnostics.error(root.span, "a scenario must be a map",
                      fmt::format("found {}", kind_name(root.kind)),
                      "it has keys and values, beginning with escala: 1");
    return std::nullopt;
  }
  if (const auto meant = settings_meant(root, diagnostics))
    return bind(*meant, diagnostics);
  Scenario scenario;
  check_keys(root, kScenarioKeys, root.span, diagnostics);
  Binder binder{scenario, diagnostics, scenario.currency};
  for (const Part& part : kParts)
    if (const Node* node = find_meant(root, kScenarioKeys.keys, part.key))
      part.bind(*node, binder);
  return scenario;
}

} // namespace escala
