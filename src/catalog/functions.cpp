// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "catalog/lifted.h"
#include "escala/catalog/function.h"
#include "escala/catalog/sheet_term.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// An n/a condition counts as false. A mistake in the condition is one in the result.
void take_branch(const ConstColumnList& arguments, Column out) {
  const ConstColumn condition = arguments[0];
  out = (condition == 1).select(arguments[1], arguments[2]);
  if (!all_finite(condition))
    out = condition.unaryExpr(&is_invalid).select(kInvalid, out);
}

std::size_t branch_of(double condition, std::size_t) { return condition == 1 ? 1 : 2; }

// As in spreadsheets: from 1, and the fraction of an index is dropped.
std::size_t place_of(double index, std::size_t count) {
  constexpr double kRounding = 1e-9; // what computing an index may leave
  const double whole = std::floor(index + kRounding);
  return whole >= 1 && whole < static_cast<double>(count) ? static_cast<std::size_t>(whole) : 0;
}

void choose(const ConstColumnList& arguments, Column out) {
  for (Eigen::Index lane = 0; lane < out.size(); ++lane) {
    const double index = arguments[0][lane];
    const std::size_t place = std::isfinite(index) ? place_of(index, arguments.size()) : 0;
    if (place > 0)
      out[lane] = arguments[place][lane];
    else
      out[lane] = is_invalid(index) ? kInvalid : kUndefined;
  }
}

// Linear between the points, constant before the first and behind the last. Points that do not
// ascend are a mistake.
double interpolated(const ConstColumnList& arguments, Eigen::Index lane) {
  const double x = arguments[0][lane];
  const std::size_t points = (arguments.size() - 1) / 2;
  const auto at = [&](std::size_t point) { return arguments[1 + 2 * point][lane]; };
  const auto value = [&](std::size_t point) { return arguments[2 + 2 * point][lane]; };
  if (std::isnan(x))
    return x;
  for (std::size_t point = 1; point < points; ++point)
    if (!(at(point - 1) < at(point)))
      return is_undefined(at(point - 1)) || is_undefined(at(point)) ? kUndefined : kInvalid;
  std::size_t next = 0;
  while (next < points && !(x < at(next)))
    ++next;
  if (next == 0 || next == points)
    return value(next == 0 ? 0 : points - 1);
  const double share = (x - at(next - 1)) / (at(next) - at(next - 1));
  return value(next - 1) + share * (value(next) - value(next - 1));
}

void interpolate(const ConstColumnList& arguments, Column out) {
  for (Eigen::Index lane = 0; lane < out.size(); ++lane)
    out[lane] = interpolated(arguments, lane);
}

void clamp(const ConstColumnList& arguments, Column out) {
  smaller_of(arguments[0], arguments[2], out);
  larger_of(out, arguments[1], out);
}

void absolute(ConstColumn a, Column out) { out = a.abs(); }
void square_root(ConstColumn a, Column out) { out = a.sqrt(); }
// What is within rounding of a whole number is that number, as in comparisons.
double round_down(double a) {
  const double nearest = std::round(a);
  return std::abs(a - nearest) <= kTolerance * std::abs(nearest) ? nearest : std::floor(a);
}
double round_up(double a) { return -round_down(-a); }
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
  constexpr double kOfDivisor = 1e-6; // a larger rest is never rounding
  const double least = std::min(kTolerance * std::abs(a), kOfDivisor * std::abs(b));
  if (std::abs(rest) <= least || std::abs(b) - std::abs(rest) <= least)
    return 0;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

using SheetTerms = std::span<const SheetTerm>;

