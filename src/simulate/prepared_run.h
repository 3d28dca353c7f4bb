// SPDX-License-Identifier: Apache-2.0
// A run with everything that is the same for all of its paths. Shared by all threads.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/simulate/run.h"
#include "simulate/conditional_scores.h"
#include "simulate/stream_draws.h"

namespace escala {

// Which parts of a risk a run includes.
struct RiskSwitch {
  bool happens = true;
  bool mitigated = false;
};

struct PreparedRun {
  explicit PreparedRun(const Run& run);

  const Model& model;
  StreamDraws draws;
  std::vector<ConditionalScores> conditional; // of each correlated group
  std::uint64_t first_path;
  std::uint64_t paths; // paths that are simulated; 1 if all paths are the same
  std::vector<double> inputs;
  std::vector<RiskSwitch> risks;
  double invested = 1; // the share of the investment's spend: 0 if it is left out
};

} // namespace escala
