// SPDX-License-Identifier: Apache-2.0
// The gains of a benefit with their names and units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/report/phrase.h"
#include "escala/report/run_result.h"

namespace escala {

// Values are in the unit in which they are shown. A value that is n/a is missing.
struct NamedGain {
  std::string name;
  Phrase label;
  DisplayUnit unit; // of a metric; probabilities have none
  MaybeNumber with, without, gain, std_error;
  MaybeNumber per_cost; // gain for each unit of currency spent; missing if nothing is spent
  bool judged = false;  // of a metric that a target reads
};

// Whether a difference is significant: larger than three standard errors.
bool is_significant(double gain, double std_error);
bool is_significant(const NamedGain& gain);

// The gains at the horizon of all metrics except the one of the money invested.
std::vector<NamedGain> metric_gains(const RunResult& result, const Benefit& benefit);
// The gains in the probabilities of the targets.
std::vector<NamedGain> target_gains(const RunResult& result, const Benefit& benefit);
// The gain in the probability of all targets together; nullopt if there are no targets.
std::optional<NamedGain> joint_gain(const RunResult& result, const Benefit& benefit);

// Of a probability, in points: "+3.1 pts".
Number points_of(const NamedGain& gain, double value);
// A gain, or a loss, with its error if it has one. Those of shares are in points: "+2.3 pts".
Number difference_of(const NamedGain& gain, double value);

// The mean with or without; with as many digits as tell them apart.
Number level_of(const NamedGain& gain, MaybeNumber value);

// `on_some` with the number of paths, the first of the run, which differ from the run's by chance;
// `on_all` if one path is all of them.
Phrase note_on_paths(const Counterfactual& found, std::string_view on_some,
                     std::string_view on_all);
inline constexpr const char* kEffectNote =
    "Probabilities, and means at the end, ± the standard error; -o FILE.json has all.";

// How many gains a table shows of one thing that is left out: more are read by programs.
struct Room {
  std::size_t targets = 2;
  std::size_t metrics = 2;
};

// The significant ones that can be seen, the largest first, at most `room`. Targets by points;
// metrics by the share of their level (of an availability and the like, of what lacks to 100%),
// those that a target reads before the others. What says the same as another one is left out: all
// targets together where one decides, a metric that is a multiple of another.
std::vector<NamedGain> largest_targets(std::vector<NamedGain> gains, const Room& room);
std::vector<NamedGain> largest_metrics(std::vector<NamedGain> gains, const Room& room);

} // namespace escala
