// SPDX-License-Identifier: Apache-2.0
// Normal scores of a correlated group of which a run draws only some members anew.
//
// With y the scores of first draws, y* those of second draws, K the members that are kept and R the
// correlations, y* + R(.,K) R(K,K)^-1 (y(K) - y*(K)) has the distribution of the scores given y(K),
// and depends on second draws only otherwise (conditioning by kriging: Matheron 1971, Journel and
// Huijbregts 1978).
#pragma once

#include <cstddef>
#include <vector>

#include "escala/model/model.h"
#include "simulate/stream_draws.h"

namespace escala {

struct ConditionalScores {
  std::vector<std::size_t> kept; // members; empty: none or all of the members are drawn anew
  Eigen::MatrixXd weights;       // R(.,K) R(K,K)^-1: a row for each member, a column for each kept
};

ConditionalScores conditional_scores(const ScoreGroup& group, const StreamDraws& draws);

// `first` and `second`: scores after correlation, a column for each member. The result is in
// `second`.
void condition(const ConditionalScores& on, const ColumnMatrix& first, ColumnMatrix second);

} // namespace escala
