// SPDX-License-Identifier: Apache-2.0
// Actual months: where they lie in the plan, and what they are worth.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/checks.h"
#include "scenario/parameter_units.h"

namespace escala {
namespace {

constexpr ParameterSpec kActual{.name = "actual",
                                .unit = ParameterUnit::level,
                                .doc = "months whose values are known",
                                .example = "5"};

class ActualChecker {
 public:
  ActualChecker(ValidScenario& valid, std::size_t metric, const Symbols& symbols,
                Diagnostics& diagnostics)
      : valid_(valid), index_(metric), metric_(valid.scenario.metrics[metric]),
        calendar_(valid.scenario.calendar()), symbols_(symbols), diagnostics_(diagnostics) {}

  void run() {
    std::vector<const ActualValue*> values;
    for (const ActualValue& value : metric_.actual->values)
      values.push_back(&value);
    std::ranges::stable_sort(values, {}, &ActualValue::month);
    const bool placed = check_begin(values) && check_gaps(values);
    std::vector<double> known;
    bool sound = placed;
    for (const ActualValue* value : values) {
      const auto number = value_of(*value);
      sound = sound && number;
      if (sound && month_of(*value) <= valid_.horizon)
        known.push_back(*number);
    }
    if (sound && !known.empty())
      keep(month_of(*values.front()), std::move(known));
  }

 private:
  int month_of(const ActualValue& value) const { return calendar_.month_of(value.month); }

  void fail(const ActualValue& value, const std::string& problem, std::string reason,
            std::string suggestion = {}) {
    diagnostics_.error(value.span, value.place + problem, std::move(reason), std::move(suggestion));
  }

  bool check_begin(const std::vector<const ActualValue*>& values) {
    const auto early = std::ranges::count_if(
        values, [&](const ActualValue* value) { return month_of(*value) < 0; });
    if (early > 0) {
      fail(*values.front(), fmt::format("{} is before the plan", to_text(values.front()->month)),
           fmt::format("its opening balance is {}{}", to_text(calendar_.at(0)),
                       early == 1 ? "" : fmt::format(", and {} months are before it", early)),
           "start the plan earlier, or leave out what was before");
      return false;
    }
    if (values.empty() || month_of(*values.front()) <= 1)
      return !values.empty();
    fail(*values.front(),
         fmt::format("actual of {} begins in {}", metric_.full_name(),
                     to_text(values.front()->month)),
         fmt::format("it begins with the opening balance, {}, or the first month, {}",
                     to_text(calendar_.at(0)), to_text(calendar_.at(1))),
         "add the months before it, or start the plan there");
    return false;
  }

  bool check_gaps(const std::vector<const ActualValue*>& values) {
    for (std::size_t i = 1; i < values.size(); ++i) {
      const int missing = month_of(*values[i - 1]) + 1;
      if (month_of(*values[i]) == missing || missing > valid_.horizon)
        continue;
      fail(*values[i],
           fmt::format("actual of {} leaves out {}", metric_.full_name(),
                       to_text(calendar_.at(missing))),
           "actual months have no gap", "add it, or end before it");
      return false;
    }
    return true;
  }

  std::optional<double> value_of(const ActualValue& value) {
    Diagnostics found;
    const auto number = measured(value, found);
    for (Diagnostic diagnostic : found.all()) {
      diagnostic.problem = value.place + diagnostic.problem;
      diagnostics_.add(std::move(diagnostic));
    }
    return number;
  }

  // In canonical units; nullopt with a diagnostic.
  std::optional<double> measured(const ActualValue& value, Diagnostics& found) const {
    CheckedExpression checked = check_expression(value.value, {}, symbols_, found);
    if (checked.facts.empty() || checked.root().quantity.unknown)
      return std::nullopt;
    const Span span = value.value.source.span;
    const std::string& text = value.value.source.text;
    if (checked.root().quantity.calendar || !checked.constant() ||
        !std::isfinite(*checked.constant())) {
      found.error(span, fmt::format("{} is not a constant", text),
                  "the value of an actual month is known", "write a number");
      return std::nullopt;
    }
    if (!ParameterUnits(valid_, found).fit(index_, kActual, checked))
      return std::nullopt;
    if (const auto initial = metric_.model->find_role(ParameterRole::opening);
        initial && !metric_.parameter(*initial).range.holds(*checked.constant())) {
      found.error(span, fmt::format("actual of {} is out of range", metric_.full_name()),
                  metric_.parameter(*initial).range.above_low ? "it must be above 0"
                                                              : "it must be 0 or more");
      return std::nullopt;
    }
    return checked.constant();
  }

  // Month 0 holds the first of them, unless it is written.
  void keep(int first, std::vector<double> known) {
    ValidMetric& valid = valid_.metrics[index_];
    const auto initial = metric_.model->find_role(ParameterRole::opening);
    const bool opening = initial && metric_.argument(*initial) != nullptr;
    if (first == 1 && !opening) {
      known.insert(known.begin(), known.front());
      first = 0;
    }
    if (initial && !opening && !metric_.parameter(*initial).fallback) {
      valid.parameters[*initial].present = true;
      valid.parameters[*initial].constant = known.front();
    }
    valid.actual = {first, std::move(known)};
    valid.opens_known = first == 0 && !metric_.model->adds_increments;
  }

  ValidScenario& valid_;
  std::size_t index_;
  const Metric& metric_;
  Calendar calendar_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
};

} // namespace

void check_actuals(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < valid.scenario.metrics.size(); ++i)
    if (valid.scenario.metrics[i].actual)
      ActualChecker(valid, i, symbols, diagnostics).run();
}

} // namespace escala
