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

constexpr std::size_t kParts = 8;

// What is left behind the last eight is padded with the origin, which adds nothing.
template <typename Term>
HWY_INLINE double sum(const double* values, double origin, std::size_t lanes, Term term) {
  constexpr std::size_t kVectors = kParts / HWY_LANES(double);
  const Doubles d;
  const Vector start = hn::Set(d, origin);
  Vector parts[kVectors];
  for (Vector& part : parts)
    part = hn::Zero(d);
  const auto add = [&](const double* eight) HWY_ATTR {
    for (std::size_t v = 0; v < kVectors; ++v)
      parts[v] = hn::Add(parts[v], term(hn::Sub(hn::LoadU(d, eight + v * hn::Lanes(d)), start)));
  };
  std::size_t i = 0;
  for (; i + kParts <= lanes; i += kParts)
    add(values + i);
  double last[kParts];
  for (std::size_t part = 0; part < kParts; ++part)
    last[part] = i + part < lanes ? values[i + part] : origin;
  if (i < lanes)
    add(last);
  for (std::size_t v = 0; v < kVectors; ++v)
    hn::StoreU(parts[v], d, last + v * hn::Lanes(d));
  double all = 0;
  for (double part : last)
    all += part;
  return all;
}

double sum_of_deviations(const double* values, double origin, std::size_t lanes) {
  return sum(values, origin, lanes, [](Vector x) HWY_ATTR { return x; });
}

double sum_of_squares(const double* values, double origin, std::size_t lanes) {
  return sum(values, origin, lanes, [](Vector x) HWY_ATTR { return hn::Mul(x, x); });
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
