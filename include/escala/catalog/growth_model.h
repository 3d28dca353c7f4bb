// SPDX-License-Identifier: Apache-2.0
// Growth models. Each describes itself in one place: name, parameters with unit, range and default,
// draws, and its step over a block of paths, written as a formula of columns.
//
// A model is one file in src/catalog/models and one line in the list of src/catalog/models/list.h.
// `formula` and `initial` + `next` are models too; plans do not name them.
//
// n/a (core/undefined.h) in an argument of a formula gives n/a. Where n/a and a mistake meet, a
// formula may give either: the engine then looks at the arguments (simulate/metric_stepper.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "escala/catalog/range.h"
#include "escala/columns/column.h"

namespace escala {

// The length of a step in years.
inline constexpr double kMonthInYears = 1.0 / 12.0;

enum class ParameterUnit {
  level,          // the metric's own unit
  level_per_time, // the metric's own unit per time: new customers a month
  plain,          // a plain number or percentage
  growth,         // annual: 200% or 200%/y
  rate,           // a number per time: 25%/mo
  duration,
};

enum class ParameterForm {
  expression,
  yearly,       // an expression, or a list with one for each year, the last one held
  month_counts, // a map of months to constant counts
  choice,       // one of the parameter's words; its value is the word's number
  survival,     // sbg(alpha, beta), or a list: the share of a cohort left at ages 1, 2, ...
};

enum class Presence { required, optional };

// What the stages treat in a way of its own, whatever the model and the name.
enum class ParameterRole {
  ordinary,
  opening,    // the opening balance, month 0; actual months may give it instead
  formula,    // the metric itself, every month
  next,       // the metric itself, from last month's value
  volatility, // of the monthly shock, METRIC.shock
};

struct ParameterSpec {
  std::string_view name;
  ParameterUnit unit = ParameterUnit::plain;
  ParameterRole role = ParameterRole::ordinary;
  Presence presence = Presence::required;
  std::optional<double> fallback = std::nullopt; // the value if it is left out, in canonical units
  Range range = kAnyNumber;
  ParameterForm form = ParameterForm::expression;
  std::span<const std::string_view> words = {}; // of a choice
  bool drawn_monthly = false;                   // distributions in it are drawn afresh every month
  bool at_opening = false;                      // month 0 reads it
  bool at_step = true;                          // later months read it
  std::uint32_t opening_outputs = 0;            // outputs (by bit) for which month 0 reads it
  bool constant = false;                        // a number known before the run
  std::string_view instead_of = {};             // exactly one of the two is written
  std::string_view delayed_by = {}; // read with a delay: the number of months is this parameter
  bool whole_months = false;        // of a duration that counts months of the plan
  bool percent = false;             // a plain number that is written as a percentage
  bool aim = false;                 // a level that the metric is steered towards
  bool loses = false;               // a rate by which the level is lost: all together at most 100%
  std::string_view decays_by = {};  // growth that stays the same where this parameter is left out
  double unlikely_from = std::numeric_limits<double>::infinity(); // probably a % was left out
  std::string_view doc;                                           // one line
  std::string_view example;                                       // a value
  std::string_view also = {}; // words of other tools for it, parted by blanks

