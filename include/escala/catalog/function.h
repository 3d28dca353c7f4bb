// SPDX-License-Identifier: Apache-2.0
// Functions and operators of the expression language. Each describes itself in one place.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "escala/catalog/kernel.h"
#include "escala/catalog/range.h"
#include "escala/columns/arithmetic.h"

namespace escala {

class SheetTerm;

// The rule for the unit of the result.
enum class UnitRule {
  same,       // all arguments and the result have the same unit
  plain,      // plain numbers give a plain number
  root,       // the exponents are halved
  power,      // a plain number to a plain power; or any unit to a constant whole power
  multiply,   // exponents add
  divide,     // exponents subtract
  comparison, // two arguments of one unit give a condition
  logic,      // conditions give a condition
  choice,     // if(condition, a, b): a and b of one unit
  index,      // choose(i, v1, v2, ...): a plain number, then values of one unit
  points,     // interpolate(x, x1, y1, ...): x's of one unit, y's of one unit
};

inline constexpr std::size_t kManyArguments = 1000;

// Computes an operator if one side is the same finite number on every path; `column` is the other
// side.
using ConstantKernel = void (*)(ConstColumn column, double constant, Column out);

struct FunctionSpec {
  std::string_view name; // an operator's symbol; unary minus is "negate"
  std::size_t min_arguments;
  std::size_t max_arguments;
  UnitRule rule;
  Kernel kernel;
  std::string_view doc;        // one line
  std::string_view parameters; // their names: "x, low, high"
  std::string_view example;    // an expression

  // The symbol of an operator if its name is different: "-" of negate.
  std::string_view symbol = {};
  // The same as the kernel, with a number on one side; null: there is no faster way.
  ConstantKernel with_constant_left = nullptr;
  ConstantKernel with_constant_right = nullptr;
  // The comparison of a comparison operator; nullopt for all others.
  std::optional<Comparison> comparison = std::nullopt;
  // It costs no more than reading a column, so it is not worth storing its result.
  bool cheap = false;
  // The first argument selects one of the others; those that are not selected have no effect,
  // whatever they are. Gives the place of the one that a first argument selects among `count`
  // arguments; 0 where it selects none. Null: every argument has an effect.
  std::size_t (*selected)(double first, std::size_t count) = nullptr;
  // Where a result is a mistake of the plan although the arguments are numbers: if the first
  // argument is out of the domain, a message calls the result this: "the log of" that number.
  // Otherwise the result overflows.
  Range domain = kAnyNumber;
  std::string_view outside = {};
  // The same as a formula of a spreadsheet (catalog/sheet_term.h); null: there is none.
  SheetTerm (*sheet)(std::span<const SheetTerm> arguments) = nullptr;
};

std::span<const FunctionSpec> functions();
std::span<const FunctionSpec> operators();
const FunctionSpec* find_function(std::string_view name);
const FunctionSpec* find_operator(std::string_view symbol);
const FunctionSpec& if_function(); // if(condition, a, b), for programs of the compiler

// Functions of the past of a series.
struct TimeFunctionSpec {
  enum class Kind { initial, lag, change, growth, sum, mean, peak, trough };

  std::string_view name;
  Kind kind;
  bool takes_window; // a second argument: a constant number of whole months
  bool takes_before; // perhaps a third argument: the value before there is one
  std::string_view doc;
  std::string_view parameters;
  std::string_view example;
};

std::span<const TimeFunctionSpec> time_functions();
const TimeFunctionSpec* find_time_function(std::string_view name);

// A name or a kind of literal of the language, as `explain` describes it.
struct LanguageTerm {
  std::string_view name;
  std::string_view usage; // how it is written
  std::string_view doc;   // one line
  std::string_view example;
};

std::span<const LanguageTerm> language_terms();

} // namespace escala
