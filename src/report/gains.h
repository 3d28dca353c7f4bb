// SPDX-License-Identifier: Apache-2.0
// The gains of a benefit with their names and units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/report/run_result.h"

namespace escala {

// In the unit that it is shown in; values that are n/a are missing.
struct NamedGain {
  std::string name;
  std::string label;
  DisplayUnit unit; // of a metric; probabilities have none
  MaybeNumber with, without, gain, std_error;
  MaybeNumber per_cost; // gain for each unit of currency spent; missing where nothing is spent
};

// Whether a difference exceeds its noise: at 99% and more.
bool is_significant(double gain, double std_error);
bool is_significant(const NamedGain& gain);

// At the horizon; all metrics but the one that counts what was invested.
std::vector<NamedGain> metric_gains(const RunResult& result, const Benefit& benefit);
// Of probabilities.
std::vector<NamedGain> target_gains(const RunResult& result, const Benefit& benefit);
// Of the probability of all targets together; none where there are no targets.
std::optional<NamedGain> joint_gain(const RunResult& result, const Benefit& benefit);

} // namespace escala
