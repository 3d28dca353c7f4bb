// SPDX-License-Identifier: Apache-2.0
// A quantile function as piecewise polynomials in the normal score of the probability: for
// distributions whose own takes hundreds of nanoseconds, where the parameters stay the same.
//
// After Derflinger, Hörmann and Leydold (2010), "Random variate generation by numerical inversion
// when only the density is known", ACM TOMACS 20(4), but in the normal score, in which the usual
// distributions are smooth into both tails, and from quantiles that are known. Each piece is a
// quarter wide and interpolates at twelve Chebyshev nodes. It is compared with the quantile
// function where interpolation errs most, halfway and at its ends; a piece that isn't right to
// kTableError there is left out, and so is what lies beyond kTableReach.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace escala {

// Relative; in a piece through zero, to its largest value.
inline constexpr double kTableError = 1e-13;
inline constexpr double kTableReach = 8.25;

// A probability by its smaller tail: of values below it, or above.
struct Tail {
  double probability;
  bool is_upper;
};

class QuantileTable {
 public:
  // Calls `exact` about 1,000 times.
  explicit QuantileTable(const std::function<double(Tail)>& exact);

  // NaN where the table says nothing.
  double at(double score) const;

 private:
  static constexpr std::size_t kTerms = 12;
  using Piece = std::array<double, kTerms>; // a polynomial's coefficients, in a place from -1 to 1

  static Piece interpolate(const Piece& values);
  static double value(const Piece& piece, double place);

  std::vector<Piece> pieces_;
};

} // namespace escala
