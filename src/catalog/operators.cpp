// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "catalog/lifted.h"
#include "escala/catalog/function.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

double negate(double a) { return -a; }

// Exponents that are common in plans have ways of their own, lane by lane or for a column at once
// with the same bits: few whole ones by squaring, and those below 1 by way of the logarithm.
constexpr double kMostSquared = 64;
bool is_squared(double exponent) {
  return exponent >= 0 && exponent <= kMostSquared && exponent == std::floor(exponent);
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

bool all_same(const double* values, std::size_t lanes) {
  return std::memcmp(values, values + 1, (lanes - 1) * sizeof *values) == 0;
}

void whole_powers(const double* bases, int exponent, double* out, std::size_t lanes) {
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = whole_power(bases[i], exponent);
}

void powers(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  const double* a = arguments[0];
  const double* b = arguments[1];
  constexpr double kLeast = std::numeric_limits<double>::min();
  constexpr double kMost = std::numeric_limits<double>::max();
  const bool same = all_same(b, lanes) && all_finite(a, lanes);
  if (same && is_squared(b[0]))
    return whole_powers(a, static_cast<int>(b[0]), out, lanes);
  if (same && is_root(b[0]) && first_outside(a, kLeast, kMost, lanes) == lanes)
    return roots(a, b[0], out, lanes);
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = power(a[i], b[i]);
}

// Three-valued logic (Kleene): what decides, decides, whatever the other side is.
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

void subtract_constant(const double* column, double constant, double* out, std::size_t lanes) {
  add_constant(column, -constant, out, lanes);
}

// By 0 everything is n/a but a mistake, which stays one.
void divide_by(const double* column, double constant, double* out, std::size_t lanes) {
  if (constant != 0)
    return divide_by_constant(column, constant, out, lanes);
  std::transform(column, column + lanes, out,
                 [](double x) { return std::isnan(x) && !is_undefined(x) ? x : kUndefined; });
}

template <Comparison kComparison>
void comparison(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  comparisons(kComparison, arguments[0], arguments[1], out, lanes);
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
          .comparison = kComparison};
}

constexpr std::array kOperators{
    FunctionSpec{.name = "+",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::same,
                 .kernel = binary_columns<sums>,
                 .doc = "sum",
                 .parameters = "a, b",
                 .example = "arr + $1M",
                 .with_constant_left = add_constant,
                 .with_constant_right = add_constant,
                 .cheap = true},
    FunctionSpec{.name = "-",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::same,
                 .kernel = binary_columns<differences>,
                 .doc = "difference",
                 .parameters = "a, b",
                 .example = "arr - $1M",
                 .with_constant_left = subtract_from_constant,
                 .with_constant_right = subtract_constant,
                 .cheap = true},
    FunctionSpec{.name = "*",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::multiply,
                 .kernel = binary_columns<products>,
                 .doc = "product",
                 .parameters = "a, b",
                 .example = "arr * 105%",
                 .with_constant_left = multiply_by_constant,
                 .with_constant_right = multiply_by_constant,
                 .cheap = true},
    FunctionSpec{.name = "/",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::divide,
                 .kernel = binary_columns<quotients>,
                 .doc = "quotient; n/a where b is 0",
                 .parameters = "a, b",
                 .example = "arr / users",
                 .with_constant_right = divide_by},
    FunctionSpec{.name = "^",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::power,
                 .kernel = powers,
                 .doc = "power; of several, the right one first",
                 .parameters = "x, n",
                 .example = "1.05 ^ year",
                 .domain = kNotNegative,
                 .outside = "a root of"},
    FunctionSpec{.name = "negate",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::same,
                 .kernel = unary<negate>,
                 .doc = "the opposite",
                 .parameters = "x",
                 .example = "-users",
                 .symbol = "-",
                 .cheap = true},
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
                 .example = "users > 1M and arr > $9M"},
    FunctionSpec{.name = "or",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .rule = UnitRule::logic,
                 .kernel = binary<logical_or>,
                 .doc = "either holds",
                 .parameters = "a, b",
                 .example = "users > 1M or arr > $9M"},
    FunctionSpec{.name = "not",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .rule = UnitRule::logic,
                 .kernel = unary<logical_not>,
                 .doc = "does not hold",
                 .parameters = "a",
                 .example = "not users > 1M"},
};

} // namespace

std::span<const FunctionSpec> operators() { return kOperators; }

const FunctionSpec* find_operator(std::string_view symbol) {
  const auto found = std::ranges::find(kOperators, symbol, &FunctionSpec::name);
  return found == kOperators.end() ? nullptr : &*found;
}

} // namespace escala
