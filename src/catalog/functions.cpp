// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/function.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/core/order.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// Gives an operation over columns the form of a kernel.
template <void (*Columns)(const double*, double*, std::size_t)>
void unary_columns(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  Columns(arguments[0], out, lanes);
}

template <void (*Columns)(const double*, const double*, double*, std::size_t)>
void binary_columns(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  Columns(arguments[0], arguments[1], out, lanes);
}

template <void (*Columns)(const double*, const double*, double*, std::size_t)>
void fold_columns(const double* const* arguments, std::size_t count, double* out,
                  std::size_t lanes) {
  if (count == 1) {
    std::copy_n(arguments[0], lanes, out);
    return;
  }
  Columns(arguments[0], arguments[1], out, lanes);
  for (std::size_t k = 2; k < count; ++k)
    Columns(out, arguments[k], out, lanes);
}

template <Comparison kComparison>
void comparison(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  comparisons(kComparison, arguments[0], arguments[1], out, lanes);
}

// Lifts a function of one or two numbers to a block.
template <double (*F)(double)>
void unary(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  const double* a = arguments[0];
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = F(a[i]);
}

template <double (*F)(double, double)>
void binary(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  const double* a = arguments[0];
  const double* b = arguments[1];
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = F(a[i], b[i]);
}

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

// An n/a condition counts as false. A mistake in the condition is one in the result.
void choose(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  const double* condition = arguments[0];
  for (std::size_t i = 0; i < lanes; ++i) {
    out[i] = is_invalid(condition[i]) ? kInvalid
             : condition[i] == 1      ? arguments[1][i]
                                      : arguments[2][i];
  }
}

void clamp(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  smaller_of(arguments[0], arguments[2], out, lanes);
  larger_of(out, arguments[1], out, lanes);
}

double absolute(double a) { return std::abs(a); }
double round_down(double a) { return std::floor(a); }
double round_up(double a) { return std::ceil(a); }
double round_nearest(double a) { return std::round(a); } // halves away from zero
double square_root(double a) { return std::sqrt(a); }
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

constexpr std::array kOperators{
    FunctionSpec{"+", 2, 2, UnitRule::same, binary_columns<sums>, "sum", "a, b", "arr + $1M"},
    FunctionSpec{"-", 2, 2, UnitRule::same, binary_columns<differences>, "difference", "a, b",
                 "arr - $1M"},
    FunctionSpec{"*", 2, 2, UnitRule::multiply, binary_columns<products>, "product", "a, b",
                 "arr * 105%"},
    FunctionSpec{"/", 2, 2, UnitRule::divide, binary_columns<quotients>,
                 "quotient; n/a where b is 0", "a, b", "arr / users"},
    FunctionSpec{"^", 2, 2, UnitRule::power, powers, "power; a ^ b ^ c is a ^ (b ^ c)", "x, n",
                 "1.05 ^ year"},
    FunctionSpec{"negate", 1, 1, UnitRule::same, unary<negate>, "the opposite", "x", "-users"},
    FunctionSpec{"<", 2, 2, UnitRule::comparison, comparison<Comparison::less>, "less than", "a, b",
                 "users < 1M"},
    FunctionSpec{"<=", 2, 2, UnitRule::comparison, comparison<Comparison::less_equal>, "at most",
                 "a, b", "users <= 1M"},
    FunctionSpec{">", 2, 2, UnitRule::comparison, comparison<Comparison::greater>, "more than",
                 "a, b", "users > 1M"},
    FunctionSpec{">=", 2, 2, UnitRule::comparison, comparison<Comparison::greater_equal>,
                 "at least", "a, b", "users >= 1M"},
    FunctionSpec{"==", 2, 2, UnitRule::comparison, comparison<Comparison::equal>, "equal", "a, b",
                 "month == 12"},
    FunctionSpec{"!=", 2, 2, UnitRule::comparison, comparison<Comparison::not_equal>, "not equal",
                 "a, b", "month != 12"},
    FunctionSpec{"and", 2, 2, UnitRule::logic, binary<logical_and>, "both hold", "a, b",
                 "users > 1M and arr > $9M"},
    FunctionSpec{"or", 2, 2, UnitRule::logic, binary<logical_or>, "either holds", "a, b",
                 "users > 1M or arr > $9M"},
    FunctionSpec{"not", 1, 1, UnitRule::logic, unary<logical_not>, "does not hold", "a",
                 "not users > 1M"},
};

