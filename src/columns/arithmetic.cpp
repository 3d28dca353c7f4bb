// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "escala/columns/bits.h"
#include "escala/core/order.h"
#include "escala/core/undefined.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/arithmetic.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

// Of two NaNs, the one that is a mistake; n/a if neither is. Without this function, the compiler
// would choose which of the two NaNs a sum gives.
double graver(double a, double b) { return is_undefined(a) ? b : a; }

HWY_INLINE Vector graver_of(Vector x, Vector y) {
  const Doubles d;
  const Words w;
  const auto bits = hn::AndNot(hn::Set(w, 1ULL << 63), hn::BitCast(w, x));
  const auto undefined = hn::Eq(bits, hn::Set(w, kUndefinedBits));
  return hn::IfThenElse(hn::RebindMask(d, undefined), y, x);
}

HWY_INLINE hn::Mask<Doubles> both_are_nan(Vector x, Vector y) {
  return hn::And(hn::IsNaN(x), hn::IsNaN(y));
}

HWY_INLINE Vector mended(Vector value, Vector x, Vector y) {
  return hn::IfThenElse(both_are_nan(x, y), graver_of(x, y), value);
}

template <typename Operation>
HWY_INLINE void combine(Operation operation, const double* a, const double* b, double* out,
                        std::size_t lanes) {
  map_usual(
      operation, [](Vector value, Vector, Vector) HWY_ATTR { return hn::Eq(value, value); },
      [](Vector value, Vector x, Vector y) HWY_ATTR { return mended(value, x, y); }, 0, out, lanes,
      a, b);
}

void add(const double* a, const double* b, double* out, std::size_t lanes) {
  combine([](auto x, auto y) HWY_ATTR { return x + y; }, a, b, out, lanes);
}

void subtract(const double* a, const double* b, double* out, std::size_t lanes) {
  combine([](auto x, auto y) HWY_ATTR { return x - y; }, a, b, out, lanes);
}

void multiply(const double* a, const double* b, double* out, std::size_t lanes) {
  combine([](auto x, auto y) HWY_ATTR { return x * y; }, a, b, out, lanes);
}

// With a constant, the processor passes on n/a and mistakes of the column by itself.
void add_constant(const double* a, double constant, double* out, std::size_t lanes) {
  map([constant](Vector x) HWY_ATTR { return x + number(constant); }, 0, out, lanes, a);
}

void subtract_from_constant(const double* a, double constant, double* out, std::size_t lanes) {
  map([constant](Vector x) HWY_ATTR { return number(constant) - x; }, 0, out, lanes, a);
}

void multiply_by_constant(const double* a, double constant, double* out, std::size_t lanes) {
  map([constant](Vector x) HWY_ATTR { return x * number(constant); }, 0, out, lanes, a);
}

void divide_by_constant(const double* a, double constant, double* out, std::size_t lanes) {
  map([constant](Vector x) HWY_ATTR { return x / number(constant); }, 0, out, lanes, a);
}

double odd_quotient(double at, double by) {
  if (std::isnan(by))
    return graver(at, by);
  return std::isnan(at) && !is_undefined(at) ? at : kUndefined; // division by zero
}

HWY_INLINE hn::Mask<Doubles> is_odd_quotient(Vector x, Vector y) {
  return hn::Or(hn::Eq(y, number(0)), both_are_nan(x, y));
}

void divide(const double* a, const double* b, double* out, std::size_t lanes) {
  map_usual([](auto x, auto y) HWY_ATTR { return x / y; },
            [](Vector, Vector x, Vector y) HWY_ATTR { return hn::Not(is_odd_quotient(x, y)); },
            [](Vector value, Vector x, Vector y)
                HWY_ATTR { return mend(is_odd_quotient(x, y), value, odd_quotient, x, y); },
            1, out, lanes, a, b);
}

// For finite numbers. With other values the result has no meaning.
template <Comparison kComparison>
HWY_INLINE hn::Mask<Doubles> holds(Vector a, Vector b, Vector gap) {
  const Doubles d;
  const Vector size = hn::Max(hn::Abs(a), hn::Abs(b));
  const auto equal = hn::Le(gap, hn::Mul(hn::Set(d, kTolerance), size));
  switch (kComparison) {
  case Comparison::less:
    return hn::AndNot(equal, hn::Lt(a, b));
  case Comparison::less_equal:
    return hn::Or(equal, hn::Le(a, b));
  case Comparison::greater:
    return hn::AndNot(equal, hn::Gt(a, b));
  case Comparison::greater_equal:
    return hn::Or(equal, hn::Ge(a, b));
  case Comparison::equal:
    return equal;
  case Comparison::not_equal:
    return hn::Not(equal);
  }
}

bool equal_numbers(double a, double b) {
  return a == b || std::abs(a - b) <= kTolerance * std::max(std::abs(a), std::abs(b));
}

