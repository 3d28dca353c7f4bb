// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/sums.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/sums.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

constexpr std::size_t kParts = 16;
constexpr std::size_t kQuads = kParts / kQuadLanes;

// Adds one half of the parts to the other half until one part is left.
HWY_INLINE double sum_of_parts(Quad (&parts)[kQuads]) {
  for (std::size_t half = kQuads / 2; half > 0; half /= 2)
    for (std::size_t quad = 0; quad < half; ++quad)
      parts[quad] = parts[quad] + parts[quad + half];
  const Quad all = parts[0];
  double lanes[HWY_LANES(double)];
  hn::StoreU((all.a + all.c) + (all.b + all.d), Doubles(), lanes);
  for (std::size_t half = HWY_LANES(double) / 2; half > 0; half /= 2)
    for (std::size_t lane = 0; lane < half; ++lane)
      lanes[lane] += lanes[lane + half];
  return lanes[0];
}

// The lanes after the last whole sixteen are filled up with the origin, which adds 0.
DeviationSums sums_of_deviations(const double* values, double origin, std::size_t lanes) {
  const Quad start = number<Quad>(origin);
  const std::size_t whole = lanes / kParts * kParts;
  double last[kParts];
  for (std::size_t part = 0; part < kParts; ++part)
    last[part] = whole + part < lanes ? values[whole + part] : origin;
  Quad sums[kQuads];
  Quad squares[kQuads];
  for (std::size_t quad = 0; quad < kQuads; ++quad) {
    Quad sum = number<Quad>(0);
    Quad square = sum;
    const auto add = [&](const double* from) HWY_ATTR {
      const Quad deviation = load_quad(from + quad * kQuadLanes) - start;
      sum = sum + deviation;
      square = multiply_add(deviation, deviation, square);
    };
    for (std::size_t i = 0; i < whole; i += kParts)
      add(values + i);
    add(last);
    sums[quad] = sum;
    squares[quad] = square;
  }
  return {sum_of_parts(sums), sum_of_parts(squares)};
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(sums_of_deviations);
} // namespace

double sum_of(ConstColumn values) { return sums_of_deviations(values, 0).sum; }

DeviationSums sums_of_deviations(ConstColumn values, double origin) {
  return ESCALA_DISPATCH(sums_of_deviations)(values.data(), origin, values.size());
}

} // namespace escala
#endif
