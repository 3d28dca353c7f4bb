// SPDX-License-Identifier: Apache-2.0
// Growth models. Each describes itself in one place: name, parameters with unit, range and default,
// draws, and its step over a block of paths, written as a formula of columns.
//
// A model is one file in src/catalog/models and one line in the list of src/catalog/models/list.h.
// `formula` and `initial` + `next` are models too, but plans do not name them.
//
// n/a (core/undefined.h) in an argument of a formula gives n/a. If one lane has both n/a and a
// mistake, a formula may give either. The engine then decides from the arguments
// (simulate/metric_stepper.cpp).
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
  worth,          // a plain number, or the metric's own unit
  plain,          // a plain number or percentage
  growth,         // annual: 200% or 200%/y
  rate,           // a number per time: 25%/mo
  duration,
};

enum class ParameterForm {
  expression,
  yearly,       // an expression, or a list with one for each year; the last one remains
  month_counts, // a map of months to constant counts
  choice,       // one of the parameter's words; its value is the index of the word
  by_age,   // an expression, or a list of constants by age in months from 0 on, the last one held
  survival, // sbg(alpha, beta), or a list: the share of a cohort left at ages 1, 2, ...
};

enum class Presence { required, optional };

// Roles of parameters that the stages treat in a special way, whatever the model and the name.
enum class ParameterRole {
  ordinary,
  opening,    // the opening balance, month 0; actual months may give it instead
  formula,    // the value of the metric in every month
  next,       // the value of the metric, from last month's value
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
  bool drawn_monthly = false;                   // its distributions are drawn again every month
  bool at_opening = false;                      // month 0 reads it
  bool at_step = true;                          // later months read it
  std::uint32_t opening_outputs = 0;            // outputs (by bit) for which month 0 reads it
  bool constant = false;                        // a number known before the run
  std::string_view instead_of = {};             // the plan writes exactly one of the two
  std::string_view delayed_by = {}; // read with a delay: the number of months is this parameter
  bool whole_months = false;        // of a duration that counts months of the plan
  bool percent = false;             // a plain number that is written as a percentage
  bool aim = false;                 // a level that the metric is steered towards
  bool loses = false;               // a rate by which the level is lost: all together at most 100%
  std::string_view decays_by = {};  // growth stays the same if this one is left out
  double unlikely_from = std::numeric_limits<double>::infinity(); // a % is probably missing
  std::string_view doc;                                           // one line
  std::string_view example;                                       // a value
  // The parameter whose unit the metric's level is divided by, in the unit of this one: customers
  // that are worth money each are a plain number.
  std::string_view valued_by = {};
  std::string_view also = {}; // words of other tools for it, parted by blanks

  bool is_metric_itself() const {
    return role == ParameterRole::formula || role == ParameterRole::next;
  }
};

// What a value must be: "above 0", "0% or more"; empty if it may be any number.
std::string range_in_words(const ParameterSpec& parameter);
// A value in range, for a message about one that is out of range: near a bound that is not 0,
// otherwise the example. Empty for levels, because no level fits every plan.
std::string example_in_range(const ParameterSpec& parameter);
// The default in words; empty if the parameter has none.
std::string default_in_words(const ParameterSpec& parameter);

// A draw of the model, once a month: METRIC.NAME, from a distribution of the catalog. `parameter`
// is the model's parameter that gives the distribution's parameter, per month.
struct ModelDraw {
  std::string_view name;
  std::string_view distribution;
  std::string_view parameter;      // empty: the distribution takes 0 and 1
  bool at_opening = false;         // month 0 draws it too
  std::string_view only_with = {}; // not drawn if this parameter is the constant 0
};

// A series that the model computes besides the metric: METRIC.NAME in expressions.
struct ModelOutput {
  std::string_view name;
  ParameterUnit unit = ParameterUnit::plain;
  std::string_view doc;            // one line
  bool trailing_year = false;      // depends on the last twelve months
  bool amount = false;             // of its month: what came or went
  std::uint32_t computed_from = 0; // optional parameters (by bit) that it needs
};

