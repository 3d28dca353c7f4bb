// SPDX-License-Identifier: Apache-2.0
// A function of vectors, over columns. Included once for each instruction set.
#if defined(ESCALA_COLUMNS_MAP_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ESCALA_COLUMNS_MAP_INL_H
#undef ESCALA_COLUMNS_MAP_INL_H
#else
#define ESCALA_COLUMNS_MAP_INL_H
#endif

#include <cstddef>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::ScalableTag<double>;
using Words = hn::RebindToUnsigned<Doubles>;
using Vector = hn::Vec<Doubles>;

// out[i] = f(columns[i]...). What is left behind the last whole vector is padded with `padding`,
// so that a lane's value never depends on where it stands.
template <typename Function, typename... Columns>
HWY_INLINE void map(Function f, double padding, double* out, std::size_t lanes,
                    const Columns*... columns) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + width <= lanes; i += width)
    hn::StoreU(f(d, hn::LoadU(d, columns + i)...), d, out + i);
  if (i == lanes)
    return;
  const auto last = [&](const double* column) {
    HWY_ALIGN double rest[HWY_MAX_BYTES / sizeof(double)];
    for (std::size_t lane = 0; lane < width; ++lane)
      rest[lane] = i + lane < lanes ? column[i + lane] : padding;
    return hn::Load(d, rest);
  };
  HWY_ALIGN double values[HWY_MAX_BYTES / sizeof(double)];
  hn::Store(f(d, last(columns)...), d, values);
  for (std::size_t lane = 0; i + lane < lanes; ++lane)
    out[i + lane] = values[lane];
}

// Where the mask holds, what `f` says of each number instead: for the few that a formula over
// vectors doesn't cover.
template <typename Function, typename... Vectors>
HWY_INLINE Vector mend(hn::Mask<Doubles> mask, Vector value, Function f, Vectors... arguments) {
  const Doubles d;
  if (HWY_LIKELY(hn::AllFalse(d, mask)))
    return value;
  constexpr std::size_t kMost = HWY_MAX_BYTES / sizeof(double);
  HWY_ALIGN double values[kMost];
  HWY_ALIGN double marks[kMost];
  HWY_ALIGN double numbers[sizeof...(Vectors)][kMost];
  hn::Store(value, d, values);
  hn::Store(hn::IfThenElseZero(mask, hn::Set(d, 1.0)), d, marks);
  std::size_t row = 0;
  (hn::Store(arguments, d, numbers[row++]), ...);
  for (std::size_t lane = 0; lane < hn::Lanes(d); ++lane) {
    if (marks[lane] == 0)
      continue;
    if constexpr (sizeof...(Vectors) == 1)
      values[lane] = f(numbers[0][lane]);
    else
      values[lane] = f(numbers[0][lane], numbers[1][lane]);
  }
  return hn::Load(d, values);
}

} // namespace escala::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
