// SPDX-License-Identifier: Apache-2.0
// Finds the units of drivers and metrics, and checks their expressions.
#include <fmt/format.h>

#include <utility>
#include <vector>

#include "escala/core/graph.h"
#include "escala/core/rewrite.h"
#include "scenario/check/check_parameters.h"
#include "scenario/check/checks.h"
#include "scenario/check/value_remedy.h"
#include "scenario/check/written_unit.h"

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
      check_parameters(i, valid_, symbols_, diagnostics_);
  }

 private:
  // Index of the parameter that decides the unit of the metric: the formula, or initial.
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

  // Drivers and metrics, and the names that decide their units. A cycle here is also a cycle of the
  // plan, which check_order reports.
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
      fail_calendar(draw, diagnostics_);
    symbols_.driver_quantities[index] = draw.root().quantity;
    if (!valid_.drivers[index].adjusted)
      symbols_.driver_constants[index] = draw.root().constant;
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
        fail_calendar(checked, diagnostics_);
      found = level_of(metric.parameter(kDefining), checked.root().quantity);
      valid_.metrics[index].parameters[kDefining].values.push_back(std::move(checked));
    }
    valid_.metrics[index].quantity = quantity_of(index, found);
    symbols_.metric_quantities[index] = valid_.metrics[index].quantity;
    describe_output(index);
  }

  // Without an opening balance, the first actual month decides the unit.
  Quantity quantity_of_actual(const Metric& metric) const {
    if (!metric.actual || metric.actual->values.empty())
      return {.unknown = true};
    Diagnostics ignored; // check_actuals reports what is wrong
    const CheckedExpression checked =
        check_expression(metric.actual->values.front().value, {}, symbols_, ignored);
    return checked.facts.empty() || checked.root().quantity.calendar ? Quantity{.unknown = true}
                                                                     : checked.root().quantity;
  }

  // The unit of the metric, given the unit of the parameter.
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
    // A label such as "users/mo" is a rate, unless the value is a plain number: then it is only
    // text.
    const bool rate = unit.period != Period::none && (found.literal || found.dimension == kRate);
    if (rate)
      return {.dimension = kRate, .period = unit.period};
    return {.condition = found.condition && !found.unknown};
  }

  void fail_dimension(std::size_t index, const Quantity& found) {
    const Metric& metric = scenario_.metrics[index];
    const std::string problem =
        fmt::format("{} is {}", metric.name.text, describe(found, scenario_.currency));
    const std::string reason = "a metric is money, a plain number, or one of them per time";
    const auto& values = valid_.metrics[index].parameters[kDefining].values;
    const Dimension nearest{found.dimension.money, found.dimension.time > 0 ? 0 : -1};
    const bool one = !values.empty() && !values[0].expression->is_schedule();
    const auto meant = one && (nearest.money == 0 || nearest.money == 1)
                           ? refitted(values[0], nearest, Period::mo, scenario_.currency)
                           : std::nullopt;
    if (!meant)
      return diagnostics_.error(metric.name.span, problem, reason);
    const LocatedText& source = values[0].expression->source;
    const Rewrite change = rewrite(source, 0, source.text.size(), *meant);
    diagnostics_.error(change.span, problem, reason, change.suggestion());
  }

  // Of a total the model of its segments decides.
  bool is_percent_by_default(std::size_t index) const {
    const Metric& metric = scenario_.metrics[index];
    const ModelSpec* model =
        metric.total_of ? scenario_.splits[metric.total_of->split].model : metric.model;
    return !metric.unit && model->percent;
  }

  void describe_output(std::size_t index) {
    const Quantity& quantity = valid_.metrics[index].quantity;
    const WrittenUnit& unit = units_[index];
    DisplayUnit& output = valid_.metrics[index].unit;
    const bool rate = quantity.dimension.time == -1;
    const Period period = quantity.period == Period::none ? Period::mo : quantity.period;
    if (rate) {
      output.factor = months_in(period);
      output.per = fmt::format("/{}", period_suffix(period));
    }
    if (quantity.dimension.money == 1) {
      output.style = DisplayUnit::Style::money;
      output.symbol = money_symbol(scenario_.currency);
    }
    if (unit.percent || is_percent_by_default(index))
      output.style = DisplayUnit::Style::percent;
    if (scenario_.metrics[index].unit)
      output.text = unit.label;
    else if (is_percent_by_default(index))
      output.text = "%";
    else if (quantity.dimension.money == 1)
      output.text = scenario_.currency + output.per;
    else if (rate)
      output.text = "1" + output.per;
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
