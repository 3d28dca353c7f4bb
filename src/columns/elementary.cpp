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
  map_usual([](auto at) HWY_ATTR { return exp_inside(at); },
            [](Vector, Vector at) HWY_ATTR { return fits_exp(at); },
            [](Vector value, Vector at) HWY_ATTR { return mend_exp(value, at); }, 0, out, lanes, x);
}

void logarithms(const double* x, double* out, std::size_t lanes) {
  map_usual([](auto at) HWY_ATTR { return log_inside(at); },
            [](Vector, Vector at) HWY_ATTR { return fits_log(at); },
            [](Vector value, Vector at) HWY_ATTR { return mend_log(value, at); }, 1, out, lanes, x);
}

template <typename V>
HWY_INLINE V power(V logarithm, double exponent) {
  return logarithm * number<V>(exponent);
}

// The logarithm of a base between e^-kExpRange and e^kExpRange stays in the range of exp when it is
// multiplied by at most 1.
void roots(const double* base, double exponent, double* out, std::size_t lanes) {
  constexpr double kLeast = 1e-307;
  const auto fits = [](Vector at) HWY_ATTR {
    return hn::And(hn::Ge(at, number(kLeast)), hn::Le(at, number(1 / kLeast)));
  };
  map_usual([exponent](auto at) HWY_ATTR { return exp_inside(power(log_inside(at), exponent)); },
            [fits](Vector, Vector at) HWY_ATTR { return fits(at); },
            [fits, exponent](Vector value, Vector at) HWY_ATTR {
              return hn::IfThenElse(fits(at), value, exp_of(power(log_of(at), exponent)));
            },
            1, out, lanes, base);
}

// (scale spread) (z - scale spread / 2).
template <typename V>
HWY_INLINE V exponent_of_factor(V scale, double spread, V z) {
  const V sigma = scale * number<V>(spread);
  return sigma * subtract_product(z, sigma, number<V>(0.5));
}

void mean_one_factors(const double* scale, double spread, const double* score, double* out,
                      std::size_t lanes) {
  map_usual([spread](auto at, auto z)
                HWY_ATTR { return exp_inside(exponent_of_factor(at, spread, z)); },
            [spread](Vector, Vector at, Vector z)
                HWY_ATTR { return fits_exp(exponent_of_factor(at, spread, z)); },
            [spread](Vector value, Vector at, Vector z)
                HWY_ATTR { return mend_exp(value, exponent_of_factor(at, spread, z)); },
            0, out, lanes, scale, score);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(exponentials);
ESCALA_EXPORT(logarithms);
ESCALA_EXPORT(roots);
ESCALA_EXPORT(mean_one_factors);
} // namespace

void exponentials(ConstColumn x, Column out) {
  ESCALA_DISPATCH(exponentials)(x.data(), out.data(), out.size());
}

void logarithms(ConstColumn x, Column out) {
  ESCALA_DISPATCH(logarithms)(x.data(), out.data(), out.size());
}

double exponential(double x) {
  exponentials({&x, 1}, {&x, 1});
  return x;
}

double logarithm(double x) {
  logarithms({&x, 1}, {&x, 1});
  return x;
}

void roots(ConstColumn base, double exponent, Column out) {
  ESCALA_DISPATCH(roots)(base.data(), exponent, out.data(), out.size());
}

void mean_one_factors(ConstColumn scale, double spread, ConstColumn score, Column out) {
  ESCALA_DISPATCH(mean_one_factors)(scale.data(), spread, score.data(), out.data(), out.size());
}

} // namespace escala
#endif