// The comparison of two values, also if one of them or their difference is not a finite number.
template <Comparison kComparison>
double compare_odd(double a, double b) {
  if (std::isnan(a))
    return a;
  if (std::isnan(b))
    return b;
  if (std::isinf(a) || std::isinf(b))
    return kInvalid;
  const bool equal = equal_numbers(a, b);
  const bool holds[] = {a < b && !equal, a < b || equal, a > b && !equal,
                        a > b || equal,  equal,          !equal};
  return holds[static_cast<int>(kComparison)] ? 1 : 0;
}

template <Comparison kComparison>
HWY_INLINE void compare_columns(const double* a, const double* b, double* out, std::size_t lanes) {
  map(
      [](Vector x, Vector y) HWY_ATTR {
        const Vector gap = hn::Abs(x - y);
        const Vector value = hn::IfThenElseZero(holds<kComparison>(x, y, gap), number(1));
        const auto finite = hn::Le(gap, number(std::numeric_limits<double>::max()));
        return mend(hn::Not(finite), value, compare_odd<kComparison>, x, y);
      },
      0, out, lanes, a, b);
}

void compare(Comparison comparison, const double* a, const double* b, double* out,
             std::size_t lanes) {
  switch (comparison) {
  case Comparison::less:
    return compare_columns<Comparison::less>(a, b, out, lanes);
  case Comparison::less_equal:
    return compare_columns<Comparison::less_equal>(a, b, out, lanes);
  case Comparison::greater:
    return compare_columns<Comparison::greater>(a, b, out, lanes);
  case Comparison::greater_equal:
    return compare_columns<Comparison::greater_equal>(a, b, out, lanes);
  case Comparison::equal:
    return compare_columns<Comparison::equal>(a, b, out, lanes);
  case Comparison::not_equal:
    return compare_columns<Comparison::not_equal>(a, b, out, lanes);
  }
}

template <Comparison kComparison>
HWY_INLINE bool word_of(const double* a, const double* b, std::size_t lanes, std::uint64_t& word) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  const Vector most = number(std::numeric_limits<double>::max());
  auto usual = hn::Eq(most, most);
  word = 0;
  std::size_t i = 0;
  for (; i + width <= lanes; i += width) {
    const Vector x = hn::LoadU(d, a + i);
    const Vector y = hn::LoadU(d, b + i);
    const Vector gap = hn::Abs(x - y);
    word |= bits_of(holds<kComparison>(x, y, gap)) << i;
    usual = hn::And(usual, hn::Le(gap, most));
  }
  if (i == lanes && HWY_LIKELY(hn::AllTrue(d, usual)))
    return true;
  word = 0;
  for (i = 0; i < lanes; ++i) {
    const double value = compare_odd<kComparison>(a[i], b[i]);
    if (std::isnan(value) && !is_undefined(value))
      return false;
    word |= std::uint64_t{value == 1} << i;
  }
  return true;
}

template <Comparison kComparison>
HWY_INLINE bool words_of(const double* a, const double* b, std::uint64_t* words,
                         std::size_t lanes) {
  for (std::size_t i = 0; i < lanes; i += kWordBits)
    if (!word_of<kComparison>(a + i, b + i, std::min(kWordBits, lanes - i), *words++))
      return false;
  return true;
}

bool comparison_bits(Comparison comparison, const double* a, const double* b, std::uint64_t* words,
                     std::size_t lanes) {
  switch (comparison) {
  case Comparison::less:
    return words_of<Comparison::less>(a, b, words, lanes);
  case Comparison::less_equal:
    return words_of<Comparison::less_equal>(a, b, words, lanes);
  case Comparison::greater:
    return words_of<Comparison::greater>(a, b, words, lanes);
  case Comparison::greater_equal:
    return words_of<Comparison::greater_equal>(a, b, words, lanes);
  case Comparison::equal:
    return words_of<Comparison::equal>(a, b, words, lanes);
  case Comparison::not_equal:
    return words_of<Comparison::not_equal>(a, b, words, lanes);
  }
  return false;
}

HWY_INLINE hn::Mask<Doubles> either_is_nan(Vector x, Vector y) {
  return hn::Or(hn::IsNaN(x), hn::IsNaN(y));
}

HWY_INLINE Vector larger_usual(Vector x, Vector y) { return hn::IfThenElse(hn::Gt(y, x), y, x); }
HWY_INLINE Vector smaller_usual(Vector x, Vector y) { return hn::IfThenElse(hn::Lt(y, x), y, x); }

void larger_of(const double* a, const double* b, double* out, std::size_t lanes) {
  map([](Vector x, Vector y)
          HWY_ATTR { return mend(either_is_nan(x, y), larger_usual(x, y), larger, x, y); },
      0, out, lanes, a, b);
}

void smaller_of(const double* a, const double* b, double* out, std::size_t lanes) {
  map([](Vector x, Vector y)
          HWY_ATTR { return mend(either_is_nan(x, y), smaller_usual(x, y), smaller, x, y); },
      0, out, lanes, a, b);
}

