// SPDX-License-Identifier: Apache-2.0
// Checks actual months: their places in the plan and their values.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/core/percent.h"
#include "scenario/check/checks.h"
#include "scenario/check/fill_actuals.h"
#include "scenario/check/no_number.h"
#include "scenario/check/parameter_units.h"

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
    find_period(values);
    bool sound = check_fill(metric_.full_name(), *metric_.actual, values, period_, calendar_,
                            diagnostics_) &&
                 check_flow() && check_begin(values) && check_gaps(values);
    std::vector<double> known;
    for (const ActualValue* value : values) {
      const auto number = value_of(*value);
      sound = sound && number && check_growth(*value, *number);
      if (sound)
        known.push_back(*number);
    }
    if (sound && !known.empty())
      keep(first_month(*values.front()), fill_months(known, metric_.actual->fill, period_));
  }

 private:
  // Amounts of a quarter are spread; only levels grow within it.
  bool check_flow() {
    const auto& fill = metric_.actual->fill;
    if (!metric_.flow || !fill || *fill == Fill::even)
      return true;
    diagnostics_.error(metric_.actual->fill_span,
                       fmt::format("{} is a flow, and its fill is of levels", metric_.name.text),
                       "a quarter's amount is spread over its months", "write even");
    return false;
  }

  bool is_even() const { return metric_.actual->fill == Fill::even; }
  int month_of(const ActualValue& value) const { return calendar_.month_of(value.month); }
  // The first month that has the value.
  int first_month(const ActualValue& value) const {
    return month_of(value) - (is_even() ? period_ - 1 : 0);
  }

  void find_period(const std::vector<const ActualValue*>& values) {
    const int period = period_of_actuals(values);
    const auto gap = gap_in(values); // between neighbouring months
    const bool regular = gap != values.end() && month_of(**(gap + 1)) - month_of(**gap) == period;
    if (metric_.actual->fill || regular || (!values.empty() && values.front()->length > 1))
      period_ = period;
  }

  void fail(const ActualValue& value, const std::string& problem, std::string reason,
            std::string suggestion = {}) {
    diagnostics_.error(value.span, value.place + problem, std::move(reason), std::move(suggestion));
  }

  bool check_begin(const std::vector<const ActualValue*>& values) {
    const auto early = std::ranges::count_if(
        values, [&](const ActualValue* value) { return first_month(*value) < 0; });
    if (early > 0) {
      fail(
          *values.front(),
          fmt::format("{} is before the plan", to_text(calendar_.at(first_month(*values.front())))),
          fmt::format("the opening balance is {}{}", to_text(calendar_.at(0)),
                      early == 1 ? ""
                                 : fmt::format(", and {} {} are before that", early,
                                               period_ == 1 ? "months" : "values")),
          fmt::format("start the plan earlier, or leave out the earlier {}",
                      period_ == 1 ? "months" : "values"));
      return false;
    }
    if (values.empty() || first_month(*values.front()) <= 1)
      return !values.empty();
    const CalendarMonth begin = calendar_.at(first_month(*values.front()));
    fail(*values.front(),
         fmt::format("actual of {} begins in {}", metric_.full_name(), to_text(begin)),
         fmt::format("it must begin with the opening balance, {}, or with the first month, {}",
                     to_text(calendar_.at(0)), to_text(calendar_.at(1))),
         period_ == 1 ? "add the months before it, or start the plan in this month"
                      : fmt::format("add the {} before it, or write start: {}",
                                    period_ == kMonthsInYear ? "year" : "quarter",
                                    to_text({begin.index + (is_even() ? 0 : 1)})));
    return false;
  }

  // The value behind the first gap that lies within the horizon; end() if there is none.
  std::vector<const ActualValue*>::const_iterator
  gap_in(const std::vector<const ActualValue*>& values) const {
    return std::ranges::adjacent_find(values, [&](const ActualValue* one, const ActualValue* next) {
      const int missing = month_of(*one) + period_;
      return month_of(*next) != missing && missing - period_ < valid_.horizon;
    });
  }

  bool check_gaps(const std::vector<const ActualValue*>& values) {
    const auto gap = gap_in(values);
    if (gap == values.end())
      return true;
    const bool monthly = period_ == 1;
    fail(**(gap + 1),
         fmt::format("actual of {} leaves out {}", metric_.full_name(),
                     to_text(calendar_.at(month_of(**gap) + period_))),
         monthly ? "actual months must not have gaps" : "actual values must not have gaps",
         fmt::format("add this {}, or end before it", monthly                    ? "month"
                                                      : period_ == kMonthsInYear ? "year"
                                                                                 : "quarter"));
    return false;
  }

  // Geometric growth has a rate only between levels above 0.
  bool check_growth(const ActualValue& value, double number) {
    if (metric_.actual->fill != Fill::geometric || number > 0)
      return true;
    fail(value, fmt::format("actual of {} is {}", metric_.full_name(), value.value.source.text),
         "fill: geometric needs levels above 0", "use fill: linear");
    return false;
  }

  std::optional<double> value_of(const ActualValue& value) {
    if (value.place.empty())
      return measured(value, diagnostics_); // which counts mistakes, and so limits suggestions
    Diagnostics found;
    const auto number = measured(value, found);
    for (Diagnostic diagnostic : found.all()) {
      diagnostic.problem = value.place + diagnostic.problem;
      diagnostics_.add(std::move(diagnostic));
    }
    return number;
  }

  // The value in canonical units; nullopt with a diagnostic.
  std::optional<double> measured(const ActualValue& value, Diagnostics& found) {
    CheckedExpression checked = check_expression(value.value, {}, symbols_, found);
    if (checked.facts.empty() || checked.root().quantity.unknown)
      return std::nullopt;
    const Span span = value.value.source.span;
    const std::string& text = value.value.source.text;
    if (checked.constant() && !std::isfinite(*checked.constant())) {
      fail_no_number(text, checked, value.value.syntax.root(), found);
      return std::nullopt;
    }
    if (checked.root().quantity.calendar || !checked.constant()) {
      found.error(span, fmt::format("{} is not a constant", text),
                  "the value of an actual month must be known", "write a number");
      return std::nullopt;
    }
    const auto number = in_unit(value, checked, found);
    if (!number)
      return std::nullopt;
    if (const auto initial = metric_.model->find_role(ParameterRole::opening);
        initial && !metric_.parameter(*initial).range.holds(*number)) {
      found.error(span, fmt::format("actual of {} is out of range", metric_.full_name()),
                  metric_.parameter(*initial).range.above_low ? "it must be above 0"
                                                              : "it must be 0 or more");
      return std::nullopt;
    }
    return number;
  }

  // The value of a month in the metric's unit. An amount of a period is spread over its months. In
  // a file a sign of money stands for the metric's own unit, also if that is money per time.
  std::optional<double> in_unit(const ActualValue& value, CheckedExpression& checked,
                                Diagnostics& found) {
    const Quantity& wanted = valid_.metrics[index_].quantity;
    const Quantity& given = checked.root().quantity;
    const bool rate = wanted.dimension.time == -1;
    Dimension amount = wanted.dimension;
    amount.time += rate ? 1 : 0;
    if (is_even() && given.percent) {
      found.error(value.value.source.span,
                  fmt::format("{} is a percentage", value.value.source.text),
                  "fill: even spreads amounts", "use fill: linear");
      return std::nullopt;
    }
    const bool is_amount = given.literal || given.dimension == amount;
    if (is_even() && is_amount && !wanted.unknown)
      return *checked.constant() / period_;
    const bool signed_money =
        rate && !value.place.empty() && given.dimension == kMoney && amount == kMoney;
    if (signed_money)
      return *checked.constant() / months_in(wanted.has_period() ? wanted.period : Period::mo);
    warn_percent(value, given, *checked.constant());
    if (!ParameterUnits(valid_, found).fit(index_, kActual, checked))
      return std::nullopt;
    return checked.constant();
  }

  // A bare number of a percentage that is probably a percentage without its sign. Told once.
  void warn_percent(const ActualValue& value, const Quantity& given, double number) {
    constexpr double kUnlikely = 2; // 200%
    const bool percent = valid_.metrics[index_].unit.style == DisplayUnit::Style::percent;
    if (warned_ || !percent || !given.literal || std::abs(number) < kUnlikely)
      return;
    warned_ = true;
    const std::string& text = value.value.source.text;
    diagnostics_.warning(value.place.empty() ? value.value.source.span : value.span,
                         fmt::format("{}{} is {}", value.place, text, percent_text(number, 10)),
                         fmt::format("actual of {} is a percentage", metric_.full_name()),
                         fmt::format("write {}% if that is meant", text));
  }

  // Stores the values. If `initial` is not written, the first value is also that of month 0.
  void keep(int first, std::vector<double> known) {
    ValidMetric& valid = valid_.metrics[index_];
    const auto initial = metric_.model->find_role(ParameterRole::opening);
    const bool opening = initial && metric_.argument(*initial) != nullptr;
    const int months = valid_.horizon - first + 1;
    known.resize(std::min(known.size(), static_cast<std::size_t>(std::max(months, 0))));
    if (known.empty())
      return;
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
  int period_ = 1;      // months that each value stands for
  bool warned_ = false; // of a percentage without its sign
};

} // namespace

void check_actuals(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < valid.scenario.metrics.size(); ++i)
    if (valid.scenario.metrics[i].actual)
      ActualChecker(valid, i, symbols, diagnostics).run();
}

} // namespace escala
