// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/standard_normal.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <numbers>
#include <span>

#include "columns/normal_quantile.h"
#include "escala/columns/bits.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/standard_normal.cpp"
#include "hwy/foreach_target.h"

#include "columns/elementary-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

// Evaluates both polynomials by Horner's scheme in the same loop.
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

// The score if r > 5, which occurs in about one lane of 10^11.
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

HWY_INLINE Vector tail_of(Vector probability) {
  return hn::Min(probability, hn::Sub(number(1), probability)); // exact above 1/2
}

// The score if r <= 5; otherwise the result has no meaning.
template <typename V>
HWY_INLINE V near_score(V probability) {
  const V tail = each([](Vector at) HWY_ATTR { return tail_of(at); }, probability);
  const V r = each([](Vector log) HWY_ATTR { return hn::Sqrt(hn::Neg(log)); }, log_inside(tail));
  const V size = ratio(kNearTail, r - number<V>(kNearTailOrigin));
  return each([](Vector x, Vector sign) HWY_ATTR { return hn::CopySign(x, sign); }, size,
              probability - number<V>(0.5));
}

HWY_INLINE hn::Mask<Doubles> is_near(Vector probability) {
  return hn::Ge(tail_of(probability), number(kNearTailLeast));
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

// Writes the scores of a quad. Lanes in a tail get their uniform instead, and their bits are set in
// the result.
HWY_INLINE std::uint64_t put_centre(const double* uniforms, double* out) {
  const Doubles d;
  const Quad probability = load_quad(uniforms);
  const Quad score = centre_score(probability);
  const auto put = [&](Vector value, Vector of, std::size_t place) HWY_ATTR {
    const auto central = is_central(of);
    hn::StoreU(hn::IfThenElse(central, value, of), d, out + place * hn::Lanes(d));
    return bits_of(hn::Not(central)) << (place * hn::Lanes(d));
  };
  return put(score.a, probability.a, 0) | put(score.b, probability.b, 1) |
         put(score.c, probability.c, 2) | put(score.d, probability.d, 3);
}

// Computes the scores of lanes in the tails, about one in thirty: gathers them and computes them
// together.
HWY_INLINE void put_tails(std::span<const std::uint16_t> places, double* at, double* out) {
  for (std::size_t i = 0; i < places.size(); ++i)
    at[i] = out[places[i]];
  const std::size_t whole = (places.size() + kQuadLanes - 1) / kQuadLanes * kQuadLanes;
  std::fill(at + places.size(), at + whole, kCentreLeast);
  map_usual([](auto probability) HWY_ATTR { return near_score(probability); },
            [](Vector, Vector probability) HWY_ATTR { return is_near(probability); },
            [](Vector value, Vector probability) HWY_ATTR {
              return mend(hn::Not(is_near(probability)), value, far_score, probability);
            },
            kCentreLeast, at, whole, at);
  for (std::size_t i = 0; i < places.size(); ++i)
    out[places[i]] = at[i];
}

// The scores of whole quads, at most kMost lanes.
template <std::size_t kMost>
HWY_INLINE void put_scores(const double* uniforms, double* out, std::size_t lanes) {
  constexpr std::size_t kBatch = 4;
  std::uint16_t tails[kMost + kBatch];
  double uniforms_of_tails[kMost];
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < lanes; begin += kWordBits) {
    std::uint64_t found = 0;
    for (std::size_t i = begin; i < std::min(begin + kWordBits, lanes); i += kQuadLanes)
      found |= put_centre(uniforms + i, out + i) << (i - begin);
    count += put_places<kBatch>(found, begin, tails + count);
  }
  put_tails({tails, count}, uniforms_of_tails, out);
}

void normal_scores(const double* uniforms, double* out, std::size_t lanes) {
  constexpr std::size_t kMost = 1024;
  std::size_t i = 0;
  for (std::size_t size = 0; i + kQuadLanes <= lanes; i += size) {
    size = std::min(kMost, (lanes - i) / kQuadLanes * kQuadLanes);
    put_scores<kMost>(uniforms + i, out + i, size);
  }
  if (i == lanes)
    return;
  double last[kQuadLanes];
  std::fill(std::copy(uniforms + i, uniforms + lanes, last), std::end(last), 0.5);
  put_scores<kQuadLanes>(last, last, kQuadLanes);
  std::copy_n(last, lanes - i, out + i);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(normal_scores);
} // namespace

void normal_scores(ConstColumn uniforms, Column out) {
  ESCALA_DISPATCH(normal_scores)(uniforms.data(), out.data(), out.size());
}

double normal_score(double probability) {
  normal_scores({&probability, 1}, {&probability, 1});
  return probability;
}

double normal_probability(double score) {
  return 0.5 * std::erfc(-score * (1 / std::numbers::sqrt2));
}

void normal_probabilities(ConstColumn scores, Column out) {
  out = scores.unaryExpr(&normal_probability);
}

} // namespace escala
#endif
