// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/poisson.h"

#include <algorithm>
#include <cstring>

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

// Means of their own: the terms are summed for all lanes at once, until none is above.
void count_by_terms(const double* uniforms, const double* means, double* out, std::size_t lanes) {
  map(
      [](Doubles d, Vector uniform, Vector mean) HWY_ATTR {
        const auto summed = is_summed(uniform, mean);
        // P(none) = e^-mean is above 1 - mean.
        const auto none = hn::And(summed, hn::Le(uniform, hn::Sub(number(1), mean)));
        if (hn::AllTrue(d, none))
          return hn::Zero(d);
        Vector term = exp_of(hn::Neg(mean));
        Vector sum = term;
        Vector count = hn::Zero(d);
        auto above = hn::And(summed, hn::Gt(uniform, sum));
        for (int k = 1; k < kMostSums && !hn::AllFalse(d, above); ++k) {
          count = add_one_where(above, count);
          term = hn::Mul(term, hn::Mul(mean, number(1.0 / k)));
          sum = hn::Add(sum, term);
          above = hn::And(above, hn::Gt(uniform, sum));
        }
        return hn::IfThenElse(summed, count, number(-1));
      },
      0, out, lanes, uniforms, means);
}

// One mean: the sums are known beforehand.
void count_by_sums(const double* uniforms, double mean, double* out, std::size_t lanes) {
  double sums[kMostSums];
  hn::StoreU(exp_of(number(-mean)), Doubles(), sums);
  double term = sums[0];
  int known = 1;
  for (; known < kMostSums && sums[known - 1] < kSummedProbability; ++known) {
    term *= mean * (1.0 / known);
    sums[known] = sums[known - 1] + term;
  }
  constexpr double kUsual = 0.999;
  const auto usual = static_cast<int>(std::lower_bound(sums, sums + known, kUsual) - sums) + 1;
  const hn::RebindToSigned<Doubles> whole;
  map(
      [&, few = std::min(usual, known)](Doubles d, Vector uniform) HWY_ATTR {
        auto count = hn::Zero(whole);
        const auto add = [&](int k) HWY_ATTR { // a mask is -1 in each lane that it holds in
          const auto above = hn::Gt(uniform, number(sums[k]));
          count = hn::Sub(count, hn::BitCast(whole, hn::VecFromMask(d, above)));
          return above;
        };
        for (int k = 0; k + 1 < few; ++k)
          add(k);
        if (!hn::AllFalse(d, add(few - 1)))
          for (int k = few; k < known; ++k)
            add(k);
        return hn::IfThenElse(hn::Le(uniform, number(kSummedProbability)), hn::ConvertTo(d, count),
                              number(-1));
      },
      0, out, lanes, uniforms);
}

bool all_same(const double* values, std::size_t lanes) {
  return std::memcmp(values, values + 1, (lanes - 1) * sizeof *values) == 0;
}

std::size_t count_negative(const double* values, std::size_t lanes) {
  const Doubles d;
  std::size_t count = 0;
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= lanes; i += hn::Lanes(d)) {
    const auto negative = hn::Lt(hn::LoadU(d, values + i), hn::Zero(d));
    if (!hn::AllFalse(d, negative))
      count += hn::CountTrue(d, negative);
  }
  for (; i < lanes; ++i)
    count += values[i] < 0;
  return count;
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
namespace escala {
namespace {
HWY_EXPORT(summed_poisson_counts);
} // namespace

std::size_t summed_poisson_counts(const double* uniforms, const double* means, double* out,
                                  std::size_t lanes) {
  return HWY_DYNAMIC_DISPATCH(summed_poisson_counts)(uniforms, means, out, lanes);
}

} // namespace escala
#endif
