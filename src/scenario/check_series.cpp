// SPDX-License-Identifier: Apache-2.0
// Drivers and metrics: what each measures, and the expressions of every parameter.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/core/graph.h"
#include "escala/core/undefined.h"
#include "scenario/checks.h"
#include "scenario/parameter_units.h"
#include "scenario/range_remedy.h"
#include "scenario/written_unit.h"

namespace escala {
namespace {

class SeriesChecker {
 public:
  SeriesChecker(ValidScenario& valid, Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), symbols_(symbols), diagnostics_(diagnostics) {}

  void run() {
    valid_.drivers.resize(scenario_.drivers.size());
    valid_.metrics.resize(scenario_.metrics.size());
    for (std::size_t i = 0; i < scenario_.metrics.size(); ++i) {
      units_.push_back({});
      const auto& unit = scenario_.metrics[i].unit;
      if (unit)
        units_[i] = read_unit(*unit, scenario_.currency, diagnostics_);
      valid_.metrics[i].parameters.resize(scenario_.metrics[i].parameter_count());
    }
    for (std::size_t node : topological_order(type_graph()).order)
      check_node(node);
    for (std::size_t i = 0; i < scenario_.metrics.size(); ++i)
      check_parameters(i);
  }

 private:
  // --- what decides a metric's unit ---

  // The parameter whose unit is the metric's: the formula, or initial.
  static constexpr std::size_t kDefining = 0;

  std::size_t node_of(const Symbol& symbol) const {
    return symbol.kind == Symbol::Kind::driver ? symbol.index
                                               : scenario_.drivers.size() + symbol.index;
  }

  void add_names(const Expression& expression, std::vector<std::size_t>& needs) const {
    for (const SyntaxNode& node : expression.syntax.nodes) {
      if (node.kind != SyntaxNode::Kind::name)
        continue;
      const Symbol symbol = symbols_.resolve(node.text);
      const bool series =
          symbol.kind == Symbol::Kind::driver || symbol.kind == Symbol::Kind::metric ||
          symbol.kind == Symbol::Kind::parameter || symbol.kind == Symbol::Kind::output;
      if (series)
        needs.push_back(node_of(symbol));
    }
  }

  // Cycles here are cycles of the plan, which check_order names.
  Graph type_graph() const {
    Graph graph(scenario_.drivers.size() + scenario_.metrics.size());
    for (std::size_t i = 0; i < scenario_.drivers.size(); ++i)
      add_names(scenario_.drivers[i].draw, graph[i]);
    for (std::size_t i = 0; i < scenario_.metrics.size(); ++i) {
      const Metric& metric = scenario_.metrics[i];
      std::vector<std::size_t>& needs = graph[scenario_.drivers.size() + i];
      if (const Argument* argument = metric.argument(kDefining))
        for (const Expression& value : argument->values)
          add_names(value, needs);
      if (metric.actual)
        for (const ActualValue& value : metric.actual->values)
          add_names(value.value, needs);
    }
    return graph;
  }

  void check_node(std::size_t node) {
    if (node < scenario_.drivers.size())
      check_driver(node);
    else
      check_defining(node - scenario_.drivers.size());
  }

  void check_driver(std::size_t index) {
    CheckedExpression& draw = valid_.drivers[index].draw;
    draw = check_expression(scenario_.drivers[index].draw, {Place::Kind::driver}, symbols_,
                            diagnostics_);
    if (draw.facts.empty())
      return;
    if (draw.root().quantity.calendar)
      fail_calendar(draw);
    symbols_.driver_quantities[index] = draw.root().quantity;
    if (!valid_.drivers[index].adjusted)
      symbols_.driver_constants[index] = draw.root().constant;
  }

  void fail_calendar(CheckedExpression& checked) {
    diagnostics_.error(checked.expression->source.span,
                       fmt::format("{} is a month", checked.expression->source.text),
                       "a quantity is needed here", "put spaces around the minus to subtract");
    checked.facts.back().quantity = {.unknown = true};
  }

