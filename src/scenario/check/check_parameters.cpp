// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/check_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"
#include "scenario/check/checks.h"
#include "scenario/check/no_number.h"
#include "scenario/check/parameter_units.h"
#include "scenario/check/range_remedy.h"
#include "scenario/check/value_remedy.h"

namespace escala {
namespace {

class ParameterChecker {
 public:
  ParameterChecker(std::size_t metric, ValidScenario& valid, const Symbols& symbols,
                   Diagnostics& diagnostics)
      : index_(metric), valid_(valid), scenario_(valid.scenario),
        metric_(scenario_.metrics[metric]), valid_metric_(valid.metrics[metric]), symbols_(symbols),
        diagnostics_(diagnostics) {}

  void run() {
    for (const bool valued : {false, true}) // those whose unit depends on another one come last
      for (std::size_t p = 0; p < metric_.parameter_count(); ++p)
        if (metric_.parameter(p).valued_by.empty() != valued)
          check_parameter(p);
    if (metric_.model->requirement != nullptr)
      check_requirement();
    check_bounds();
  }

 private:
  void check_bounds() {
    const std::size_t own = metric_.model->parameters.size();
    const auto& parameters = valid_metric_.parameters;
    const auto low = parameters[own].constant;
    const auto high = parameters[own + 1].constant;
    if (low && high && *low > *high)
      diagnostics_.error(metric_.argument(own)->span,
                         fmt::format("min of {} is above its max", metric_.name.text));
  }

  void check_requirement() {
    std::vector<std::optional<double>> constants;
    for (const ValidParameter& parameter : valid_metric_.parameters) {
      const bool known = parameter.constant && !is_undefined(*parameter.constant);
      constants.push_back(known ? parameter.constant : std::nullopt);
    }
    const Requirement requirement = metric_.model->requirement(constants);
    if (requirement.text.empty())
      return;
    const Argument* blamed =
        metric_.argument(*metric_.model->find_parameter(requirement.parameter));
    diagnostics_.error(blamed == nullptr ? metric_.name.span : blamed->span,
                       fmt::format("{} has invalid parameters", metric_.name.text),
                       std::string(requirement.text));
  }

  void check_parameter(std::size_t p) {
    const ParameterSpec& spec = metric_.parameter(p);
    ValidParameter& parameter = valid_metric_.parameters[p];
    const Argument* argument = metric_.argument(p);
    parameter.present = argument != nullptr || spec.fallback.has_value();
    if (argument == nullptr) {
      parameter.constant = spec.fallback;
      return;
    }
    if (argument->choice)
      parameter.constant = static_cast<double>(*argument->choice);
    if (spec.form == ParameterForm::choice)
      return;
    if (spec.form == ParameterForm::survival)
      return check_survival(*argument, parameter);
    check_counts(*argument, parameter);
    if (parameter.values.empty())
      for (const Expression& value : argument->values)
        parameter.values.push_back(
            check_expression(value, place_of(index_, spec), symbols_, diagnostics_));
    const std::size_t errors = diagnostics_.error_count();
    for (CheckedExpression& value : parameter.values)
      check_value(spec, value);
    const bool sound = diagnostics_.error_count() == errors;
    if (sound && spec.form == ParameterForm::by_age && argument->listed)
      return keep_by_age(spec, parameter);
    if (sound && parameter.values.size() == 1 && parameter.values[0].constant())
      parameter.constant = *parameter.values[0].constant();
    if (sound && metric_.flow && spec.role == ParameterRole::opening && parameter.constant != 0.0)
      diagnostics_.error(argument->span,
                         fmt::format("{} of {} is not 0", spec.name, metric_.name.text),
                         "the values of a flow are amounts of their month, and month 0 has none",
                         "write 0, or leave flow out");
  }

  // The list becomes part of the survival, so the parameter itself is 1.
  void keep_by_age(const ParameterSpec& spec, ValidParameter& parameter) {
    for (const CheckedExpression& value : parameter.values) {
      if (const auto constant = value.constant())
        parameter.by_age.push_back(*constant);
      else
        diagnostics_.error(value.expression->source.span,
                           fmt::format("{} is not a constant", value.expression->source.text),
                           fmt::format("{} of {} is a list by age", spec.name, metric_.name.text),
                           "write one expression for all ages, or a list of constants");
    }
    parameter.constant = 1;
  }

