// SPDX-License-Identifier: Apache-2.0
// A scenario in which every name, unit, constant and the order of evaluation are resolved. No later
// stage finds mistakes in the plan's text.
//
// The facts of an expression are stored beside its syntax tree, one for each node. A ValidScenario
// is moved and never copied: its facts point into the scenario that it owns.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/catalog/distribution.h"
#include "escala/catalog/function.h"
#include "escala/catalog/retention.h"
#include "escala/columns/arithmetic.h"
#include "escala/core/display_unit.h"
#include "escala/scenario/scenario.h"

namespace escala {

// What a name stands for.
struct Symbol {
  enum class Kind : std::uint8_t {
    none,
    month_number,   // t
    fiscal_year,    // year
    calendar_month, // month
    number,         // pi
    driver,
    metric,
    parameter, // METRIC.PARAMETER
    shock,     // METRIC.shock
    output,    // a sub-series of a model: METRIC.added
    risk,      // has no value itself
    segment,   // has no value itself
    split,     // a split driver or metric without a total
    events,    // RISK.events
    cost,      // RISK.cost
    all_costs, // risks.cost
  };

  Kind kind = Kind::none;
  bool own = false;            // the metric's own name, which here means last month's state
  std::uint32_t index = 0;     // of the driver, metric, risk or split
  std::uint32_t parameter = 0; // index of the parameter or output of the metric
};

// The facts of one node of an expression.
struct NodeFacts {
  Quantity quantity;
  double scale = 1;                       // of a literal: the factor to the unit that it took
  std::optional<double> constant;         // its value if known before the simulation, scaled
  std::optional<std::uint32_t> input;     // of a hole: its number; the node then has no constant
  Symbol symbol;                          // of a name
  const FunctionSpec* function = nullptr; // of an operator or function
  const DistributionSpec* distribution = nullptr;
  const TimeFunctionSpec* time_function = nullptr;
  int window = 0;               // of lag, sum and mean, in months
  bool ends_last_month = false; // of a time function: it reads the metric's own past
};

// An expression and its facts. Empty facts: left out, or a mistake was reported.
struct CheckedExpression {
  const Expression* expression = nullptr; // null: a mistake was reported
  std::vector<NodeFacts> facts;           // one for each node

  // The facts of the root. There must be facts.
  const NodeFacts& root() const { return facts.back(); }
  // The value of the whole expression, if known before the simulation.
  std::optional<double> constant() const {
    return facts.empty() ? std::nullopt : facts.back().constant;
  }
};

// The node of the distribution that the expression is, as it is or moved by a number:
// "normal(5, 1)", "normal(5, 1) + 2"; nullopt if it is anything else.
std::optional<NodeIndex> single_draw(const CheckedExpression& checked);

// One value of an expression and the months in which it holds: the whole expression, or an entry of
// a schedule.
struct ValueOfMonths {
  NodeIndex node = 0;
  std::optional<double> constant; // in the unit of the whole expression; none: not a constant
  int from = 0;                   // first and last month; from > to: no month of the plan
  int to = 0;
};
// The values of an expression, by ascending months, up to the horizon.
std::vector<ValueOfMonths> values_of_months(const CheckedExpression& checked,
                                            const Calendar& calendar, int horizon);

// `adjusted`: risks or the investment multiply it, so it is not a constant even if it is written as
// one.
struct ValidDriver {
  CheckedExpression draw;
  bool adjusted = false;
};

// One parameter of one metric, in the order of Metric::parameter.
struct ValidParameter {
  bool present = false; // written, or has a fallback
  bool adjusted = false;
  std::vector<CheckedExpression> values; // one, or one for each year; empty: the fallback applies
  std::optional<double> constant;        // its value, if known before the simulation
  std::vector<std::pair<int, double>> counts; // of month counts: (month, count), ascending
  std::vector<double> by_age;                 // of a list by age in months, from 0 on
  std::optional<Retention> retention;
};

// The actual values of a metric: of consecutive months that start at month 0 or 1.
struct ActualMonths {
  int first = 0;
  std::vector<double> values = {};

  int last() const { return first + static_cast<int>(values.size()) - 1; } // -1: none
  bool holds(int month) const { return month >= first && month <= last(); }
  // The value of a month. holds(month) must be true.
  double at(int month) const { return values[static_cast<std::size_t>(month - first)]; }
};

// The facts of one metric, by the index of the metric.
struct ValidMetric {
  Quantity quantity;
  DisplayUnit unit; // of its values in outputs
  ActualMonths actual;
  bool opens_known = false; // month 0 is an actual month and needs no parameter
  std::vector<ValidParameter> parameters;
  std::uint32_t read_outputs = 0; // bit i: some expression names output i of its model

