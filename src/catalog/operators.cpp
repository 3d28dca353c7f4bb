// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "catalog/lifted.h"
#include "escala/catalog/function.h"
#include "escala/catalog/sheet_term.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

void negate(ConstColumn a, Column out) { out = -a; }

// Exponents that are common in plans have faster methods, with the same bits for one lane and for a
// whole column: small whole exponents by squaring, and exponents between 0 and 1 by the logarithm.
constexpr double kLargestSquaredPower = 64;
bool is_squared(double exponent) {
  return exponent >= 0 && exponent <= kLargestSquaredPower && exponent == std::floor(exponent);
}
bool is_root(double exponent) { return exponent > 0 && exponent < 1; }

double whole_power(double base, int exponent) {
  double result = 1;
  for (; exponent > 0; exponent /= 2, base *= base)
    if (exponent % 2 == 1)
      result *= base;
  return result;
}

double power(double a, double b) {
  if (is_invalid(a) || is_invalid(b))
    return kInvalid;
  if (is_undefined(a) || is_undefined(b))
    return kUndefined;
  if (a == 0 && b < 0)
    return kUndefined; // a division by zero
  if (is_squared(b))
    return whole_power(a, static_cast<int>(b));
  if (is_root(b) && a >= std::numeric_limits<double>::min())
    return exponential(logarithm(a) * b);
  return std::pow(a, b);
}

bool all_same(ConstColumn values) {
  return std::memcmp(values.data(), values.data() + 1, (values.lanes() - 1) * sizeof(double)) == 0;
}

void powers(ConstColumn a, ConstColumn b, Column out) {
  constexpr double kLeast = std::numeric_limits<double>::min();
  constexpr double kMost = std::numeric_limits<double>::max();
  const bool same = all_same(b) && all_finite(a);
  if (same && is_squared(b[0]))
    out = a.unaryExpr([n = static_cast<int>(b[0])](double base) { return whole_power(base, n); });
  else if (same && is_root(b[0]) && first_outside(a, kLeast, kMost) == a.lanes())
    roots(a, b[0], out);
  else
    out = a.binaryExpr(b, &power);
}

// Three-valued logic (Kleene): if one side decides the result, the other side does not matter.
double logical_and(double a, double b) {
  if (a == 0 || b == 0)
    return 0;
  if (std::isnan(a))
    return a;
  return std::isnan(b) ? b : 1;
}
double logical_or(double a, double b) {
  if (a == 1 || b == 1)
    return 1;
  if (std::isnan(a))
    return a;
  return std::isnan(b) ? b : 0;
}
double logical_not(double a) { return std::isnan(a) ? a : 1 - a; }

void subtract_constant(ConstColumn column, double constant, Column out) {
  add_constant(column, -constant, out);
}

// Division by 0 gives n/a, but a mistake stays a mistake.
void divide_by(ConstColumn column, double constant, Column out) {
  if (constant != 0)
    return divide_by_constant(column, constant, out);
  out =
      column.unaryExpr([](double x) { return std::isnan(x) && !is_undefined(x) ? x : kUndefined; });
}

template <Comparison kComparison>
void comparison(const ConstColumnList& arguments, Column out) {
  compare(kComparison, arguments[0], arguments[1], out);
}

constexpr std::string_view sheet_symbol(Comparison comparison) {
  switch (comparison) {
  case Comparison::less:
    return "<";
  case Comparison::less_equal:
    return "<=";
  case Comparison::greater:
    return ">";
  case Comparison::greater_equal:
    return ">=";
  case Comparison::equal:
    return "=";
  case Comparison::not_equal:
    return "<>";
  }
  return "=";
}

template <Comparison kComparison>
SheetTerm sheet_comparison(std::span<const SheetTerm> of) {
  return compared(of[0], sheet_symbol(kComparison), of[1]);
}

template <Comparison kComparison>
constexpr FunctionSpec comparing(std::string_view symbol, std::string_view doc,
                                 std::string_view example) {
  return {.name = symbol,
          .min_arguments = 2,
          .max_arguments = 2,
          .rule = UnitRule::comparison,
          .kernel = comparison<kComparison>,
          .doc = doc,
          .parameters = "a, b",
          .example = example,
          .comparison = kComparison,
          .sheet = sheet_comparison<kComparison>};
}

