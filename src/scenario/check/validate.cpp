// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/check/checks.h"
#include "scenario/check/no_number.h"
#include "scenario/check/value_remedy.h"
#include "scenario/segments/expand_segments.h"

namespace escala {
namespace {

// The text without its minus, or the nearest number of months.
std::string horizon_remedy(double months, const std::string& text) {
  const bool whole = std::abs(months - std::round(months)) < 1e-9;
  if (whole && months < 0 && -months <= kLongestHorizon && text.starts_with('-'))
    return "write " + text.substr(1);
  return whole_months_remedy(std::min<double>(months, kLongestHorizon), 1);
}

void check_horizon(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  valid.horizon = kLongestHorizon; // used for further checks if it cannot be read
  const auto& horizon = valid.scenario.horizon;
  if (!horizon)
    return;
  const auto months = constant_of(*horizon, kTime, symbols, diagnostics);
  if (!months)
    return;
  if (std::abs(*months - std::round(*months)) < 1e-9 && *months >= 1 &&
      *months <= kLongestHorizon) {
    valid.horizon = static_cast<int>(std::lround(*months));
    return;
  }
  diagnostics.error(
      horizon->source.span, "the horizon must be a whole number of months, 1mo to 100y",
      fmt::format("it is {:.10g} months", *months), horizon_remedy(*months, horizon->source.text));
}

// The nearest number of paths.
std::string count_remedy(double count) {
  const double most = static_cast<double>(kPathLimit);
  return fmt::format("write {:.0f}", std::clamp(std::round(count), 1.0, most));
}

void check_paths(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  const auto& paths = valid.scenario.simulation.paths;
  if (!paths)
    return;
  const auto count = constant_of(*paths, kPlain, symbols, diagnostics);
  if (!count)
    return;
  if (*count == std::round(*count) && *count >= 1 && *count <= static_cast<double>(kPathLimit))
    valid.paths = static_cast<std::uint64_t>(*count);
  else
    diagnostics.error(paths->source.span, "paths must be a whole number, 1 to 1B",
                      fmt::format("it is {:.10g}", *count), count_remedy(*count));
}

} // namespace

std::optional<double> constant_of(const Expression& expression, const Dimension& dimension,
                                  const Symbols& symbols, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const CheckedExpression checked = check_expression(expression, {}, symbols, diagnostics);
  if (checked.facts.empty() || diagnostics.error_count() > errors)
    return std::nullopt;
  const NodeFacts& root = checked.root();
  const Span span = expression.source.span;
  if (root.constant && !std::isfinite(*root.constant)) {
    fail_no_number(expression.source.text, checked, expression.syntax.root(), diagnostics);
    return std::nullopt;
  }
  if (!root.constant) {
    diagnostics.error(span, fmt::format("{} is not a constant", expression.source.text),
                      "this value is needed before the simulation", "give a number");
    return std::nullopt;
  }
  if (root.quantity.calendar || root.quantity.dimension != dimension) {
    const std::string found = describe(root.quantity, symbols.scenario->currency);
    const std::string wanted =
        describe(Quantity{.dimension = dimension}, symbols.scenario->currency);
    diagnostics.error(span, fmt::format("{} is {}", expression.source.text, found),
                      fmt::format("{} is needed here", wanted),
                      unit_remedy(checked, {dimension, dimension == kTime ? "5y" : ""},
                                  symbols.scenario->currency));
    return std::nullopt;
  }
  return root.constant;
}

namespace {

void check_pairs(const ValidScenario& valid, Diagnostics& diagnostics) {
  const SimulationSettings& settings = valid.scenario.simulation;
  if (settings.sampler != Sampler::antithetic || valid.paths % 2 == 0)
    return;
  diagnostics.error(
      settings.paths ? settings.paths->source.span : settings.sampler_span,
      fmt::format("{} paths cannot be paired", valid.paths),
      "antithetic draws two paths at a time, from U and 1 - U",
      fmt::format("{}{}", settings.paths ? "write " : "add paths: ", valid.paths + 1));
}

} // namespace

void check_settings(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  check_horizon(valid, symbols, diagnostics);
  check_paths(valid, symbols, diagnostics);
  check_pairs(valid, diagnostics);
}

std::optional<ValidScenario> validate(Scenario scenario, Diagnostics& diagnostics) {
  std::optional<Scenario> expanded = expand_segments(std::move(scenario), diagnostics);
  if (!expanded)
    return std::nullopt;
  ValidScenario valid;
  valid.scenario = std::move(*expanded);
  Symbols symbols = collect_symbols(valid.scenario, diagnostics);
  find_affected(valid, symbols, diagnostics);
  check_series(valid, symbols, diagnostics);
  check_settings(valid, symbols, diagnostics);
  check_actuals(valid, symbols, diagnostics);
  check_risks(valid, symbols, diagnostics);
  check_investment(valid, symbols, diagnostics);
  check_valuation(valid, symbols, diagnostics);
  check_targets(valid, symbols, diagnostics);
  check_correlations(valid, symbols, diagnostics);
  check_order(valid, diagnostics);
  check_output(valid, diagnostics);
  if (diagnostics.has_errors())
    return std::nullopt;
  check_losses(valid, diagnostics);
  if (diagnostics.has_errors())
    return std::nullopt;
  check_warnings(valid, diagnostics);
  warn_amounts(valid, diagnostics);
  return valid;
}

} // namespace escala