  bool is_metric_itself() const {
    return role == ParameterRole::formula || role == ParameterRole::next;
  }
};

// What a value must be: "above 0", "0% or more"; empty if it may be any number.
std::string range_in_words(const ParameterSpec& parameter);
// A value in range, for one that was not: near a bound that is not 0, else the example. Empty of
// the metric's own level, where none fits every plan.
std::string example_in_range(const ParameterSpec& parameter);
// The default in words; empty if the parameter has none.
std::string default_in_words(const ParameterSpec& parameter);

// A draw of the model, once a month: METRIC.NAME, from a distribution of the catalog.
struct ModelDraw {
  std::string_view name;
  std::string_view distribution;
  std::string_view
      parameter;           // the distribution's, per month; empty: the distribution takes 0 and 1
  bool at_opening = false; // month 0 draws it too
  std::string_view only_with = {}; // not drawn where this parameter is constantly 0
};

// A series that the model computes beside the metric: METRIC.NAME in expressions.
struct ModelOutput {
  std::string_view name;
  ParameterUnit unit = ParameterUnit::plain;
  std::string_view doc;            // one line
  bool trailing_year = false;      // looks back twelve months
  std::uint32_t computed_from = 0; // optional parameters (by bit) that it needs
};

// What the number of columns that a model keeps from month to month depends on.
struct MemoryQuery {
  int horizon = 0;
  std::uint32_t read_outputs = 0; // bit i: something reads output i
  std::span<const std::optional<double>> constants;
  bool steady = false; // its parameters keep their values within a plan year
};

// One month of one block. A column that does not exist is left out.
struct StepBlock {
  std::size_t lanes = 0;
  int month = 0;
  int held_years = 0;       // years since the last entry of a yearly list began, or since the start
  bool steady = false;      // parameters keep their values within a plan year
  bool year_begins = false; // of a steady model: a plan year begins, or it is the first step
  ConstColumn previous;     // last month's state; left out at the opening
  ConstColumnList parameters;       // in the order of the spec
  ConstColumnList draws;            // in the order of the spec
  ConstColumn shock;                // this month's factor
  ColumnList memory;                // columns kept from month to month
  ColumnList outputs;               // in the order of the spec; left out: nothing reads it
  std::span<const double> survival; // by age in months, from 0 on; of a model that has it
};

// Computes the month's state from the block.
using Step = void (*)(const StepBlock& block, Column next);

// A condition that a model's arguments do not meet together, and the parameter to change. An empty
// text: they meet all conditions.
struct Requirement {
  std::string_view parameter;
  std::string_view text;
};

struct ModelSpec {
  std::string_view name;
  std::string_view doc;     // one line
  std::string_view formula; // month by month
  std::string_view source;
  std::span<const ParameterSpec> parameters;
  std::span<const ModelDraw> draws;
  Step open; // month 0
  Step step;
  bool from_investment = false; // what the pillars have spent, which the compiler puts together
  bool uses_previous = true;    // whether the month's state is computed from last month's
  // Whether the months of the model's own curve add up: after months with known values, it adds its
  // increments to the last of them. Otherwise it goes on from that value.
  bool adds_increments = false;
  // Called in a month with a known value: sets the other columns that the model keeps and puts out.
  void (*on_actual_month)(const StepBlock& block) = nullptr;
  // Called when a permanent loss has taken the state from `before` to `after`: adjusts the other
  // columns that the model keeps.
  void (*on_permanent_loss)(const StepBlock& block, ConstColumn before,
                            ConstColumn after) = nullptr;
  // Called before the run with the arguments that are constant, and, after a month whose state is
  // not a number, with all arguments of that month.
  Requirement (*requirement)(std::span<const std::optional<double>> arguments) = nullptr;
  std::span<const ModelOutput> outputs = {};
  std::size_t (*memory)(const MemoryQuery& query) = nullptr; // columns; null: none
  std::string_view failure;                                  // why a state may not be a number
  std::string_view example;                                  // a metric of this model: NAME: {...}
  // The model of the total of its segments; null: a formula. Its first parameter is the total of
  // the metric, and each other one the total of the output of the same name.
  const ModelSpec* total = nullptr;
  std::string_view also = {}; // words of other tools for it, parted by blanks

  bool has_volatility() const;
  std::optional<std::size_t> find_parameter(std::string_view name) const;
  std::optional<std::size_t> find_role(ParameterRole role) const;
  std::optional<std::size_t> find_output(std::string_view name) const;
};

// The models that plans name with `model:`.
std::span<const ModelSpec* const> growth_models();
const ModelSpec* find_growth_model(std::string_view name);

// Those that plans write out, by the names of their parameters.
std::span<const ModelSpec* const> written_models();
const ModelSpec& formula_model(); // formula:
const ModelSpec& next_model();    // initial: + next:
// investment.spent: what the pillars have spent. The plan does not write this metric.
const ModelSpec& spending_model();

// Parameters that every metric takes besides those of its model: min, max.
std::span<const ParameterSpec> common_parameters();

} // namespace escala
