// SPDX-License-Identifier: Apache-2.0
// exp and log of a vector, without fused multiply-adds, so that every instruction set gives the
// same bits. Included once for each.
//
// Both reduce their argument and evaluate a polynomial that interpolates the rest at Chebyshev
// nodes, to below 3e-18 (exp) and 4e-17 of a term below 0.03 (log).
#if defined(ESCALA_COLUMNS_ELEMENTARY_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ESCALA_COLUMNS_ELEMENTARY_INL_H
#undef ESCALA_COLUMNS_ELEMENTARY_INL_H
#else
#define ESCALA_COLUMNS_ELEMENTARY_INL_H
#endif

#include <cmath>

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {

// ln 2 in two parts; the first has room for its product with an exponent.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

HWY_INLINE Vector number(double value) { return hn::Set(Doubles(), value); }

// a * b + c, rounded twice.
HWY_INLINE Vector multiply_add(Vector a, Vector b, Vector c) { return hn::Add(hn::Mul(a, b), c); }

// exp(x) where |x| <= kExpRange; anything elsewhere.
constexpr double kExpRange = 708;
HWY_INLINE Vector exp_inside(Vector x) {
  const Doubles d;
  const Words w;
  // The sum's low bits are the nearest whole number.
  const Vector rounder = number(0x1.8p52);
  const Vector shifted = hn::Add(hn::Mul(x, number(0x1.71547652b82fep0)), rounder);
  const Vector whole = hn::Sub(shifted, rounder);
  const Vector r =
      hn::Sub(hn::Sub(x, hn::Mul(whole, number(kLn2High))), hn::Mul(whole, number(kLn2Low)));
  // (e^r - 1 - r) / r^2, in pairs: short chains.
  const Vector r2 = hn::Mul(r, r);
  const Vector r4 = hn::Mul(r2, r2);
  const Vector p01 = multiply_add(number(0x1.5555555555557p-3), r, number(0x1p-1));
  const Vector p23 = multiply_add(number(0x1.11111111100dcp-7), r, number(0x1.5555555555556p-5));
  const Vector p45 = multiply_add(number(0x1.a01a01abe7fe1p-13), r, number(0x1.6c16c16c162d4p-10));
  const Vector p67 = multiply_add(number(0x1.71de0231960ebp-19), r, number(0x1.a01a01a6d889cp-16));
  const Vector p89 = multiply_add(number(0x1.af4de97ca4194p-26), r, number(0x1.27e4db646b17ep-22));
  const Vector p03 = multiply_add(p23, r2, p01);
  const Vector p47 = multiply_add(p67, r2, p45);
  const Vector p8a = multiply_add(number(0x1.1f730349868cep-29), r2, p89);
  const Vector p = multiply_add(multiply_add(p8a, r4, p47), r4, p03);
  const Vector value = hn::Add(number(1), multiply_add(r2, p, r));
  const auto exponent = hn::ShiftLeft<52>(hn::BitCast(w, shifted));
  return hn::BitCast(d, hn::Add(hn::BitCast(w, value), exponent));
}

HWY_INLINE Vector exp_of(Vector x) {
  const auto outside = hn::Not(hn::Le(hn::Abs(x), number(kExpRange)));
  return mend(
      outside, exp_inside(x), [](double at) { return std::isnan(at) ? at : std::exp(at); }, x);
}

// log(x) where x is normal and positive; anything elsewhere.
HWY_INLINE Vector log_inside(Vector x) {
  const Doubles d;
  const Words w;
  // x = 2^k m, with m from sqrt(1/2) to sqrt(2).
  const auto root_half = hn::Set(w, 0x3FE6A09E667F3BCDULL);
  const auto offset = hn::Sub(hn::BitCast(w, x), root_half);
  const auto mantissa = hn::And(offset, hn::Set(w, (1ULL << 52) - 1));
  const Vector m = hn::BitCast(d, hn::Add(mantissa, root_half));
  const auto biased = hn::ShiftRight<52>(hn::Add(offset, hn::Set(w, 1023ULL << 52)));
  const Vector k = hn::Sub(hn::BitCast(d, hn::Or(biased, hn::Set(w, 0x4330000000000000ULL))),
                           number(0x1p52 + 1023));
  // log(1 + f) = f - f^2/2 + s (f^2/2 + R), s = f / (2 + f), R a series in s^2.
  const Vector f = hn::Sub(m, number(1));
  const Vector s = hn::Div(f, hn::Add(f, number(2)));
  const Vector z = hn::Mul(s, s);
  const Vector z2 = hn::Mul(z, z);
  const Vector z4 = hn::Mul(z2, z2);
  const Vector r01 = multiply_add(number(0x1.9999999999a38p-2), z, number(0x1.5555555555555p-1));
  const Vector r23 = multiply_add(number(0x1.c71c720160b47p-3), z, number(0x1.2492492476c87p-2));
  const Vector r45 = multiply_add(number(0x1.3b1c360763b8ap-3), z, number(0x1.745cf901605f7p-3));
  const Vector r67 = multiply_add(number(0x1.0c04595972ab8p-3), z, number(0x1.0fbe83c2cbcf3p-3));
  const Vector series = multiply_add(multiply_add(r67, z2, r45), z4, multiply_add(r23, z2, r01));
  const Vector remainder = hn::Mul(z, series);
  const Vector half_square = hn::Mul(number(0.5), hn::Mul(f, f));
  const Vector low = multiply_add(s, hn::Add(half_square, remainder), hn::Mul(k, number(kLn2Low)));
  return hn::Sub(hn::Mul(k, number(kLn2High)), hn::Sub(hn::Sub(half_square, low), f));
}

HWY_INLINE Vector log_of(Vector x) {
  const auto inside =
      hn::And(hn::Ge(x, number(0x1p-1022)), hn::Le(x, number(0x1.fffffffffffffp1023)));
  return mend(
      hn::Not(inside), log_inside(x), [](double at) { return std::isnan(at) ? at : std::log(at); },
      x);
}

} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
