// SPDX-License-Identifier: Apache-2.0
// What each risk does to what a plan reaches: the same paths with the risk and without it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

// The share of a metric's mean at the end that is lost to a risk, or to a category of risks:
// 1 - with / without on the same paths, so that what a model makes up for is not lost. Where risks
// were not left out one by one, the share that its impacts have taken. Missing where there is no
// positive level to lose.
struct EndLoss {
  std::uint32_t metric = 0;
  MaybeNumber residual;
  MaybeNumber inherent; // without mitigation
};

// Of each metric that the risk hits, by ascending index.
std::vector<EndLoss> end_losses(const RunResult& result, const RiskResult& risk);
// Of the risks of a category together, as shares act together: 1 - product of (1 - share).
std::vector<EndLoss> end_losses(const RunResult& result, const RiskSummary& category);

// The indices of the risks: first those that do the most harm to what binds, the target whose
// probability lacks most to what it needs; where that is equal, to the next one. Then in the order
// written.
std::vector<std::size_t> risks_by_harm(const RunResult& result);

// By risk: the probabilities of targets, and the means of metrics at the end, that differ most
// without it, or all that are shown. Empty if the risks were not compared.
std::vector<Table> tables_without_risks(const RunResult& result, bool all);

} // namespace escala
