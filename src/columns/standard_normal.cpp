// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/standard_normal.h"

#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numbers>

#include "columns/normal_quantile.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/standard_normal.cpp"
#include "hwy/foreach_target.h"

#include "columns/elementary-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

// Both sums by Horner's scheme, in step with each other.
template <typename V, std::size_t kAbove, std::size_t kBelow>
HWY_INLINE V ratio(const Rational<kAbove, kBelow>& rational, V r) {
  V above = number<V>(rational.above[kAbove - 1]);
  V below = number<V>(rational.below[kBelow - 1]);
  if constexpr (kBelow > kAbove)
    below = multiply_add(below, r, number<V>(rational.below[kAbove - 1]));
  for (std::size_t i = kAbove - 1; i-- > 0;) {
    above = multiply_add(above, r, number<V>(rational.above[i]));
    below = multiply_add(below, r, number<V>(rational.below[i]));
  }
  return above / below;
}

// Beyond r = 5, which is one lane in 10^11.
double far_score(double probability) {
  const double tail = probability < 0.5 ? probability : 1 - probability;
  if (tail == 0)
    return std::copysign(std::numeric_limits<double>::infinity(), probability - 0.5);
  const double r = std::sqrt(-std::log(tail)) - kFar;
  const auto sum = [r](const auto& coefficients) {
    double all = 0;
    for (std::size_t i = std::size(coefficients); i-- > 0;)
      all = all * r + coefficients[i];
    return all;
  };
  const double size = sum(kFarTail.above) / sum(kFarTail.below);
  return probability < 0.5 ? -size : size;
}

HWY_INLINE Vector tail_score(Vector probability) {
  const Vector tail = hn::Min(probability, hn::Sub(number(1), probability)); // exact above 1/2
  const Vector r = hn::Sqrt(hn::Neg(log_of(tail)));
  const Vector size = ratio(kNearTail, hn::Sub(r, number(kNearTailOrigin)));
  const Vector signed_size = hn::IfThenElse(hn::Lt(probability, number(0.5)), hn::Neg(size), size);
  return mend(hn::Not(hn::Le(r, number(kFar))), signed_size, far_score, probability);
}

template <typename V>
HWY_INLINE V product_of_tails(V probability) {
  return probability * (number<V>(1) - probability);
}

template <typename V>
HWY_INLINE V centre_score(V probability) {
  const V centred = probability - number<V>(0.5);
  const V bend = ratio(kCentre, product_of_tails(probability));
  return centred * multiply_add(centred * centred, bend, number<V>(kRootOfTwoPi));
}

HWY_INLINE hn::Mask<Doubles> is_central(Vector probability) {
  return hn::Ge(product_of_tails(probability), number(kCentreLeast));
}

HWY_INLINE Vector mend_tails(Vector score, Vector probability) {
  const auto central = is_central(probability);
  if (hn::AllTrue(Doubles(), central))
    return score;
  return hn::IfThenElse(central, score, tail_score(probability));
}

// One quad in nine has a lane in a tail.
void normal_scores(const double* uniforms, double* out, std::size_t lanes) {
  map_usual([](auto probability) HWY_ATTR { return centre_score(probability); },
            [](Vector, Vector probability) HWY_ATTR { return is_central(probability); },
            [](Vector score, Vector probability)
                HWY_ATTR { return mend_tails(score, probability); },
            0.5, out, lanes, uniforms);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace escala {
namespace {
HWY_EXPORT(normal_scores);
} // namespace

void normal_scores(const double* uniforms, double* out, std::size_t lanes) {
  HWY_DYNAMIC_DISPATCH(normal_scores)(uniforms, out, lanes);
}

double normal_score(double probability) {
  normal_scores(&probability, &probability, 1);
  return probability;
}

double normal_probability(double score) {
  return 0.5 * std::erfc(-score * (1 / std::numbers::sqrt2));
}

void normal_probabilities(const double* scores, double* out, std::size_t lanes) {
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = normal_probability(scores[i]);
}

} // namespace escala
#endif
