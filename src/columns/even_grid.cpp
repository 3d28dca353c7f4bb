// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/even_grid.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columns/even_grid.cpp"
#include "hwy/foreach_target.h"

#include "columns/map-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {
namespace {

void grid_places(const EvenGrid& grid, const double* values, std::uint32_t* places,
                 std::size_t lanes) {
  const Doubles d;
  const hn::Rebind<std::int32_t, Doubles> whole;
  const Vector base = number(grid.base);
  const Vector step = number(grid.step);
  const Vector per_step = number(1 / grid.step);
  const Vector size = number(grid.size);
  const auto places_of = [&](Vector value) HWY_ATTR {
    const Vector place = hn::Round((value - base) * per_step);
    const auto stands = hn::And(hn::And(hn::Ge(place, hn::Zero(d)), hn::Lt(place, size)),
                                hn::Eq(hn::Add(base, hn::Mul(place, step)), value));
    return hn::DemoteTo(whole, hn::IfThenElse(stands, place, size));
  };
  const std::size_t width = hn::Lanes(d);
  auto* out = reinterpret_cast<std::int32_t*>(places);
  std::size_t i = 0;
  for (; i + width <= lanes; i += width)
    hn::StoreU(places_of(hn::LoadU(d, values + i)), whole, out + i);
  for (; i < lanes; ++i) {
    std::int32_t one[HWY_MAX_BYTES / sizeof(double)];
    hn::StoreU(places_of(number(values[i])), whole, one);
    out[i] = one[0];
  }
}

} // namespace
} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "columns/dispatch.h"

namespace escala {
namespace {
ESCALA_EXPORT(grid_places);
} // namespace

void grid_places(const EvenGrid& grid, ConstColumn values, std::uint32_t* places) {
  ESCALA_DISPATCH(grid_places)(grid, values.data(), places, values.size());
}

} // namespace escala
#endif
