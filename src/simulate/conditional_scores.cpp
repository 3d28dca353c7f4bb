// SPDX-License-Identifier: Apache-2.0
#include "simulate/conditional_scores.h"

#include <cmath>

namespace escala {
namespace {

using Matrix = Eigen::MatrixXd;

// The lower triangular factor of a positive definite matrix.
Matrix cholesky(const Matrix& of) {
  Matrix factor = Matrix::Zero(of.rows(), of.cols());
  for (Eigen::Index row = 0; row < of.rows(); ++row)
    for (Eigen::Index column = 0; column <= row; ++column) {
      double rest = of(row, column);
      for (Eigen::Index k = 0; k < column; ++k)
        rest -= factor(row, k) * factor(column, k);
      factor(row, column) = row == column ? std::sqrt(rest) : rest / factor(column, column);
    }
  return factor;
}

// Replaces each column b by the x with factor * transpose of factor * x = b.
void solve(const Matrix& factor, Matrix& columns) {
  for (Eigen::Index row = 0; row < factor.rows(); ++row) {
    for (Eigen::Index k = 0; k < row; ++k)
      columns.row(row) -= factor(row, k) * columns.row(k);
    columns.row(row) /= factor(row, row);
  }
  for (Eigen::Index row = factor.rows(); row-- > 0;) {
    for (Eigen::Index k = row + 1; k < factor.rows(); ++k)
      columns.row(row) -= factor(k, row) * columns.row(k);
    columns.row(row) /= factor(row, row);
  }
}

} // namespace

ConditionalScores conditional_scores(const ScoreGroup& group, const StreamDraws& draws) {
  std::vector<std::size_t> kept;
  for (std::size_t member = 0; member < group.streams.size(); ++member)
    if (!draws.is_redrawn(group.streams[member]))
      kept.push_back(member);
  if (kept.empty() || kept.size() == group.streams.size())
    return {};
  const Matrix correlations = group.factor * group.factor.transpose();
  Matrix of_kept = correlations(kept, Eigen::all);
  solve(cholesky(of_kept(Eigen::all, kept)), of_kept);
  return {kept, of_kept.transpose()};
}

void condition(const ConditionalScores& on, const ColumnMatrix& first, ColumnMatrix second) {
  const auto column = [](std::size_t index) { return static_cast<Eigen::Index>(index); };
  const Eigen::Index members = second.cols();
  std::vector<bool> is_kept(static_cast<std::size_t>(members));
  for (const std::size_t member : on.kept)
    is_kept[member] = true;
  for (Eigen::Index member = 0; member < members; ++member)
    if (!is_kept[static_cast<std::size_t>(member)])
      for (std::size_t k = 0; k < on.kept.size(); ++k)
        second.col(member) += on.weights(member, column(k)) *
                              (first.col(column(on.kept[k])) - second.col(column(on.kept[k])));
  for (const std::size_t member : on.kept)
    second.col(column(member)) = first.col(column(member));
}

} // namespace escala