  // Whether month 0 reads the parameter.
  bool opens_with(const ParameterSpec& parameter) const {
    return !opens_known &&
           (parameter.at_opening || (parameter.opening_outputs & read_outputs) != 0);
  }
};

// The facts of one target.
struct ValidTarget {
  CheckedExpression when;
  TargetTiming::Kind kind = TargetTiming::Kind::by;
  int from = 0; // first and last month
  int to = 0;
  double confidence = 0.5;
};

// The facts of one effect of a risk or pillar.
struct ValidEffect {
  // A metric, parameter or driver; several of one kind if it is split. Empty: a mistake was
  // reported.
  std::vector<Symbol> affected;
  std::optional<std::uint32_t> total = std::nullopt; // a metric whose segments are all affected
  bool amount = false; // true: subtracted from the metric; false: a share of the level
  CheckedExpression size = {};
};

// The facts of one risk.
struct ValidRisk {
  std::array<CheckedExpression, kRiskParts> parts; // empty facts if left out
  std::vector<ValidEffect> impacts;

  const CheckedExpression& part(RiskPart part) const {
    return parts[static_cast<std::size_t>(part)];
  }
};

// The facts of one pillar.
struct ValidPillar {
  CheckedExpression share; // empty facts if left out; so are those of spend and half_at
  std::vector<CheckedExpression> spend;
  std::vector<ValidEffect> lifts;
  CheckedExpression half_at;
};

// What the worth of an investment is measured in.
struct Valuation {
  std::uint32_t metric = 0;
  bool level = false;  // the metric is a level of money, of which its monthly changes count
  double discount = 0; // per year, above -1
};

// The facts of the investment; no pillars if there is none.
struct ValidInvestment {
  CheckedExpression budget;
  int over = 0; // months
  std::vector<ValidPillar> pillars;
  std::optional<Valuation> valuation = {};
};

// Calls visit(CheckedExpression) for every expression of a risk.
template <typename Visit>
void for_each_expression(const ValidRisk& risk, Visit visit) {
  for (const CheckedExpression& part : risk.parts)
    visit(part);
  for (const ValidEffect& impact : risk.impacts)
    visit(impact.size);
}

// Calls visit(CheckedExpression) for every expression of a pillar. The budget belongs to no pillar.
template <typename Visit>
void for_each_expression(const ValidPillar& pillar, Visit visit) {
  visit(pillar.share);
  for (const CheckedExpression& year : pillar.spend)
    visit(year);
  for (const ValidEffect& lift : pillar.lifts)
    visit(lift.size);
  visit(pillar.half_at);
}

// The number of months between a parameter and the step that reads it; 0 for most.
int delay_of(const Metric& metric, const ValidMetric& valid, std::size_t parameter);

// A name that can be correlated: a driver, METRIC.PARAMETER or METRIC.shock.
struct CopulaMember {
  std::string name;
  Symbol symbol;
};

// Names linked by correlations, in byte order, with the lower Cholesky factor of their correlation
// matrix: row i has i + 1 entries.
struct CopulaGroup {
  std::vector<CopulaMember> members;
  TriangularFactor factor;
};

// A driver, parameter, metric, risk or pillar: evaluated once a month.
struct Definition {
  enum class Kind : std::uint8_t { driver, parameter, metric, risk, pillar };
  Kind kind = Kind::driver;
  std::uint32_t index = 0; // of the driver, metric, risk or pillar
  std::uint32_t parameter = 0;
};

// The scenario and its facts; vectors are in the order of those of the scenario.
struct ValidScenario {
  ValidScenario() = default;
  ValidScenario(ValidScenario&&) = default;
  ValidScenario& operator=(ValidScenario&&) = default;

  Scenario scenario;
  int horizon = 0;
  std::uint64_t paths = kDefaultPaths;
  std::vector<ValidDriver> drivers;
  std::vector<ValidMetric> metrics;
  std::vector<ValidRisk> risks;
  ValidInvestment investment;
  std::vector<ValidTarget> targets;
  std::optional<double> joint_confidence;
  std::vector<CopulaGroup> groups;
  std::vector<Definition> opening_order; // of month 0: only what month 0 needs
  std::vector<Definition> step_order;    // of every later month
};

} // namespace escala
