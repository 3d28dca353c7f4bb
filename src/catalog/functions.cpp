// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "catalog/lifted.h"
#include "escala/catalog/function.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// An n/a condition counts as false. A mistake in the condition gives a mistake.
void choose(const ConstColumnList& arguments, Column out) {
  const ConstColumn condition = arguments[0];
  out = (condition == 1).select(arguments[1], arguments[2]);
  if (!all_finite(condition))
    out = condition.unaryExpr(&is_invalid).select(kInvalid, out);
}

void clamp(const ConstColumnList& arguments, Column out) {
  smaller_of(arguments[0], arguments[2], out);
  larger_of(out, arguments[1], out);
}

void absolute(ConstColumn a, Column out) { out = a.abs(); }
void square_root(ConstColumn a, Column out) { out = a.sqrt(); }
double round_down(double a) { return std::floor(a); }
double round_up(double a) { return std::ceil(a); }
double round_nearest(double a) { return std::round(a); } // halves away from zero
double sine(double a) { return std::sin(a); }
double cosine(double a) { return std::cos(a); }

// The remainder with the sign of the divisor.
double modulo(double a, double b) {
  if (std::isnan(a))
    return a;
  if (b == 0)
    return kUndefined;
  const double rest = std::fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

constexpr FunctionSpec kIf{.name = "if",
                           .min_arguments = 3,
                           .max_arguments = 3,
                           .rule = UnitRule::choice,
                           .kernel = choose,
                           .doc = "a if the condition holds, otherwise b",
                           .parameters = "condition, a, b",
                           .example = "if(t < 2y, 10%, 5%)",
                           .selects = true};

constexpr std::array kFunctions{
    kIf,
    FunctionSpec{.name = "min",
                 .min_arguments = 1,
                 .max_arguments = kManyArguments,
                 .rule = UnitRule::same,
                 .kernel = fold_columns<smaller_of>,
                 .doc = "the smallest",
                 .parameters = "a, b, ...",
                 .example = "min(users, 1M)"},
    FunctionSpec{.name = "max",
                 .min_arguments = 1,
                 .max_arguments = kManyArguments,
                 .rule = UnitRule::same,
                 .kernel = fold_columns<larger_of>,
                 .doc = "the largest",
                 .parameters = "a, b, ...",
                 .example = "max(users, 1M)"},
    FunctionSpec{.name = "clamp",
                 .min_arguments = 3,
                 .max_arguments = 3,
                 .rule = UnitRule::same,
                 .kernel = clamp,
                 .doc = "x, at least low and at most high",
                 .parameters = "x, low, high",
                 .example = "clamp(users, 1M, 2M)"},
    FunctionSpec{.name = "abs",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary_columns<absolute>,
                 .doc = "the absolute value",
                 .parameters = "x",
                 .example = "abs(change(users))"},
    FunctionSpec{.name = "floor",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<round_down>,
                 .doc = "rounded down",
                 .parameters = "x",
                 .example = "floor(users / 1000)"},
    FunctionSpec{.name = "ceil",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<round_up>,
                 .doc = "rounded up",
                 .parameters = "x",
                 .example = "ceil(users / 1000)"},
    FunctionSpec{.name = "round",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<round_nearest>,
                 .doc = "rounded to a whole number, halves away from zero",
                 .parameters = "x",
                 .example = "round(users / 1000)"},
    FunctionSpec{.name = "mod",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::same,
                 .kernel = binary<modulo>,
                 .doc = "the remainder, with the sign of the divisor",
                 .parameters = "x, divisor",
                 .example = "mod(t, 3)"},
    FunctionSpec{.name = "exp",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary_columns<exponentials>,
                 .doc = "e to the power of x",
                 .parameters = "x",
                 .example = "exp(-0.1 * year)"},
    FunctionSpec{.name = "log",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary_columns<logarithms>,
                 .doc = "the natural logarithm",
                 .parameters = "x",
                 .example = "log(users)",
                 .domain = kAboveZero,
                 .outside = "the log of"},
    FunctionSpec{.name = "sqrt",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::root,
                 .kernel = unary_columns<square_root>,
                 .doc = "the square root",
                 .parameters = "x",
                 .example = "sqrt(users)",
                 .domain = kNotNegative,
                 .outside = "a root of"},
    FunctionSpec{.name = "sin",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary<sine>,
                 .doc = "the sine of x in radians",
                 .parameters = "x",
                 .example = "sin(2 * pi * month / 12)"},
    FunctionSpec{.name = "cos",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary<cosine>,
                 .doc = "the cosine of x in radians",
                 .parameters = "x",
                 .example = "cos(2 * pi * month / 12)"},
};

} // namespace

std::span<const FunctionSpec> functions() { return kFunctions; }
const FunctionSpec& if_function() { return kFunctions.front(); }

const FunctionSpec* find_function(std::string_view name) {
  const auto found = std::ranges::find(kFunctions, name, &FunctionSpec::name);
  return found == kFunctions.end() ? nullptr : &*found;
}

} // namespace escala