// The facts that determine how many columns a model keeps from month to month.
struct MemoryQuery {
  int horizon = 0;
  std::uint32_t read_outputs = 0; // bit i: output i is read
  std::span<const std::optional<double>> constants;
  bool steady = false; // its parameters do not change within a plan year
};

// One month of one block. A column that does not exist is left out.
struct StepBlock {
  std::size_t lanes = 0;
  int month = 0;
  int held_years = 0;       // years since the last entry of a yearly list began, or since the start
  bool steady = false;      // parameters do not change within a plan year
  bool year_begins = false; // of a steady model: a plan year begins, or it is the first step
  ConstColumn previous;     // last month's state; left out at the opening
  ConstColumnList parameters;       // in the order of the spec
  ConstColumnList draws;            // in the order of the spec
  ConstColumn shock;                // this month's factor
  ColumnList memory;                // columns kept from month to month
  ColumnList outputs;               // in the order of the spec; left out: nothing reads it
  std::span<const double> survival; // by age in months, from 0 on; only of some models
};

// Computes the month's state from the block.
using Step = void (*)(const StepBlock& block, Column next);

// The same for a spreadsheet (catalog/sheet_month.h): the formula of the month's value.
class SheetTerm;
struct SheetMonth;
using SheetStep = SheetTerm (*)(SheetMonth& month);

// A condition that the arguments of a model together do not meet, and the parameter to change.
// Empty text: they meet all conditions.
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
  bool from_investment = false; // the spend of all pillars, which the compiler adds up
  bool uses_previous = true;    // whether the month's state is computed from last month's
  // Whether the model continues from actual months by adding the increments of its own curve to the
  // last actual value. Otherwise it computes the next month from the actual value.
  bool adds_increments = false;
  // Called in an actual month: sets the other columns that the model keeps, and its outputs.
  void (*on_actual_month)(const StepBlock& block) = nullptr;
  // Called when a permanent loss has changed the state from `before` to `after`: adjusts the other
  // columns that the model keeps.
  void (*on_permanent_loss)(const StepBlock& block, ConstColumn before,
                            ConstColumn after) = nullptr;
  // Called before the run with the arguments that are constant, and, after a month whose state is
  // not a number, with all arguments of that month.
  Requirement (*requirement)(std::span<const std::optional<double>> arguments) = nullptr;
  bool percent = false; // its values are shown as percentages where the metric writes no unit
  std::span<const ModelOutput> outputs = {};
  std::size_t (*memory)(const MemoryQuery& query) = nullptr; // columns; null: none
  std::string_view failure;                                  // why a state may not be a number
  std::string_view example;                                  // a metric of this model: NAME: {...}
  // The model of the total of its segments; null: a formula. Its first parameter is the total of
  // the metric, and each other one the total of the output of the same name.
  const ModelSpec* total = nullptr;
  std::string_view also = {}; // words of other tools for it, parted by blanks
  // Month 0 and later months as formulas of a spreadsheet. Null: the workbook has values instead.
  SheetStep sheet_open = nullptr;
  SheetStep sheet_step = nullptr;
  // What the formulas need in an actual month; null: nothing.
  void (*sheet_actual_month)(SheetMonth& month) = nullptr;
  // What a permanent loss from `before` to `after` changes; null: nothing.
  void (*sheet_permanent_loss)(SheetMonth& month, const SheetTerm& before,
                               const SheetTerm& after) = nullptr;

  bool has_volatility() const;
  std::optional<std::size_t> find_parameter(std::string_view name) const;
  std::optional<std::size_t> find_role(ParameterRole role) const;
  std::optional<std::size_t> find_output(std::string_view name) const;
};

// The models that plans name with `model:`.
std::span<const ModelSpec* const> growth_models();
const ModelSpec* find_growth_model(std::string_view name);

// The models that plans use by writing their parameters, without `model:`.
std::span<const ModelSpec* const> written_models();
const ModelSpec& formula_model(); // formula:
const ModelSpec& next_model();    // initial: + next:
// investment.spent: what the pillars have spent. The plan does not write this metric.
const ModelSpec& spending_model();

// Parameters that every metric takes besides those of its model: min, max.
std::span<const ParameterSpec> common_parameters();

} // namespace escala
