// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/standard_normal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
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

constexpr std::size_t kChunk = 512;

// What the central formula doesn't fit, of a chunk: one probability in seven.
struct Tails {
  std::size_t count = 0;
  std::uint32_t lane[kChunk + HWY_MAX_BYTES]; // written a vector at a time
  double probability[kChunk + HWY_MAX_BYTES];
};

// The central formula for every lane, wrong or not; notes where it is wrong.
HWY_INLINE void centre_scores(const double* uniforms, double* out, std::size_t lanes,
                              Tails& tails) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  std::size_t noted = 0;
  for (std::size_t i = 0; i < lanes; i += width) {
    const Vector probability = hn::LoadU(d, uniforms + i);
    const Vector centred = hn::Sub(probability, number(0.5));
    const Vector r = hn::Sub(number(kCentralSquared), hn::Mul(centred, centred));
    const auto in_tail = hn::Gt(hn::Abs(centred), number(kCentral));
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(d, in_tail, bits);
    for (std::size_t lane = 0; lane < width; ++lane) {
      tails.lane[noted] = static_cast<std::uint32_t>(i + lane);
      tails.probability[noted] = uniforms[i + lane];
      noted += bits[0] >> lane & 1;
    }
    hn::StoreU(hn::Mul(centred, ratio(kCentre, r)), d, out + i);
  }
  tails.count = noted;
}

HWY_INLINE void mend_tails(Tails& tails, double* out) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  for (std::size_t i = 0; i < width; ++i)
    tails.probability[tails.count + i] = 0.25;
  for (std::size_t i = 0; i < tails.count; i += width)
    hn::StoreU(tail_score(hn::LoadU(d, tails.probability + i)), d, tails.probability + i);
  for (std::size_t i = 0; i < tails.count; ++i)
    out[tails.lane[i]] = tails.probability[i];
}

// Both formulas for the lanes that each fits, without a branch that no processor could foresee.
void normal_scores(const double* uniforms, double* out, std::size_t lanes) {
  const std::size_t width = hn::Lanes(Doubles());
  Tails tails;
  std::size_t i = 0;
  for (; i + width <= lanes; i += std::min(kChunk, (lanes - i) / width * width)) {
    const std::size_t chunk = std::min(kChunk, (lanes - i) / width * width);
    centre_scores(uniforms + i, out + i, chunk, tails);
    mend_tails(tails, out + i);
  }
  if (i == lanes)
    return;
  double last[HWY_MAX_BYTES / sizeof(double)];
  for (std::size_t lane = 0; lane < width; ++lane)
    last[lane] = i + lane < lanes ? uniforms[i + lane] : 0.5;
  centre_scores(last, last, width, tails);
  mend_tails(tails, last);
  std::copy_n(last, lanes - i, out + i);
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