using SheetTerms = std::span<const SheetTerm>;

SheetTerm sheet_add(SheetTerms of) { return of[0] + of[1]; }
SheetTerm sheet_subtract(SheetTerms of) { return of[0] - of[1]; }
SheetTerm sheet_multiply(SheetTerms of) { return of[0] * of[1]; }
SheetTerm sheet_divide(SheetTerms of) { return of[0] / of[1]; }
SheetTerm sheet_raise(SheetTerms of) { return power(of[0], of[1]); }
SheetTerm sheet_negate(SheetTerms of) { return -of[0]; }
SheetTerm sheet_and(SheetTerms of) { return both(of[0], of[1]); }
SheetTerm sheet_or(SheetTerms of) { return either(of[0], of[1]); }
SheetTerm sheet_not(SheetTerms of) { return negated(of[0]); }

constexpr std::array kOperators{
    FunctionSpec{.name = "+",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::same,
                 .kernel = binary_columns<add>,
                 .doc = "sum",
                 .parameters = "a, b",
                 .example = "arr + $1M",
                 .with_constant_left = add_constant,
                 .with_constant_right = add_constant,
                 .cheap = true,
                 .sheet = sheet_add},
    FunctionSpec{.name = "-",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::same,
                 .kernel = binary_columns<subtract>,
                 .doc = "difference",
                 .parameters = "a, b",
                 .example = "arr - $1M",
                 .with_constant_left = subtract_from_constant,
                 .with_constant_right = subtract_constant,
                 .cheap = true,
                 .sheet = sheet_subtract},
    FunctionSpec{.name = "*",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::multiply,
                 .kernel = binary_columns<multiply>,
                 .doc = "product",
                 .parameters = "a, b",
                 .example = "arr * 105%",
                 .with_constant_left = multiply_by_constant,
                 .with_constant_right = multiply_by_constant,
                 .cheap = true,
                 .sheet = sheet_multiply},
    FunctionSpec{.name = "/",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::divide,
                 .kernel = binary_columns<divide>,
                 .doc = "quotient; n/a where b is 0",
                 .parameters = "a, b",
                 .example = "arr / users",
                 .with_constant_right = divide_by,
                 .sheet = sheet_divide},
    FunctionSpec{.name = "^",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::power,
                 .kernel = binary_columns<powers>,
                 .doc = "power; a ^ b ^ c is a ^ (b ^ c)",
                 .parameters = "x, n",
                 .example = "1.05 ^ year",
                 .domain = kNotNegative,
                 .outside = "a root of",
                 .sheet = sheet_raise},
    FunctionSpec{.name = "negate",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary_columns<negate>,
                 .doc = "the opposite",
                 .parameters = "x",
                 .example = "-users",
                 .symbol = "-",
                 .cheap = true,
                 .sheet = sheet_negate},
    comparing<Comparison::less>("<", "less than", "users < 1M"),
    comparing<Comparison::less_equal>("<=", "at most", "users <= 1M"),
    comparing<Comparison::greater>(">", "more than", "users > 1M"),
    comparing<Comparison::greater_equal>(">=", "at least", "users >= 1M"),
    comparing<Comparison::equal>("==", "equal", "month == 12"),
    comparing<Comparison::not_equal>("!=", "not equal", "month != 12"),
    FunctionSpec{.name = "and",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::logic,
                 .kernel = binary<logical_and>,
                 .doc = "both hold",
                 .parameters = "a, b",
                 .example = "users > 1M and arr > $9M",
                 .sheet = sheet_and},
    FunctionSpec{.name = "or",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::logic,
                 .kernel = binary<logical_or>,
                 .doc = "either holds",
                 .parameters = "a, b",
                 .example = "users > 1M or arr > $9M",
                 .sheet = sheet_or},
    FunctionSpec{.name = "not",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::logic,
                 .kernel = unary<logical_not>,
                 .doc = "does not hold",
                 .parameters = "a",
                 .example = "not users > 1M",
                 .sheet = sheet_not},
};

} // namespace

std::span<const FunctionSpec> operators() { return kOperators; }

const FunctionSpec* find_operator(std::string_view symbol) {
  const auto found = std::ranges::find(kOperators, symbol, &FunctionSpec::name);
  return found == kOperators.end() ? nullptr : &*found;
}

} // namespace escala
