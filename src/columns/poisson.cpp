// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/poisson.h"

#include <algorithm>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/poisson.cpp"
#include "hwy/foreach_target.h"

#include "columns/elementary-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

HWY_INLINE Vector add_one_where(hn::Mask<Doubles> mask, Vector counts) {
  return hn::Add(counts, hn::IfThenElseZero(mask, number(1)));
}

HWY_INLINE hn::Mask<Doubles> is_summed(Vector uniform, Vector mean) {
  return hn::And(hn::Le(uniform, number(kSummedProbability)),
                 hn::And(hn::Ge(mean, number(0)), hn::Lt(mean, number(kSummedMean))));
}

// For different means: sums the terms for all lanes together until no uniform is above its sum.
void count_by_terms(const double* uniforms, const double* means, double* out, std::size_t lanes) {
  map(
      [](Vector uniform, Vector mean) HWY_ATTR {
        const Doubles d;
        const auto summed = is_summed(uniform, mean);
        // P(none) = e^-mean is above 1 - mean.
        const auto none = hn::And(summed, hn::Le(uniform, hn::Sub(number(1), mean)));
        if (hn::AllTrue(d, none))
          return hn::Zero(d);
        Vector term = exp_of(hn::Neg(mean));
        Vector sum = term;
        Vector count = hn::Zero(d);
        auto above = hn::And(summed, hn::Gt(uniform, sum));
        for (int k = 1; k < kSummedTermsLimit && !hn::AllFalse(d, above); ++k) {
          count = add_one_where(above, count);
          term = hn::Mul(term, hn::Mul(mean, number(1.0 / k)));
          sum = hn::Add(sum, term);
          above = hn::And(above, hn::Gt(uniform, sum));
        }
        return hn::IfThenElse(summed, count, number(-1));
      },
      0, out, lanes, uniforms, means);
}

// P(at most k) for one mean, up to the first one that is not below kSummedProbability.
struct Sums {
  double at_most[kSummedTermsLimit];
  int count;
};

HWY_INLINE Sums sums_of(double mean) {
  Sums sums;
  double term = hn::GetLane(exp_of(number(-mean)));
  sums.at_most[0] = term;
  sums.count = 1;
  for (int k = 1; k < kSummedTermsLimit && sums.at_most[k - 1] < kSummedProbability; ++k) {
    term *= mean * (1.0 / k);
    sums.at_most[k] = sums.at_most[k - 1] + term;
    sums.count = k + 1;
  }
  return sums;
}

// Adds 1 to `counted` where the sum is below the uniform. `counted` is 2^52 plus a whole number,
// which is in its lowest bits. The mask is -1 as an integer and is subtracted.
HWY_INLINE Vector count_if_below(Vector sum, Vector uniform, Vector counted) {
  const Doubles d;
  const Words w;
  const auto mask = hn::BitCast(w, hn::VecFromMask(d, hn::Gt(uniform, sum)));
  return hn::BitCast(d, hn::Sub(hn::BitCast(w, counted), mask));
}
HWY_INLINE Quad count_if_below(Quad sum, Quad uniform, Quad counted) {
  return each([](Vector s, Vector u, Vector c) HWY_ATTR { return count_if_below(s, u, c); }, sum,
              uniform, counted);
}

// The number of sums, of the first `few`, that are below the uniform.
template <typename V>
HWY_INLINE V count_below(const Sums& sums, int few, V uniform) {
  V counted = number<V>(0x1p52);
  for (int k = 0; k < few; ++k)
    counted = count_if_below(number<V>(sums.at_most[k]), uniform, counted);
  return counted - number<V>(0x1p52);
}

// For one mean: the sums are computed once, and the first few are enough for nearly all uniforms.
void count_by_sums(const double* uniforms, double mean, double* out, std::size_t lanes) {
  constexpr double kUsual = 0.999;
  const Sums sums = sums_of(mean);
  const double* end = sums.at_most + sums.count;
  const double* usual = std::lower_bound(sums.at_most, end, kUsual);
  const int few = static_cast<int>(usual - sums.at_most);
  const double usual_probability =
      usual == end ? kSummedProbability : std::min(*usual, kSummedProbability);
  map_usual([&sums, few](auto uniform) HWY_ATTR { return count_below(sums, few, uniform); },
            [usual_probability](Vector, Vector uniform)
                HWY_ATTR { return hn::Le(uniform, number(usual_probability)); },
            [&sums](Vector, Vector uniform) HWY_ATTR {
              return hn::IfThenElse(hn::Le(uniform, number(kSummedProbability)),
                                    count_below(sums, sums.count, uniform), number(-1));
            },
            0, out, lanes, uniforms);
}

bool all_same(const double* values, std::size_t lanes) {
  const Vector first = number(values[0]);
  std::size_t i = 0;
  for (; i + kQuadLanes <= lanes; i += kQuadLanes)
    if (!holds_everywhere([first](Vector x) HWY_ATTR { return hn::Eq(x, first); },
                          load_quad(values + i)))
      return false;
  return std::all_of(values + i, values + lanes, [&](double x) { return x == values[0]; });
}

std::size_t count_negative(const double* values, std::size_t lanes) {
  const auto negative = [](double x) { return x < 0; };
  std::ptrdiff_t count = 0;
  std::size_t i = 0;
  for (; i + kQuadLanes <= lanes; i += kQuadLanes)
    if (!holds_everywhere([](Vector x) HWY_ATTR { return hn::Ge(x, number(0)); },
                          load_quad(values + i)))
      count += std::count_if(values + i, values + i + kQuadLanes, negative);
  count += std::count_if(values + i, values + lanes, negative);
  return static_cast<std::size_t>(count);
}

std::size_t summed_poisson_counts(const double* uniforms, const double* means, double* out,
                                  std::size_t lanes) {
  if (lanes > 1 && means[0] >= 0 && means[0] < kSummedMean && all_same(means, lanes))
    count_by_sums(uniforms, means[0], out, lanes);
  else
    count_by_terms(uniforms, means, out, lanes);
  return count_negative(out, lanes);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(summed_poisson_counts);
} // namespace

std::size_t summed_poisson_counts(ConstColumn uniforms, ConstColumn means, Column out) {
  return ESCALA_DISPATCH(summed_poisson_counts)(uniforms.data(), means.data(), out.data(),
                                                out.size());
}

} // namespace escala
#endif
