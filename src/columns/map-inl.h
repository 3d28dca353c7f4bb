// SPDX-License-Identifier: Apache-2.0
// Applies functions of vectors to columns. Included once for each instruction set.
#if defined(ESCALA_COLUMNS_MAP_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ESCALA_COLUMNS_MAP_INL_H
#undef ESCALA_COLUMNS_MAP_INL_H
#else
#define ESCALA_COLUMNS_MAP_INL_H
#endif

#include <bit>
#include <cstddef>
#include <cstdint>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace escala::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::ScalableTag<double>;
using Words = hn::RebindToUnsigned<Doubles>;
using Vector = hn::Vec<Doubles>;

// Four vectors. Each operation is applied to all four before the next one. A chain of operations is
// longer than processors look ahead, so with one vector alone each operation would wait for the one
// before.
struct Quad {
  Vector a, b, c, d;
};

constexpr std::size_t kQuadLanes = 4 * HWY_LANES(double);

template <typename Function, typename... Quads>
HWY_INLINE Quad each(Function f, Quads... x) {
  return {f(x.a...), f(x.b...), f(x.c...), f(x.d...)};
}
template <typename Function, typename... Vectors>
HWY_INLINE auto each(Function f, Vector x, Vectors... more) {
  return f(x, more...);
}

HWY_INLINE Quad operator+(Quad x, Quad y) { return {x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d}; }
HWY_INLINE Quad operator-(Quad x, Quad y) { return {x.a - y.a, x.b - y.b, x.c - y.c, x.d - y.d}; }
HWY_INLINE Quad operator*(Quad x, Quad y) { return {x.a * y.a, x.b * y.b, x.c * y.c, x.d * y.d}; }
HWY_INLINE Quad operator/(Quad x, Quad y) { return {x.a / y.a, x.b / y.b, x.c / y.c, x.d / y.d}; }

// a * b + c and c - a * b: rounded once if the instruction set has fused multiply-add, otherwise
// twice.
HWY_INLINE Vector multiply_add(Vector a, Vector b, Vector c) { return hn::MulAdd(a, b, c); }
HWY_INLINE Vector subtract_product(Vector c, Vector a, Vector b) { return hn::NegMulAdd(a, b, c); }
HWY_INLINE Quad multiply_add(Quad x, Quad y, Quad z) {
  return {hn::MulAdd(x.a, y.a, z.a), hn::MulAdd(x.b, y.b, z.b), hn::MulAdd(x.c, y.c, z.c),
          hn::MulAdd(x.d, y.d, z.d)};
}
HWY_INLINE Quad subtract_product(Quad z, Quad x, Quad y) {
  return {hn::NegMulAdd(x.a, y.a, z.a), hn::NegMulAdd(x.b, y.b, z.b), hn::NegMulAdd(x.c, y.c, z.c),
          hn::NegMulAdd(x.d, y.d, z.d)};
}

// The same number in each lane.
template <typename V = Vector>
HWY_INLINE V number(double value) {
  const Vector all = hn::Set(Doubles(), value);
  if constexpr (hwy::IsSame<V, Quad>())
    return {all, all, all, all};
  else
    return all;
}

HWY_INLINE Quad load_quad(const double* from) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  return {hn::LoadU(d, from), hn::LoadU(d, from + width), hn::LoadU(d, from + 2 * width),
          hn::LoadU(d, from + 3 * width)};
}

HWY_INLINE void store_quad(Quad values, double* to) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  hn::StoreU(values.a, d, to);
  hn::StoreU(values.b, d, to + width);
  hn::StoreU(values.c, d, to + 2 * width);
  hn::StoreU(values.d, d, to + 3 * width);
}

// Bit i: whether lane i is set.
HWY_INLINE std::uint64_t bits_of(hn::Mask<Doubles> mask) {
  std::uint8_t bits[8] = {}; // StoreMaskBits needs at least 8 bytes
  hn::StoreMaskBits(Doubles(), mask, bits);
  return bits[0];
}

// Writes the index of each bit that is set, counted from `first`, and returns their number. Always
// writes whole batches, because a processor would often mispredict where the bits end. So it writes
// up to kBatch - 1 values too many.
template <std::size_t kBatch>
HWY_INLINE std::size_t put_places(std::uint64_t bits, std::size_t first, std::uint16_t* out) {
  const auto count = static_cast<std::size_t>(std::popcount(bits));
  for (std::size_t put = 0; put < count; put += kBatch)
    for (std::size_t i = 0; i < kBatch; ++i) {
      out[put + i] = static_cast<std::uint16_t>(first + std::countr_zero(bits));
      bits &= bits - 1;
    }
  return count;
}

template <typename Test, typename... Quads>
HWY_INLINE bool holds_everywhere(Test test, Quads... x) {
  return hn::AllTrue(
      Doubles(), hn::And(hn::And(test(x.a...), test(x.b...)), hn::And(test(x.c...), test(x.d...))));
}

// out[i] = f(columns[i]...), one vector at a time. The lanes after the last whole vector are filled
// up with `padding`, so that the value of a lane does not depend on its position.
template <typename Function, typename... Columns>
HWY_INLINE void map_vectors(Function f, double padding, double* out, std::size_t lanes,
                            const Columns*... columns) {
  const Doubles d;
  const std::size_t width = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + width <= lanes; i += width)
    hn::StoreU(f(hn::LoadU(d, columns + i)...), d, out + i);
  if (i == lanes)
    return;
  const auto last = [&](const double* column) {
    HWY_ALIGN double rest[HWY_MAX_BYTES / sizeof(double)];
    for (std::size_t lane = 0; lane < width; ++lane)
      rest[lane] = i + lane < lanes ? column[i + lane] : padding;
    return hn::Load(d, rest);
  };
  HWY_ALIGN double values[HWY_MAX_BYTES / sizeof(double)];
  hn::Store(f(last(columns)...), d, values);
  for (std::size_t lane = 0; i + lane < lanes; ++lane)
    out[i + lane] = values[lane];
}

// out[i] = f(columns[i]...); f takes vectors.
template <typename Function, typename... Columns>
HWY_INLINE void map(Function f, double padding, double* out, std::size_t lanes,
                    const Columns*... columns) {
  std::size_t i = 0;
  for (; i + kQuadLanes <= lanes; i += kQuadLanes)
    store_quad(each(f, load_quad(columns + i)...), out + i);
  map_vectors(f, padding, out + i, lanes - i, (columns + i)...);
}

// out[i] = usual(columns[i]...). In a quad in which fits(value, columns[i]...) is not true for all
// lanes, out[i] = mended(value, columns[i]...), which must leave values that fit unchanged. `usual`
// takes quads and vectors, the others take vectors.
template <typename Usual, typename Fits, typename Mended, typename... Columns>
HWY_INLINE void map_usual(Usual usual, Fits fits, Mended mended, double padding, double* out,
                          std::size_t lanes, const Columns*... columns) {
  std::size_t i = 0;
  for (; i + kQuadLanes <= lanes; i += kQuadLanes) {
    Quad values = usual(load_quad(columns + i)...);
    if (HWY_UNLIKELY(!holds_everywhere(fits, values, load_quad(columns + i)...)))
      values = each(mended, values, load_quad(columns + i)...);
    store_quad(values, out + i);
  }
  map_vectors([=](auto... x) HWY_ATTR { return mended(usual(x...), x...); }, padding, out + i,
              lanes - i, (columns + i)...);
}

// Replaces the value by f(arguments) in lanes where the mask is set: for the few numbers that a
// formula over vectors does not cover.
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