constexpr std::array kFunctions{
    FunctionSpec{"if", 3, 3, UnitRule::choice, choose, "a if the condition holds, otherwise b",
                 "condition, a, b", "if(t < 2y, 10%, 5%)"},
    FunctionSpec{"min", 1, kManyArguments, UnitRule::same, fold_columns<smaller_of>, "the smallest",
                 "a, b, ...", "min(users, 1M)"},
    FunctionSpec{"max", 1, kManyArguments, UnitRule::same, fold_columns<larger_of>, "the largest",
                 "a, b, ...", "max(users, 1M)"},
    FunctionSpec{"clamp", 3, 3, UnitRule::same, clamp, "x, at least low and at most high",
                 "x, low, high", "clamp(users, 1M, 2M)"},
    FunctionSpec{"abs", 1, 1, UnitRule::same, unary<absolute>, "the absolute value", "x",
                 "abs(change(users))"},
    FunctionSpec{"floor", 1, 1, UnitRule::same, unary<round_down>, "rounded down", "x",
                 "floor(users / 1000)"},
    FunctionSpec{"ceil", 1, 1, UnitRule::same, unary<round_up>, "rounded up", "x",
                 "ceil(users / 1000)"},
    FunctionSpec{"round", 1, 1, UnitRule::same, unary<round_nearest>,
                 "rounded to a whole number, halves away from zero", "x", "round(users / 1000)"},
    FunctionSpec{"mod", 2, 2, UnitRule::same, binary<modulo>,
                 "the remainder, with the sign of the divisor", "x, divisor", "mod(t, 3)"},
    FunctionSpec{"exp", 1, 1, UnitRule::plain, unary_columns<exponentials>, "e to the power of x",
                 "x", "exp(-0.1 * year)"},
    FunctionSpec{"log", 1, 1, UnitRule::plain, unary_columns<logarithms>, "the natural logarithm",
                 "x", "log(users)"},
    FunctionSpec{"sqrt", 1, 1, UnitRule::root, unary<square_root>, "the square root", "x",
                 "sqrt(users)"},
    FunctionSpec{"sin", 1, 1, UnitRule::plain, unary<sine>, "the sine of x in radians", "x",
                 "sin(2 * pi * month / 12)"},
    FunctionSpec{"cos", 1, 1, UnitRule::plain, unary<cosine>, "the cosine of x in radians", "x",
                 "cos(2 * pi * month / 12)"},
};

using Kind = TimeFunctionSpec::Kind;
constexpr std::array kTimeFunctions{
    TimeFunctionSpec{"initial", Kind::initial, false, "the value of month 0", "x",
                     "arr / initial(arr)"},
    TimeFunctionSpec{"lag", Kind::lag, true, "the value some months ago; month 0's before that",
                     "x, months", "lag(arr, 12mo)"},
    TimeFunctionSpec{"change", Kind::change, false, "x - lag(x, 1mo)", "x", "change(arr)"},
    TimeFunctionSpec{"growth", Kind::growth, false, "x / lag(x, 12mo) - 1", "x", "growth(arr)"},
    TimeFunctionSpec{"sum", Kind::sum, true,
                     "the sum over the last months; of a rate, of its amounts", "x, months",
                     "sum(cost, 12mo)"},
    TimeFunctionSpec{"mean", Kind::mean, true, "the mean over the last months", "x, months",
                     "mean(users, 3mo)"},
    TimeFunctionSpec{"peak", Kind::peak, false, "the highest value so far", "x",
                     "arr / peak(arr) - 1"},
    TimeFunctionSpec{"trough", Kind::trough, false, "the lowest value so far", "x", "trough(cash)"},
};