  void check_survival(const Argument& argument, ValidParameter& parameter) {
    const std::string what =
        fmt::format("{} of {}", metric_.parameter(argument.parameter).name, metric_.name.text);
    parameter.retention = check_retention(argument, what, symbols_, diagnostics_);
  }

  void check_counts(const Argument& argument, ValidParameter& parameter) {
    const Calendar calendar = scenario_.calendar();
    for (const Argument::Count& count : argument.counts) {
      const auto value = constant_of(count.value, kPlain, symbols_, diagnostics_);
      const int month = calendar.month_of(count.month);
      if (month < 0)
        diagnostics_.error(count.span, fmt::format("{} is before the plan", to_text(count.month)),
                           fmt::format("the opening balance is {}", to_text(calendar.at(0))));
      if (!value)
        continue;
      if (*value < 0 || *value != std::round(*value))
        diagnostics_.error(
            count.value.source.span, "a count is a whole number, 0 or more", "",
            *value < 0 || *value > 1e9
                ? ""
                : fmt::format("write {:.0f} or {:.0f}", std::floor(*value), std::ceil(*value)));
      parameter.counts.emplace_back(month, *value);
    }
    std::ranges::sort(parameter.counts);
  }

  void check_value(const ParameterSpec& spec, CheckedExpression& value) {
    if (value.facts.empty() || value.root().quantity.unknown)
      return;
    if (value.root().quantity.calendar)
      return fail_calendar(value, diagnostics_);
    if (!ParameterUnits(valid_, diagnostics_).fit(index_, spec, value))
      return;
    if (spec.constant && !value.constant()) {
      diagnostics_.error(
          value.expression->source.span, fmt::format("{} is not a constant", spec.name),
          "it is needed before the simulation",
          spec.unit == ParameterUnit::duration ? fmt::format("as in {}", spec.example)
                                               : "give a number");
      return;
    }
    const std::string name = fmt::format("{} of {}", spec.name, metric_.name.text);
    for (const ValueOfMonths& part : values_of_months(value, scenario_.calendar(), kLongestHorizon))
      if (part.constant && is_number(name, spec, value, part))
        check_constant(name, spec, *part.constant, value.expression->text_of(part.node),
                       value.expression->span_of(part.node));
  }

  // Whether it has a value to check. n/a makes the metric n/a, unless the value is needed before
  // the simulation.
  bool is_number(const std::string& name, const ParameterSpec& spec, const CheckedExpression& value,
                 const ValueOfMonths& part) {
    if (is_undefined(*part.constant) && !spec.constant)
      return false;
    const bool percent = spec.unit == ParameterUnit::growth || spec.percent;
    if (std::isfinite(*part.constant) && (!percent || std::isfinite(*part.constant * 100)))
      return true;
    fail_no_number(name, value, part.node, diagnostics_);
    return false;
  }

  void check_constant(const std::string& name, const ParameterSpec& spec, double constant,
                      const std::string& text, Span span) {
    if (!spec.range.holds(constant)) {
      diagnostics_.error(span, fmt::format("{} is out of range", name),
                         fmt::format("it must be {}", range_in_words(spec)),
                         range_remedy(spec.range, constant, text, example_in_range(spec)));
    } else if (spec.whole_months && std::abs(constant - std::round(constant)) > 1e-9) {
      diagnostics_.error(span, fmt::format("{} is not a whole number of months", name), "",
                         whole_months_remedy(constant, 0));
    }
  }

  std::size_t index_;
  const ValidScenario& valid_;
  const Scenario& scenario_;
  const Metric& metric_;
  ValidMetric& valid_metric_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
};

} // namespace

void check_parameters(std::size_t metric, ValidScenario& valid, const Symbols& symbols,
                      Diagnostics& diagnostics) {
  ParameterChecker(metric, valid, symbols, diagnostics).run();
}

Place place_of(std::size_t metric, const ParameterSpec& parameter) {
  const auto index = static_cast<std::uint32_t>(metric);
  switch (parameter.role) {
  case ParameterRole::formula:
    return {Place::Kind::formula, index};
  case ParameterRole::opening:
    return {Place::Kind::opening, index};
  default:
    return {Place::Kind::parameter, index};
  }
}

void fail_calendar(CheckedExpression& checked, Diagnostics& diagnostics) {
  diagnostics.error(checked.expression->source.span,
                    fmt::format("{} is a month", checked.expression->source.text),
                    "a quantity is needed here, not a month",
                    "put spaces around the minus to subtract");
  checked.facts.back().quantity = {.unknown = true};
}

} // namespace escala
