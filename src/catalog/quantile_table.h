// SPDX-License-Identifier: Apache-2.0
// A quantile function as piecewise polynomials in the normal score of the probability. For fixed
// parameters of distributions whose own quantile function takes hundreds of nanoseconds.
//
// The method is that of Derflinger, Hörmann and Leydold (2010), "Random variate generation by
// numerical inversion when only the density is known", ACM TOMACS 20(4), with two differences: the
// variable is the normal score, in which the usual distributions are smooth into both tails, and
// the exact quantiles are known. Each piece has a width of 1/4 and interpolates at twelve Chebyshev
// nodes. It is compared with the quantile function where the interpolation error is largest: in the
// middle and at its ends. A piece with an error above kTableError there is left out, and so is
// everything beyond kTableReach.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace escala {

// Relative error; in a piece that contains zero, relative to its largest value.
inline constexpr double kTableError = 1e-13;
inline constexpr double kTableReach = 8.25;

// A probability, given by its smaller tail: of values below, or of values above.
struct Tail {
  double probability;
  bool is_upper;
};

class QuantileTable {
 public:
  // Calls `exact` about 1,000 times.
  explicit QuantileTable(const std::function<double(Tail)>& exact);

  // NaN if the table has no value for this score.
  double at(double score) const;

 private:
  static constexpr std::size_t kTerms = 12;
  using Piece = std::array<double, kTerms>; // coefficients of a polynomial in a place from -1 to 1

  static Piece interpolate(const Piece& values);
  static double value(const Piece& piece, double place);

  std::vector<Piece> pieces_;
};

} // namespace escala