constexpr std::array kTerms{
    LanguageTerm{"t", "t", "the number of the month, 0 at the opening; compares with times",
                 "if(t < 2y, 10%, 5%)"},
    LanguageTerm{"year", "year", "the number of the fiscal year, 0 in the first", "1.05 ^ year"},
    LanguageTerm{"month", "month", "the calendar month, 1 to 12", "if(month == 12, 130%, 100%)"},
    LanguageTerm{"pi", "pi", "the constant pi, 3.14159", "sin(2 * pi * month / 12)"},
    LanguageTerm{"to", "a to b",
                 "the middle 90% of a distribution: lognormal where a is above 0, else normal",
                 "180k to 320k"},
    LanguageTerm{"%", "40%", "a hundredth: 40% is 0.4; a plain number, which does not take a unit",
                 "40%"},
    LanguageTerm{"k", "5k", "thousand; no space before it, as for every suffix", "5k"},
    LanguageTerm{"M", "5M", "million", "5M"},
    LanguageTerm{"B", "5B", "billion (1e9)", "5B"},
    LanguageTerm{"T", "5T", "trillion (1e12)", "5T"},
    LanguageTerm{"$", "$5M", "money in any dollar or peso; also €5M, £5M, USD 5M", "arr > $5M"},
    LanguageTerm{"ms", "200ms", "milliseconds", "200ms / 1h"},
    LanguageTerm{"s", "30s", "seconds", "30s / 1h"},
    LanguageTerm{"min", "5min", "minutes", "5min / 1h"},
    LanguageTerm{"h", "2h", "hours", "2h / 1d"},
    LanguageTerm{"d", "30d", "days", "30d / 1mo"},
    LanguageTerm{"w", "2w", "weeks", "2w / 1mo"},
    LanguageTerm{"mo", "6mo", "months; a rate per month is 8%/mo, without spaces", "t >= 6mo"},
    LanguageTerm{"q", "2q", "quarters of 3 months", "t >= 2q"},
    LanguageTerm{"y", "5y", "years of 12 months, 365.25 days; a rate per year is 200%/y",
                 "t >= 2y"},
    LanguageTerm{"2027-03", "YYYY-MM", "a month of the calendar, where a time is expected",
                 "t >= 2027-03"},
};

template <typename Specs>
auto find(const Specs& specs, std::string_view name) {
  const auto found =
      std::find_if(specs.begin(), specs.end(), [&](const auto& spec) { return spec.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

} // namespace

std::span<const FunctionSpec> functions() { return kFunctions; }
std::span<const FunctionSpec> operators() { return kOperators; }
std::span<const LanguageTerm> language_terms() { return kTerms; }
const FunctionSpec* find_function(std::string_view name) { return find(kFunctions, name); }
const FunctionSpec* find_operator(std::string_view symbol) { return find(kOperators, symbol); }
std::optional<Comparison> comparison_of(Kernel kernel) {
  static constexpr std::array kKernels{
      comparison<Comparison::less>,    comparison<Comparison::less_equal>,
      comparison<Comparison::greater>, comparison<Comparison::greater_equal>,
      comparison<Comparison::equal>,   comparison<Comparison::not_equal>};
  const auto found = std::ranges::find(kKernels, kernel);
  if (found == kKernels.end())
    return std::nullopt;
  return static_cast<Comparison>(found - kKernels.begin());
}

ConstantKernel with_constant_right(Kernel kernel, double constant) {
  if (kernel == binary_columns<differences>)
    return [](const double* a, double b, double* out, std::size_t lanes) {
      add_constant(a, -b, out, lanes);
    };
  if (kernel == binary_columns<quotients>)
    return constant == 0 ? nullptr : divide_by_constant;
  return kernel == binary_columns<sums>       ? add_constant
         : kernel == binary_columns<products> ? multiply_by_constant
                                              : nullptr;
}

ConstantKernel with_constant_left(Kernel kernel) {
  return kernel == binary_columns<sums>          ? add_constant
         : kernel == binary_columns<differences> ? subtract_from_constant
         : kernel == binary_columns<products>    ? multiply_by_constant
                                                 : nullptr;
}

std::span<const TimeFunctionSpec> time_functions() { return kTimeFunctions; }
const TimeFunctionSpec* find_time_function(std::string_view name) {
  return find(kTimeFunctions, name);
}

} // namespace escala
