// SPDX-License-Identifier: Apache-2.0
// The gains of a benefit with their names and units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/report/run_result.h"

namespace escala {

// Values are in the unit in which they are shown. A value that is n/a is missing.
struct NamedGain {
  std::string name;
  std::string label;
  DisplayUnit unit; // of a metric; probabilities have none
  MaybeNumber with, without, gain, std_error;
  MaybeNumber per_cost; // gain for each unit of currency spent; missing if nothing is spent
};

// The gains at the horizon of all metrics except the one of the money invested.
std::vector<NamedGain> metric_gains(const RunResult& result, const Benefit& benefit);
// The gains in the probabilities of the targets.
std::vector<NamedGain> target_gains(const RunResult& result, const Benefit& benefit);
// The gain in the probability of all targets together; nullopt if there are no targets.
std::optional<NamedGain> joint_gain(const RunResult& result, const Benefit& benefit);

} // namespace escala