SheetTerm sheet_if(SheetTerms of) { return choice(of[0], of[1], of[2]); }
SheetTerm sheet_min(SheetTerms of) { return least(of); }
SheetTerm sheet_max(SheetTerms of) { return most(of); }
SheetTerm sheet_clamp(SheetTerms of) { return most(least(of[0], of[2]), of[1]); }
SheetTerm sheet_abs(SheetTerms of) { return call("ABS", of, std::abs(of[0].value())); }
SheetTerm sheet_exp(SheetTerms of) { return exponential(of[0]); }
SheetTerm sheet_log(SheetTerms of) { return logarithm(of[0]); }
SheetTerm sheet_sqrt(SheetTerms of) { return root(of[0]); }
SheetTerm sheet_sin(SheetTerms of) { return call("SIN", of, sine(of[0].value())); }
SheetTerm sheet_cos(SheetTerms of) { return call("COS", of, cosine(of[0].value())); }

// What rounding may leave is added first, as round_down does.
SheetTerm sheet_floor(SheetTerms of) {
  const SheetTerm size = call("ABS", of[0], std::abs(of[0].value()));
  return call("INT", of[0] + kTolerance * size, round_down(of[0].value()));
}
SheetTerm sheet_ceil(SheetTerms of) {
  const SheetTerm size = call("ABS", of[0], std::abs(of[0].value()));
  return -call("INT", kTolerance * size - of[0], round_down(-of[0].value()));
}
SheetTerm sheet_round(SheetTerms of) {
  return call("ROUND", std::array{of[0], SheetTerm(0)}, round_nearest(of[0].value()));
}
SheetTerm sheet_mod(SheetTerms of) {
  return call("MOD", of, modulo(of[0].value(), of[1].value())).lacking(true);
}

SheetTerm sheet_choose(SheetTerms of) {
  const double index = of[0].value();
  const std::size_t place = std::isfinite(index) ? place_of(index, of.size()) : 0;
  std::vector<SheetTerm> terms(of.begin(), of.end());
  terms[0] = call("INT", of[0] + SheetTerm(1e-9), std::floor(index));
  const SheetTerm chosen = call("CHOOSE", terms, place > 0 ? of[place].value() : kUndefined);
  return chosen.lacking(!of[0].is_constant());
}

// The line that x lies on, found by one IF for each point.
SheetTerm sheet_interpolate(SheetTerms of) {
  const SheetTerm& x = of[0];
  SheetTerm value = of.back();
  for (std::size_t point = of.size() - 2; point > 1; point -= 2) {
    const SheetTerm& from = of[point - 2];
    const SheetTerm share = (x - from) / (of[point] - from);
    const SheetTerm line = of[point - 1] + share * (of[point + 1] - of[point - 1]);
    value = choice(compared(x, "<", of[point]), line.lacking(x.may_lack()), value);
  }
  return choice(compared(x, "<", of[1]), of[2], value);
}

constexpr FunctionSpec kIf{.name = "if",
                           .min_arguments = 3,
                           .max_arguments = 3,
                           .rule = UnitRule::choice,
                           .kernel = take_branch,
                           .doc = "a if the condition holds, otherwise b",
                           .parameters = "condition, a, b",
                           .example = "if(t < 2y, 10%, 5%)",
                           .selected = branch_of,
                           .sheet = sheet_if};