  static Place place_of(std::size_t metric, const ParameterSpec& parameter) {
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

  void check_defining(std::size_t index) {
    const Metric& metric = scenario_.metrics[index];
    const Argument* argument = metric.argument(kDefining);
    Quantity found = argument == nullptr ? quantity_of_actual(metric) : Quantity{.unknown = true};
    if (argument != nullptr && !argument->values.empty()) {
      CheckedExpression checked =
          check_expression(argument->values[0], place_of(index, metric.parameter(kDefining)),
                           symbols_, diagnostics_);
      if (checked.root().quantity.calendar)
        fail_calendar(checked);
      found = level_of(metric.parameter(kDefining), checked.root().quantity);
      valid_.metrics[index].parameters[kDefining].values.push_back(std::move(checked));
    }
    valid_.metrics[index].quantity = quantity_of(index, found);
    symbols_.metric_quantities[index] = valid_.metrics[index].quantity;
    describe_output(index);
  }

  // Without an opening balance, what is known of a metric tells what it measures.
  Quantity quantity_of_actual(const Metric& metric) const {
    if (!metric.actual || metric.actual->values.empty())
      return {.unknown = true};
    Diagnostics unheard; // check_actuals reports what is wrong
    const CheckedExpression checked =
        check_expression(metric.actual->values.front().value, {}, symbols_, unheard);
    return checked.facts.empty() || checked.root().quantity.calendar ? Quantity{.unknown = true}
                                                                     : checked.root().quantity;
  }

  // What the metric measures, given what the parameter does.
  static Quantity level_of(const ParameterSpec& spec, Quantity found) {
    if (spec.unit == ParameterUnit::level || found.unknown)
      return found;
    if (spec.unit != ParameterUnit::level_per_time || found.literal)
      return {};
    found.dimension.time += 1;
    found.period = Period::none;
    return found;
  }

  Quantity quantity_of(std::size_t index, Quantity found) {
    const WrittenUnit& unit = units_[index];
    if (unit.mistaken)
      return {.unknown = true};
    if (!scenario_.metrics[index].unit) {
      if (found.dimension.time > 0 || found.dimension.time < -1 ||
          (found.dimension.money != 0 && found.dimension.money != 1))
        fail_dimension(index, found);
      return {.dimension = found.dimension,
              .period = found.period,
              .condition = found.condition,
              .unknown = found.unknown};
    }
    if (unit.money) {
      const bool rate = unit.period != Period::none;
      return {.dimension = rate ? kMoneyRate : kMoney, .period = unit.period};
    }
    // A label such as "users/mo" is a rate, or just a label where the value is a plain number.
    const bool rate = unit.period != Period::none && (found.literal || found.dimension == kRate);
    if (rate)
      return {.dimension = kRate, .period = unit.period};
    return {.condition = found.condition && !found.unknown};
  }

  void fail_dimension(std::size_t index, const Quantity& found) {
    const Metric& metric = scenario_.metrics[index];
    diagnostics_.error(
        metric.name.span,
        fmt::format("{} is {}", metric.name.text, describe(found, scenario_.currency)),
        "a metric is money, a plain number, or one of them per time",
        found.dimension.time > 0 ? "divide it by 1mo" : "");
  }

  void describe_output(std::size_t index) {
    const Quantity& quantity = valid_.metrics[index].quantity;
    const WrittenUnit& unit = units_[index];
    OutputUnit& output = valid_.metrics[index].unit;
    const bool rate = quantity.dimension.time == -1;
    const Period period = quantity.period == Period::none ? Period::mo : quantity.period;
    if (rate) {
      output.factor = months_in(period);
      output.per = fmt::format("/{}", period_suffix(period));
    }
    if (quantity.dimension.money == 1)
      output.style = OutputUnit::Style::money;
    if (unit.percent)
      output.style = OutputUnit::Style::percent;
    if (scenario_.metrics[index].unit)
      output.text = unit.label;
    else if (quantity.dimension.money == 1)
      output.text = scenario_.currency + output.per;
    else if (rate)
      output.text = "1" + output.per;
  }

  // --- parameters ---

  void check_parameters(std::size_t index) {
    const Metric& metric = scenario_.metrics[index];
    for (std::size_t p = 0; p < metric.parameter_count(); ++p)
      check_parameter(index, p);
    if (metric.model->requirement != nullptr)
      check_requirement(index);
    check_bounds(index);
  }

  void check_bounds(std::size_t index) {
    const Metric& metric = scenario_.metrics[index];
    const std::size_t own = metric.model->parameters.size();
    const auto& parameters = valid_.metrics[index].parameters;
    const auto low = parameters[own].constant;
    const auto high = parameters[own + 1].constant;
    if (low && high && *low > *high)
      diagnostics_.error(metric.argument(own)->span,
                         fmt::format("min of {} is above its max", metric.name.text));
  }

  void check_requirement(std::size_t index) {
    const Metric& metric = scenario_.metrics[index];
    std::vector<std::optional<double>> constants;
    for (const ValidParameter& parameter : valid_.metrics[index].parameters)
      constants.push_back(parameter.constant);
    const Requirement requirement = metric.model->requirement(constants);
    if (requirement.text.empty())
      return;
    const Argument* blamed = metric.argument(*metric.model->find_parameter(requirement.parameter));
    diagnostics_.error(blamed == nullptr ? metric.name.span : blamed->span,
                       fmt::format("{} can't start", metric.name.text),
                       std::string(requirement.text));
  }

  void check_parameter(std::size_t index, std::size_t p) {
    const Metric& metric = scenario_.metrics[index];
    const ParameterSpec& spec = metric.parameter(p);
    ValidParameter& parameter = valid_.metrics[index].parameters[p];
    const Argument* argument = metric.argument(p);
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
      return check_survival(index, *argument, parameter);
    check_counts(*argument, parameter);
    if (parameter.values.empty())
      for (const Expression& value : argument->values)
        parameter.values.push_back(
            check_expression(value, place_of(index, spec), symbols_, diagnostics_));
    const std::size_t errors = diagnostics_.error_count();
    for (CheckedExpression& value : parameter.values)
      check_value(index, spec, value);
    const bool sound = diagnostics_.error_count() == errors;
    if (sound && parameter.values.size() == 1 && parameter.values[0].constant())
      parameter.constant = *parameter.values[0].constant();
  }

  void check_survival(std::size_t index, const Argument& argument, ValidParameter& parameter) {
    const Metric& metric = scenario_.metrics[index];
    const std::string what =
        fmt::format("{} of {}", metric.parameter(argument.parameter).name, metric.name.text);
    parameter.retention = check_retention(argument, what, symbols_, diagnostics_);
  }

  void check_counts(const Argument& argument, ValidParameter& parameter) {
    const Calendar calendar = scenario_.calendar();
    for (const Argument::Count& count : argument.counts) {
      const auto value = constant_of(count.value, kPlain, symbols_, diagnostics_);
      const int month = calendar.month_of(count.month);
      if (month < 0)
        diagnostics_.error(count.span, fmt::format("{} is before the plan", to_text(count.month)),
                           fmt::format("its opening balance is {}", to_text(calendar.at(0))));
      if (!value)
        continue;
      if (*value < 0 || *value != std::round(*value))
        diagnostics_.error(count.value.source.span, "a count is a whole number, 0 or more");
      parameter.counts.emplace_back(month, *value);
    }
    std::ranges::sort(parameter.counts);
  }

  void check_value(std::size_t index, const ParameterSpec& spec, CheckedExpression& value) {
    if (value.facts.empty() || value.root().quantity.unknown)
      return;
    if (value.root().quantity.calendar)
      return fail_calendar(value);
    if (!ParameterUnits(valid_, diagnostics_).fit(index, spec, value))
      return;
    if (spec.constant && !value.constant()) {
      diagnostics_.error(
          value.expression->source.span, fmt::format("{} is not a constant", spec.name),
          "it is needed before the simulation",
          spec.unit == ParameterUnit::duration ? fmt::format("write {}", spec.example)
                                               : "write a number");
      return;
    }
    const std::string name = fmt::format("{} of {}", spec.name, scenario_.metrics[index].name.text);
    for (const ValueOfMonths& part : values_of_months(value, scenario_.calendar(), kLongestHorizon))
      if (part.constant)
        check_constant(name, spec, *part.constant, value.expression->text_of(part.node),
                       value.expression->span_of(part.node));
  }

  void check_constant(const std::string& name, const ParameterSpec& spec, double constant,
                      const std::string& text, Span span) {
    if (is_undefined(constant))
      return;
    if (is_invalid(constant)) {
      diagnostics_.error(span, fmt::format("{} is no number", name),
                         "it overflows, or takes the log or root of a negative number");
    } else if (!spec.range.holds(constant)) {
      diagnostics_.error(span, fmt::format("{} is out of range", name),
                         fmt::format("it must be {}", range_in_words(spec)),
                         range_remedy(spec.range, constant, text, example_in_range(spec)));
    } else if (spec.whole_months && std::abs(constant - std::round(constant)) > 1e-9) {
      diagnostics_.error(span, fmt::format("{} is not a whole number of months", name), "",
                         fmt::format("write {}", spec.example));
    }
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  Symbols& symbols_;
  Diagnostics& diagnostics_;
  std::vector<WrittenUnit> units_;
};

} // namespace

void check_series(ValidScenario& valid, Symbols& symbols, Diagnostics& diagnostics) {
  SeriesChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
