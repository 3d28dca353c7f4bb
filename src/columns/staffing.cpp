// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/staffing.h"

#include "escala/core/undefined.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/staffing.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

double open_positions(double needed, double present) {
  const double gap = needed - present;
  return gap < 0 ? 0.0 : gap; // n/a stays n/a
}

// What is no number is looked at path by path.
double odd_step(const StaffingColumns& columns, std::size_t path) {
  const double present = columns.present[path];
  double hires = columns.speed[path] * open_positions(columns.needed[path], present);
  if (columns.max_hires != nullptr && !(hires <= columns.max_hires[path]))
    hires = is_undefined(hires) ? hires : columns.max_hires[path];
  return present + hires - present * columns.attrition[path];
}

template <bool kLimited>
HWY_INLINE void step(const StaffingColumns& columns, double* out, std::size_t lanes) {
  const Doubles d;
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= lanes; i += hn::Lanes(d)) {
    const Vector present = hn::LoadU(d, columns.present + i);
    const Vector gap = hn::LoadU(d, columns.needed + i) - present;
    const Vector wanted = hn::LoadU(d, columns.speed + i) * hn::Max(gap, number(0));
    Vector hires = wanted;
    if constexpr (kLimited)
      hires = hn::Min(wanted, hn::LoadU(d, columns.max_hires + i));
    const Vector next = present + hires - present * hn::LoadU(d, columns.attrition + i);
    hn::StoreU(next, d, out + i);
    const Vector odd = next + gap + wanted; // a NaN where one of them is
    if (HWY_UNLIKELY(!hn::AllTrue(d, hn::Eq(odd, odd))))
      for (std::size_t path = i; path < i + hn::Lanes(d); ++path)
        out[path] = odd_step(columns, path);
  }
  for (; i < lanes; ++i)
    out[i] = odd_step(columns, i);
}

void staffing_steps(const StaffingColumns& columns, double* out, std::size_t lanes) {
  columns.max_hires == nullptr ? step<false>(columns, out, lanes) : step<true>(columns, out, lanes);
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(staffing_steps);
} // namespace

void staffing_steps(const StaffingColumns& columns, double* out, std::size_t lanes) {
  ESCALA_DISPATCH(staffing_steps)(columns, out, lanes);
}

} // namespace escala
#endif
