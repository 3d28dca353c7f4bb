// SPDX-License-Identifier: Apache-2.0
// A scenario in which every name, unit, constant and order is settled; nothing later can fail on
// the plan's text.
//
// Facts of an expression stand beside its syntax tree, node by node. A ValidScenario is moved,
// never copied: its facts point into the scenario that it owns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/catalog/distribution.h"
#include "escala/catalog/function.h"
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
  };

  Kind kind = Kind::none;
  bool own = false;            // the metric's own name, where it means last month's state
  std::uint32_t index = 0;     // of the driver or metric
  std::uint32_t parameter = 0; // of the metric
};

struct NodeFacts {
  Quantity quantity;
  double scale = 1;                       // a literal's, into the unit that it took
  std::optional<double> constant;         // its value where it is known beforehand, scale included
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

struct ValidDriver {
  CheckedExpression draw;
};

// One parameter of one metric, in the order of Metric::parameter.
struct ValidParameter {
  bool present = false;                       // written, or with a fallback
  std::vector<CheckedExpression> values;      // one, or one for each year; empty: the fallback
  std::optional<double> constant;             // where it is known beforehand
  std::vector<std::pair<int, double>> counts; // of month counts: (month, count), ascending
};

// How a metric's values are shown: text, and the factor from canonical units.
struct OutputUnit {
  enum class Style { plain, money, percent };
  std::string text;
  Style style = Style::plain;
  std::string per; // "/mo" of a rate
  double factor = 1;
};

struct ValidMetric {
  Quantity quantity;
  OutputUnit unit;
  std::vector<ValidParameter> parameters;
};

struct ValidTarget {
  CheckedExpression when;
  TargetTiming::Kind kind = TargetTiming::Kind::by;
  int from = 0; // months, both included
  int to = 0;
  double confidence = 0.5;
};

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

// Something that is evaluated once a month: a driver, a parameter of a metric, or a metric.
struct Definition {
  enum class Kind : std::uint8_t { driver, parameter, metric };
  Kind kind = Kind::driver;
  std::uint32_t index = 0; // of the driver or metric
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
  std::vector<ValidTarget> targets;
  std::optional<double> joint_confidence;
  std::vector<CopulaGroup> groups;
  std::vector<Definition> opening_order; // month 0: what it needs, after what that needs
  std::vector<Definition> step_order;    // every later month: all definitions
};

} // namespace escala