constexpr std::array kFunctions{
    kIf,
    FunctionSpec{.name = "min",
                 .min_arguments = 1,
                 .max_arguments = kManyArguments,
                 .rule = UnitRule::same,
                 .kernel = fold_columns<smaller_of>,
                 .doc = "the smallest",
                 .parameters = "a, b, ...",
                 .example = "min(users, 1M)",
                 .sheet = sheet_min},
    FunctionSpec{.name = "max",
                 .min_arguments = 1,
                 .max_arguments = kManyArguments,
                 .rule = UnitRule::same,
                 .kernel = fold_columns<larger_of>,
                 .doc = "the largest",
                 .parameters = "a, b, ...",
                 .example = "max(users, 1M)",
                 .sheet = sheet_max},
    FunctionSpec{.name = "choose",
                 .min_arguments = 2,
                 .max_arguments = kManyArguments,
                 .rule = UnitRule::index,
                 .kernel = choose,
                 .doc = "the i-th of the values, counted from 1; n/a for another index",
                 .parameters = "i, v1, v2, ...",
                 .example = "choose(month, 90%, 95%, 1, 1, 1, 1, 1, 1, 1, 1, 110%, 140%)",
                 .selected = place_of,
                 .sheet = sheet_choose},
    FunctionSpec{.name = "interpolate",
                 .min_arguments = 5,
                 .max_arguments = kManyArguments,
                 .rule = UnitRule::points,
                 .kernel = interpolate,
                 .doc = "on straight lines between points in ascending order, constant beyond them",
                 .parameters = "x, x1, y1, x2, y2, ...",
                 .example = "interpolate(t, 0mo, 10%, 2y, 40%)",
                 .sheet = sheet_interpolate},
    FunctionSpec{.name = "clamp",
                 .min_arguments = 3,
                 .max_arguments = 3,
                 .rule = UnitRule::same,
                 .kernel = clamp,
                 .doc = "x, at least low and at most high",
                 .parameters = "x, low, high",
                 .example = "clamp(users, 1M, 2M)",
                 .sheet = sheet_clamp},
    FunctionSpec{.name = "abs",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary_columns<absolute>,
                 .doc = "the absolute value",
                 .parameters = "x",
                 .example = "abs(users - 1M)",
                 .sheet = sheet_abs},
    FunctionSpec{.name = "floor",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<round_down>,
                 .doc = "rounded down",
                 .parameters = "x",
                 .example = "floor(users / 1000)",
                 .sheet = sheet_floor},
    FunctionSpec{.name = "ceil",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<round_up>,
                 .doc = "rounded up",
                 .parameters = "x",
                 .example = "ceil(users / 1000)",
                 .sheet = sheet_ceil},
    FunctionSpec{.name = "round",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<round_nearest>,
                 .doc = "rounded to a whole number, halves away from zero",
                 .parameters = "x",
                 .example = "round(users / 1000)",
                 .sheet = sheet_round},
    FunctionSpec{.name = "mod",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::same,
                 .kernel = binary<modulo>,
                 .doc = "the remainder, with the sign of the divisor",
                 .parameters = "x, divisor",
                 .example = "mod(t, 3)",
                 .sheet = sheet_mod},
    FunctionSpec{.name = "exp",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary_columns<exponentials>,
                 .doc = "e to the power of x",
                 .parameters = "x",
                 .example = "exp(-0.1 * year)",
                 .sheet = sheet_exp},
    FunctionSpec{.name = "log",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary_columns<logarithms>,
                 .doc = "the natural logarithm",
                 .parameters = "x",
                 .example = "log(users)",
                 .domain = kAboveZero,
                 .outside = "the log of",
                 .sheet = sheet_log},
    FunctionSpec{.name = "sqrt",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::root,
                 .kernel = unary_columns<square_root>,
                 .doc = "the square root",
                 .parameters = "x",
                 .example = "sqrt(users)",
                 .domain = kNotNegative,
                 .outside = "a root of",
                 .sheet = sheet_sqrt},
    FunctionSpec{.name = "sin",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary<sine>,
                 .doc = "the sine of x in radians",
                 .parameters = "x",
                 .example = "sin(2 * pi * month / 12)",
                 .sheet = sheet_sin},
    FunctionSpec{.name = "cos",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::plain,
                 .kernel = unary<cosine>,
                 .doc = "the cosine of x in radians",
                 .parameters = "x",
                 .example = "cos(2 * pi * month / 12)",
                 .sheet = sheet_cos},
};

} // namespace

std::span<const FunctionSpec> functions() { return kFunctions; }
const FunctionSpec& if_function() { return kFunctions.front(); }

const FunctionSpec* find_function(std::string_view name) {
  const auto found = std::ranges::find(kFunctions, name, &FunctionSpec::name);
  return found == kFunctions.end() ? nullptr : &*found;
}

} // namespace escala