void add_multiples(std::span<const double> factors, const double* columns, std::size_t stride,
                   double own, double* out, std::size_t lanes) {
  std::size_t i = 0;
  for (; i + kQuadLanes <= lanes; i += kQuadLanes) {
    Quad sum = load_quad(out + i) * number<Quad>(own);
    for (std::size_t column = 0; column < factors.size(); ++column)
      sum = multiply_add(number<Quad>(factors[column]), load_quad(columns + column * stride + i),
                         sum);
    store_quad(sum, out + i);
  }
  const auto rest = lanes - i;
  map_vectors([own](Vector x) HWY_ATTR { return x * number(own); }, 0, out + i, rest, out + i);
  for (std::size_t column = 0; column < factors.size(); ++column)
    map_vectors([factor = factors[column]](Vector x, Vector y)
                    HWY_ATTR { return multiply_add(number(factor), x, y); },
                0, out + i, rest, columns + column * stride + i, out + i);
}

HWY_INLINE bool has_nan(Quad x) {
  return !holds_everywhere([](Vector at) HWY_ATTR { return hn::Eq(at, at); }, x);
}

// 0 times a value that is not a finite number is NaN.
bool all_finite(const double* values, std::size_t lanes) {
  const Quad zero = number<Quad>(0);
  Quad sum = zero;
  std::size_t i = 0;
  for (; i + kQuadLanes <= lanes; i += kQuadLanes)
    sum = multiply_add(load_quad(values + i), zero, sum);
  bool all = !has_nan(sum);
  for (; i < lanes; ++i)
    all = all && std::isfinite(values[i]);
  return all;
}

std::size_t first_outside(const double* values, double low, double high, std::size_t lanes) {
  const Doubles d;
  const Vector least = hn::Set(d, low);
  const Vector most = hn::Set(d, high);
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= lanes; i += hn::Lanes(d)) {
    const Vector at = hn::LoadU(d, values + i);
    if (!hn::AllFalse(d, hn::Or(hn::Lt(at, least), hn::Gt(at, most))))
      break;
  }
  while (i < lanes && !(values[i] < low || values[i] > high))
    ++i;
  return i;
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(add);
ESCALA_EXPORT(subtract);
ESCALA_EXPORT(multiply);
ESCALA_EXPORT(divide);
ESCALA_EXPORT(add_constant);
ESCALA_EXPORT(subtract_from_constant);
ESCALA_EXPORT(multiply_by_constant);
ESCALA_EXPORT(divide_by_constant);
ESCALA_EXPORT(compare);
ESCALA_EXPORT(comparison_bits);
ESCALA_EXPORT(larger_of);
ESCALA_EXPORT(smaller_of);
ESCALA_EXPORT(add_multiples);
ESCALA_EXPORT(all_finite);
ESCALA_EXPORT(first_outside);
} // namespace

void add(ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(add)(a.data(), b.data(), out.data(), out.size());
}

void subtract(ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(subtract)(a.data(), b.data(), out.data(), out.size());
}

void multiply(ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(multiply)(a.data(), b.data(), out.data(), out.size());
}

void divide(ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(divide)(a.data(), b.data(), out.data(), out.size());
}

void add_constant(ConstColumn a, double constant, Column out) {
  ESCALA_DISPATCH(add_constant)(a.data(), constant, out.data(), out.size());
}

void subtract_from_constant(ConstColumn a, double constant, Column out) {
  ESCALA_DISPATCH(subtract_from_constant)(a.data(), constant, out.data(), out.size());
}

void multiply_by_constant(ConstColumn a, double constant, Column out) {
  ESCALA_DISPATCH(multiply_by_constant)(a.data(), constant, out.data(), out.size());
}

void divide_by_constant(ConstColumn a, double constant, Column out) {
  ESCALA_DISPATCH(divide_by_constant)(a.data(), constant, out.data(), out.size());
}

void compare(Comparison comparison, ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(compare)(comparison, a.data(), b.data(), out.data(), out.size());
}

bool comparison_bits(Comparison comparison, ConstColumn a, ConstColumn b, std::uint64_t* words) {
  return ESCALA_DISPATCH(comparison_bits)(comparison, a.data(), b.data(), words, a.size());
}

void larger_of(ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(larger_of)(a.data(), b.data(), out.data(), out.size());
}

void smaller_of(ConstColumn a, ConstColumn b, Column out) {
  ESCALA_DISPATCH(smaller_of)(a.data(), b.data(), out.data(), out.size());
}

// Starts with the last column, because a column needs the earlier ones unchanged.
void multiply_by_triangular(const TriangularFactor& factor, ColumnMatrix columns) {
  for (Eigen::Index row = factor.rows() - 1; row > 0; --row) {
    const std::span<const double> factors(&factor(row, 0), static_cast<std::size_t>(row));
    ESCALA_DISPATCH(add_multiples)
    (factors, columns.data(), columns.outerStride(), factor(row, row), &columns(0, row),
     columns.rows());
  }
}

bool all_finite(ConstColumn values) {
  return ESCALA_DISPATCH(all_finite)(values.data(), values.size());
}

std::size_t first_outside(ConstColumn values, double low, double high) {
  return ESCALA_DISPATCH(first_outside)(values.data(), low, high, values.size());
}

} // namespace escala
#endif
