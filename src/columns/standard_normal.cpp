// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/standard_normal.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "columns/wichura.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/standard_normal.cpp"
#include "hwy/foreach_target.h"

#include "columns/elementary-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

HWY_INLINE Vector horner(const double (&c)[kTerms], Vector r) {
  Vector sum = number(c[kTerms - 1]);
  for (int i = kTerms - 1; i-- > 0;)
    sum = multiply_add(sum, r, number(c[i]));
  return sum;
}

HWY_INLINE Vector ratio(const Rational& rational, Vector r) {
  return hn::Div(horner(rational.above, r), horner(rational.below, r));
}

// Beyond r = 5, which is one lane in 10^11.
double far_score(double probability) {
  const double tail = probability < 0.5 ? probability : 1 - probability;
  if (tail == 0)
    return std::copysign(std::numeric_limits<double>::infinity(), probability - 0.5);
  const double r = std::sqrt(-std::log(tail)) - kFar;
  const auto polynomial = [r](const double(&c)[kTerms]) {
    double sum = c[kTerms - 1];
    for (int i = kTerms - 1; i-- > 0;)
      sum = sum * r + c[i];
    return sum;
  };
  const double size = polynomial(kFarTail.above) / polynomial(kFarTail.below);
  return probability < 0.5 ? -size : size;
}

HWY_INLINE Vector tail_score(Vector probability) {
  const Vector tail = hn::Min(probability, hn::Sub(number(1), probability)); // exact above 1/2
  const Vector r = hn::Sqrt(hn::Neg(log_of(tail)));
  const Vector size = ratio(kNearTail, hn::Sub(r, number(kNearTailOrigin)));
  const Vector signed_size = hn::IfThenElse(hn::Lt(probability, number(0.5)), hn::Neg(size), size);
  return mend(hn::Not(hn::Le(r, number(kFar))), signed_size, far_score, probability);
}

// The central formula fits seven lanes of eight.
HWY_INLINE Vector score_of(Vector probability) {
  const Doubles d;
  const Vector centred = hn::Sub(probability, number(0.5));
  const Vector r = hn::Sub(number(kCentralSquared), hn::Mul(centred, centred));
  const Vector score = hn::Mul(centred, ratio(kCentre, r));
  const auto in_tail = hn::Gt(hn::Abs(centred), number(kCentral));
  if (hn::AllFalse(d, in_tail))
    return score;
  return hn::IfThenElse(in_tail, tail_score(probability), score);
}

void normal_scores(const double* uniforms, double* out, std::size_t lanes) {
  map([](Doubles, Vector at) HWY_ATTR { return score_of(at); }, 0.5, out, lanes, uniforms);
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
