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

// Half of the parts are added to the other half, until one is left.
template <std::size_t kVectors>
HWY_INLINE double sum_of_parts(Vector (&parts)[kVectors]) {
  const Doubles d;
  for (std::size_t half = kVectors / 2; half > 0; half /= 2)
    for (std::size_t v = 0; v < half; ++v)
      parts[v] = parts[v] + parts[v + half];
  double lanes[HWY_LANES(double)];
  hn::StoreU(parts[0], d, lanes);
  for (std::size_t half = HWY_LANES(double) / 2; half > 0; half /= 2)
    for (std::size_t lane = 0; lane < half; ++lane)
      lanes[lane] += lanes[lane + half];
  return lanes[0];
}

// `add` takes a sum and a difference from the origin. What is left behind the last sixteen is
// padded with the origin, which adds nothing.
template <typename Add>
HWY_INLINE double sum(const double* values, double origin, std::size_t lanes, Add add) {
  constexpr std::size_t kVectors = kParts / HWY_LANES(double);
  const Doubles d;
  const Vector start = number(origin);
  Vector parts[kVectors];
  for (Vector& part : parts)
    part = hn::Zero(d);
  const auto add_all = [&](const double* from) HWY_ATTR {
    for (std::size_t v = 0; v < kVectors; ++v)
      parts[v] = add(parts[v], hn::LoadU(d, from + v * hn::Lanes(d)) - start);
  };
  std::size_t i = 0;
  for (; i + kParts <= lanes; i += kParts)
    add_all(values + i);
  if (i < lanes) {
    double last[kParts];
    for (std::size_t part = 0; part < kParts; ++part)
      last[part] = i + part < lanes ? values[i + part] : origin;
    add_all(last);
  }
  return sum_of_parts(parts);
}

double sum_of_deviations(const double* values, double origin, std::size_t lanes) {
  return sum(values, origin, lanes, [](Vector part, Vector x) HWY_ATTR { return part + x; });
}

double sum_of_squares(const double* values, double origin, std::size_t lanes) {
  return sum(values, origin, lanes,
             [](Vector part, Vector x) HWY_ATTR { return multiply_add(x, x, part); });
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace escala {
namespace {
HWY_EXPORT(sum_of_deviations);
HWY_EXPORT(sum_of_squares);
} // namespace

double sum_of(const double* values, std::size_t lanes) {
  return sum_of_deviations(values, 0, lanes);
}

double sum_of_deviations(const double* values, double origin, std::size_t lanes) {
  return HWY_DYNAMIC_DISPATCH(sum_of_deviations)(values, origin, lanes);
}

double sum_of_squares(const double* values, double origin, std::size_t lanes) {
  return HWY_DYNAMIC_DISPATCH(sum_of_squares)(values, origin, lanes);
}

} // namespace escala
#endif
