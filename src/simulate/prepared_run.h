// SPDX-License-Identifier: Apache-2.0
// A run with everything settled that is the same for all of its paths. Shared by all threads.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/simulate/run.h"
#include "simulate/stream_draws.h"

namespace escala {

// What a run does of a risk.
struct RiskSwitch {
  bool happens = true;
  bool mitigated = false;
};

struct PreparedRun {
  explicit PreparedRun(const Run& run);

  const Model& model;
  StreamDraws draws;
  std::uint64_t first_path;
  std::uint64_t paths; // that are simulated: one, where every path is the same
  std::vector<double> inputs;
  std::vector<RiskSwitch> risks;
  double invested = 1; // the share of the investment's spend: 0 where it is left out
};

} // namespace escala
