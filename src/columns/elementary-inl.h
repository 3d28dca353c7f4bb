// SPDX-License-Identifier: Apache-2.0
// exp and log of a vector. Included once for each instruction set.
//
// Both reduce their argument and evaluate a polynomial that interpolates the rest at Chebyshev
// nodes. Its error is below 3e-18 (exp), or below 4e-17 of a term below 0.03 (log).
#if defined(ESCALA_COLUMNS_ELEMENTARY_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ESCALA_COLUMNS_ELEMENTARY_INL_H
#undef ESCALA_COLUMNS_ELEMENTARY_INL_H
#else
#define ESCALA_COLUMNS_ELEMENTARY_INL_H
#endif

#include <cmath>
#include <cstdint>

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {

// ln 2 in two parts; the product of the first part with an exponent is exact.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

// c[0] + c[1] x + ... + c[kTerms - 1] x^(kTerms - 1). Odd and even powers are summed separately, so
// that the two chains of operations overlap.
template <typename V, std::size_t kTerms>
HWY_INLINE V polynomial(const double (&c)[kTerms], V x) {
  const V square = x * x;
  V last = number<V>(c[kTerms - 1]);
  V other = number<V>(c[kTerms - 2]);
  std::size_t i = kTerms - 2;
  for (; i >= 2; i -= 2) {
    last = multiply_add(last, square, number<V>(c[i - 1]));
    other = multiply_add(other, square, number<V>(c[i - 2]));
  }
  if (i == 0)
    return multiply_add(last, x, other);
  return multiply_add(other, x, multiply_add(last, square, number<V>(c[0])));
}

// value * 2^k. The lowest bits of `k` are the integer k.
HWY_INLINE Vector times_power_of_two(Vector value, Vector k) {
  const Doubles d;
  const Words w;
  return hn::BitCast(d, hn::Add(hn::BitCast(w, value), hn::ShiftLeft<52>(hn::BitCast(w, k))));
}
HWY_INLINE Quad times_power_of_two(Quad value, Quad k) {
  return each([](Vector at, Vector by) HWY_ATTR { return times_power_of_two(at, by); }, value, k);
}

// (e^r - 1 - r) / r^2.
constexpr double kExpSeries[] = {
    0x1p-1,
    0x1.5555555555557p-3,
    0x1.5555555555556p-5,
    0x1.11111111100dcp-7,
    0x1.6c16c16c162d4p-10,
    0x1.a01a01abe7fe1p-13,
    0x1.a01a01a6d889cp-16,
    0x1.71de0231960ebp-19,
    0x1.27e4db646b17ep-22,
    0x1.af4de97ca4194p-26,
    0x1.1f730349868cep-29,
};

// exp(x) if |x| <= kExpRange; otherwise the result has no meaning.
constexpr double kExpRange = 708;
template <typename V>
HWY_INLINE V exp_inside(V x) {
  // The lowest bits of the sum are the nearest whole number.
  const V rounder = number<V>(0x1.8p52);
  const V shifted = multiply_add(x, number<V>(0x1.71547652b82fep0), rounder);
  const V whole = shifted - rounder;
  const V most = subtract_product(x, whole, number<V>(kLn2High)); // exact
  const V r = subtract_product(most, whole, number<V>(kLn2Low));
  const V lost = subtract_product(most - r, whole, number<V>(kLn2Low));
  const V above_one = r + multiply_add(r * r, polynomial(kExpSeries, r), lost);
  return times_power_of_two(above_one + number<V>(1), shifted);
}

HWY_INLINE hn::Mask<Doubles> fits_exp(Vector x) { return hn::Le(hn::Abs(x), number(kExpRange)); }

HWY_INLINE Vector mend_exp(Vector value, Vector x) {
  return mend(
      hn::Not(fits_exp(x)), value, [](double at) { return std::isnan(at) ? at : std::exp(at); }, x);
}

HWY_INLINE Vector exp_of(Vector x) { return mend_exp(exp_inside(x), x); }

// m and k of x = 2^k m, where m is between sqrt(1/2) and sqrt(2).
constexpr std::uint64_t kRootHalf = 0x3FE6A09E667F3BCD;
HWY_INLINE Vector mantissa_of(Vector x) {
  const Words w;
  const auto offset = hn::Sub(hn::BitCast(w, x), hn::Set(w, kRootHalf));
  const auto mantissa = hn::And(offset, hn::Set(w, (1ULL << 52) - 1));
  return hn::BitCast(Doubles(), hn::Add(mantissa, hn::Set(w, kRootHalf)));
}
HWY_INLINE Vector exponent_of(Vector x) {
  const Words w;
  const auto offset = hn::Sub(hn::BitCast(w, x), hn::Set(w, kRootHalf));
  const auto biased = hn::ShiftRight<52>(hn::Add(offset, hn::Set(w, 1023ULL << 52)));
  return hn::BitCast(Doubles(), hn::Or(biased, hn::Set(w, 0x4330000000000000ULL))) -
         number(0x1p52 + 1023);
}
HWY_INLINE Quad mantissa_of(Quad x) {
  return each([](Vector at) HWY_ATTR { return mantissa_of(at); }, x);
}
HWY_INLINE Quad exponent_of(Quad x) {
  return each([](Vector at) HWY_ATTR { return exponent_of(at); }, x);
}

// R / s^2 as a series in s^2, where log(1 + f) = f - f^2/2 + s (f^2/2 + R) and s = f / (2 + f).
constexpr double kLogSeries[] = {
    0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476c87p-2, 0x1.c71c720160b47p-3,
    0x1.745cf901605f7p-3, 0x1.3b1c360763b8ap-3, 0x1.0fbe83c2cbcf3p-3, 0x1.0c04595972ab8p-3,
};

// log(x) if x is a positive normal number; otherwise the result has no meaning.
template <typename V>
HWY_INLINE V log_inside(V x) {
  const V k = exponent_of(x);
  const V f = mantissa_of(x) - number<V>(1);
  const V s = f / (f + number<V>(2));
  const V z = s * s;
  const V half_square = number<V>(0.5) * (f * f);
  const V most = multiply_add(z, polynomial(kLogSeries, z), half_square);
  const V low = multiply_add(s, most, k * number<V>(kLn2Low));
  return multiply_add(k, number<V>(kLn2High), f - (half_square - low));
}

HWY_INLINE hn::Mask<Doubles> fits_log(Vector x) {
  return hn::And(hn::Ge(x, number(0x1p-1022)), hn::Le(x, number(0x1.fffffffffffffp1023)));
}

HWY_INLINE Vector mend_log(Vector value, Vector x) {
  return mend(
      hn::Not(fits_log(x)), value, [](double at) { return std::isnan(at) ? at : std::log(at); }, x);
}

HWY_INLINE Vector log_of(Vector x) { return mend_log(log_inside(x), x); }

} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
