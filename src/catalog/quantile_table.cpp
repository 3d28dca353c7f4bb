// SPDX-License-Identifier: Apache-2.0
#include "quantile_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "escala/columns/standard_normal.h"

namespace escala {
namespace {

constexpr double kPiecesPerUnit = 4;
constexpr int kPieces = static_cast<int>(2 * kTableReach * kPiecesPerUnit);
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
// The allowed error, relative to the largest value of a piece. It is less than kTableError, because
// the smallest value of a piece may be a fifth of the largest one, and because errors between the
// compared points may be larger.
constexpr double kChecked = kTableError / 5;

double place_of(double score) { return (score + kTableReach) * kPiecesPerUnit; }

Tail tail_at(int piece, double place) {
  const double score = (piece + (place + 1) / 2) / kPiecesPerUnit - kTableReach;
  return {normal_probability(-std::abs(score)), score > 0};
}

// The normal score as a draw computes it, with the same rounding.
double score_of(Tail tail) {
  const double score = normal_score(tail.probability);
  return tail.is_upper ? -score : score;
}

template <std::size_t kTerms>
double node(std::size_t j, double order = 1) {
  return std::cos(order * std::numbers::pi * (static_cast<double>(j) + 0.5) / kTerms);
}

// Row k has the coefficients of the Chebyshev polynomial T_k.
template <std::size_t kTerms>
constexpr std::array<std::array<double, kTerms>, kTerms> chebyshev_polynomials() {
  std::array<std::array<double, kTerms>, kTerms> rows{};
  rows[0][0] = 1;
  rows[1][1] = 1;
  for (std::size_t k = 2; k < kTerms; ++k)
    for (std::size_t i = 0; i < kTerms; ++i)
      rows[k][i] = (i == 0 ? 0 : 2 * rows[k - 1][i - 1]) - rows[k - 2][i];
  return rows;
}

} // namespace

QuantileTable::Piece QuantileTable::interpolate(const Piece& values) {
  static constexpr auto kChebyshev = chebyshev_polynomials<kTerms>();
  Piece piece{};
  for (std::size_t k = 0; k < kTerms; ++k) {
    double sum = 0;
    for (std::size_t j = 0; j < kTerms; ++j)
      sum += values[j] * node<kTerms>(j, static_cast<double>(k));
    sum *= (k == 0 ? 1.0 : 2.0) / kTerms;
    for (std::size_t i = 0; i < kTerms; ++i)
      piece[i] += sum * kChebyshev[k][i];
  }
  return piece;
}

// Even and odd powers are summed separately, in two short chains.
double QuantileTable::value(const Piece& piece, double place) {
  const double square = place * place;
  double even = piece[kTerms - 2], odd = piece[kTerms - 1];
  for (std::size_t i = kTerms - 2; i > 0; i -= 2) {
    even = even * square + piece[i - 2];
    odd = odd * square + piece[i - 1];
  }
  return even + place * odd;
}

QuantileTable::QuantileTable(const std::function<double(Tail)>& exact) {
  const auto fit = [&](int number) {
    Piece values;
    for (std::size_t j = 0; j < kTerms; ++j)
      values[j] = exact(tail_at(number, node<kTerms>(j)));
    const Piece piece = interpolate(values);
    double largest = 0;
    for (double value : values)
      largest = std::max(largest, std::abs(value));
    for (double at : {-1.0, 0.0, 1.0}) {
      const Tail tail = tail_at(number, at);
      const double place = 2 * (place_of(score_of(tail)) - number) - 1;
      if (!(std::abs(value(piece, place) - exact(tail)) <= kChecked * largest))
        return Piece{kNothing};
    }
    return piece;
  };
  pieces_.reserve(kPieces);
  for (int number = 0; number < kPieces; ++number)
    pieces_.push_back(fit(number));
}

double QuantileTable::at(double score) const {
  const double place = place_of(score);
  if (!(place >= 0 && place < kPieces))
    return kNothing;
  const int number = static_cast<int>(place);
  return value(pieces_[static_cast<std::size_t>(number)], 2 * (place - number) - 1);
}

} // namespace escala
