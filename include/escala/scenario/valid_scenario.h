// SPDX-License-Identifier: Apache-2.0
// A scenario in which every name, unit, constant and order is settled; nothing later can fail on
// the plan's text.
//
// Facts of an expression stand beside its syntax tree, node by node. A ValidScenario is moved,
// never copied: its facts point into the scenario that it owns.
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
    risk,      // no value by itself
    segment,   // nor this
    split,     // the bare name of a driver or metric without a total
    events,    // RISK.events
    cost,      // RISK.cost
    all_costs, // risks.cost
  };

  Kind kind = Kind::none;
  bool own = false;            // the metric's own name, where it means last month's state
  std::uint32_t index = 0;     // of the driver, metric, risk or split
  std::uint32_t parameter = 0; // of the metric; or its output
};

struct NodeFacts {
  Quantity quantity;
  double scale = 1;                       // a literal's, into the unit that it took
  std::optional<double> constant;         // its value where it is known beforehand, scale included
  std::optional<std::uint32_t> input;     // of a hole: its number. It has no constant
  Symbol symbol;                          // of a name
  const FunctionSpec* function = nullptr; // of an operator or function
  const DistributionSpec* distribution = nullptr;
  const TimeFunctionSpec* time_function = nullptr;
  int window = 0;               // of lag, sum and mean, in months
  bool ends_last_month = false; // a time function about the metric's own past
};

struct CheckedExpression {
  const Expression* expression = nullptr; // null: a mistake was reported
  std::vector<NodeFacts> facts;           // one for each node

  const NodeFacts& root() const { return facts.back(); }
  std::optional<double> constant() const {
    return facts.empty() ? std::nullopt : facts.back().constant;
  }
};

// A value that an expression has for some months of the plan: its own, or a schedule's entry.
struct ValueOfMonths {
  NodeIndex node = 0;
  std::optional<double> constant; // in the unit of the whole
  int from = 0;                   // months, both included; from > to: none of the plan's
  int to = 0;
};
std::vector<ValueOfMonths> values_of_months(const CheckedExpression& checked,
                                            const Calendar& calendar, int horizon);

// A driver or parameter that risks or the investment multiply is no constant, whatever it is
// written as.
struct ValidDriver {
  CheckedExpression draw;
  bool adjusted = false;
};

// One parameter of one metric, in the order of Metric::parameter.
struct ValidParameter {
  bool present = false; // written, or with a fallback
  bool adjusted = false;
  std::vector<CheckedExpression> values;      // one, or one for each year; empty: the fallback
  std::optional<double> constant;             // where it is known beforehand
  std::vector<std::pair<int, double>> counts; // of month counts: (month, count), ascending
  std::optional<Retention> retention;
};

// How a metric's values are shown: text, and the factor from canonical units.
struct OutputUnit {
  enum class Style { plain, money, percent };
  std::string text;
  Style style = Style::plain;
  std::string per; // "/mo" of a rate
  double factor = 1;
};

// The months of a metric whose values are known: from month 0 or 1 on, without a gap.
struct ActualMonths {
  int first = 0;
  std::vector<double> values = {};

  int last() const { return first + static_cast<int>(values.size()) - 1; } // -1: none
  bool holds(int month) const { return month >= first && month <= last(); }
  double at(int month) const { return values[static_cast<std::size_t>(month - first)]; }
};

struct ValidMetric {
  Quantity quantity;
  OutputUnit unit;
  ActualMonths actual;
  bool opens_known = false; // month 0 needs no parameter: it is an actual month
  std::vector<ValidParameter> parameters;
  std::uint32_t read_outputs = 0; // bit i: something names output i of its model

  bool opens_with(const ParameterSpec& parameter) const {
    return !opens_known &&
           (parameter.at_opening || (parameter.opening_outputs & read_outputs) != 0);
  }
};

struct ValidTarget {
  CheckedExpression when;
  TargetTiming::Kind kind = TargetTiming::Kind::by;
  int from = 0; // months, both included
  int to = 0;
  double confidence = 0.5;
};

struct ValidEffect {
  // A metric, parameter or driver; several of one kind where it is split. Empty: a mistake.
  std::vector<Symbol> victims;
  std::optional<std::uint32_t> total = std::nullopt; // the metric whose every segment it hits
  bool amount = false; // subtracted from a metric; else a share of the level
  CheckedExpression size = {};
};

struct ValidRisk {
  std::array<CheckedExpression, kRiskParts> parts; // without facts where left out
  std::vector<ValidEffect> impacts;

  const CheckedExpression& part(RiskPart part) const {
    return parts[static_cast<std::size_t>(part)];
  }
};

struct ValidPillar {
  CheckedExpression share; // these without facts where left out
  std::vector<CheckedExpression> spend;
  std::vector<ValidEffect> lifts;
  CheckedExpression half_at;
};

struct ValidInvestment {
  CheckedExpression budget;
  int over = 0; // months
  std::vector<ValidPillar> pillars;
};

template <typename Visit>
void for_each_expression(const ValidRisk& risk, Visit visit) {
  for (const CheckedExpression& part : risk.parts)
    visit(part);
  for (const ValidEffect& impact : risk.impacts)
    visit(impact.size);
}

// All but the budget, which the pillars share.
template <typename Visit>
void for_each_expression(const ValidPillar& pillar, Visit visit) {
  visit(pillar.share);
  for (const CheckedExpression& year : pillar.spend)
    visit(year);
  for (const ValidEffect& lift : pillar.lifts)
    visit(lift.size);
  visit(pillar.half_at);
}

// Months between a parameter and the step that reads it.
int delay_of(const Metric& metric, const ValidMetric& valid, std::size_t parameter);

// A name that can be correlated: a driver, METRIC.PARAMETER or METRIC.shock.
struct CopulaMember {
  std::string name;
  Symbol symbol;
};

// Names linked by correlations, in byte order, with the Cholesky factor of their matrix: row i
// holds i + 1 entries.
struct CopulaGroup {
  std::vector<CopulaMember> members;
  std::vector<std::vector<double>> factor;
};

// Something that is evaluated once a month.
struct Definition {
  enum class Kind : std::uint8_t { driver, parameter, metric, risk, pillar };
  Kind kind = Kind::driver;
  std::uint32_t index = 0; // of the driver, metric, risk or pillar
  std::uint32_t parameter = 0;
};

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
  std::vector<Definition> opening_order; // month 0: what it needs, after what that needs
  std::vector<Definition> step_order;    // every later month: all definitions
};

} // namespace escala
