// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/elementary.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/elementary.cpp"
#include "hwy/foreach_target.h"

#include "columns/elementary-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

void exponentials(const double* x, double* out, std::size_t lanes) {
  map([](Doubles, Vector at) HWY_ATTR { return exp_of(at); }, 0, out, lanes, x);
}

void logarithms(const double* x, double* out, std::size_t lanes) {
  map([](Doubles, Vector at) HWY_ATTR { return log_of(at); }, 1, out, lanes, x);
}

void roots(const double* base, double exponent, double* out, std::size_t lanes) {
  map([exponent](Doubles, Vector at)
          HWY_ATTR { return exp_of(hn::Mul(log_of(at), number(exponent))); },
      1, out, lanes, base);
}

void mean_one_factors(const double* scale, double spread, const double* score, double* out,
                      std::size_t lanes) {
  map(
      [spread](Doubles, Vector at, Vector z) HWY_ATTR {
        const Vector sigma = hn::Mul(at, number(spread));
        const Vector half = hn::Mul(hn::Mul(sigma, sigma), number(0.5));
        return exp_of(hn::Sub(hn::Mul(sigma, z), half));
      },
      0, out, lanes, scale, score);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace escala {
namespace {
HWY_EXPORT(exponentials);
HWY_EXPORT(logarithms);
HWY_EXPORT(roots);
HWY_EXPORT(mean_one_factors);
} // namespace

void exponentials(const double* x, double* out, std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(exponentials)(x, out, lanes);
}

void logarithms(const double* x, double* out, std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(logarithms)(x, out, lanes);
}

double exponential(double x) {
  exponentials(&x, &x, 1);
  return x;
}

double logarithm(double x) {
  logarithms(&x, &x, 1);
  return x;
}

void roots(const double* base, double exponent, double* out, std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(roots)(base, exponent, out, lanes);
}

void mean_one_factors(const double* scale, double spread, const double* score, double* out,
                      std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(mean_one_factors)(scale, spread, score, out, lanes);
}

} // namespace escala
#endif
