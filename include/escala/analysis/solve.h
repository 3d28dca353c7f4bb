// SPDX-License-Identifier: Apache-2.0
// What it would take: the value of one part of a plan at which a target is as likely as wanted.
//
// All runs have the same draws, so the share of paths that meet the target is one fixed function of
// the value, and its noise does not disturb the search. The value is looked for in a grid of values
// first, and then by interpolation between two of them. A value belongs to the interval of the
// answer if the 99% interval of the probability at this value contains the wanted one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "escala/analysis/looks.h"
#include "escala/analysis/studied_output.h"
#include "escala/plan/open_plan.h"

namespace escala {

// What must be as likely as wanted: a target, all targets, or that a metric is at least `level`.
struct SolveQuestion {
  StudiedOutput output = {};
  double level = 0; // of a metric, in canonical units; a path on which it is n/a is below
  double wanted = 0.5;
};

// A part of the plan whose value is looked for.
struct SolveUnknown {
  OpenPlan plan;                         // with this one open value
  double today = 0;                      // in canonical units
  std::vector<double> grid;              // values to begin with, ascending, `today` among them
  double factor = 1;                     // from canonical units to those that people read
  std::optional<double> whole_step = {}; // if set, only multiples of it can be the answer
};

// A run at one value.
struct SolvedRun {
  double value = 0; // in canonical units
  Judgement judgement;
};

struct Solution {
  enum class Found : std::uint8_t {
    value,      // at `at.value` it is as likely as wanted
    unmoved,    // no value of the grid moves the probability
    never,      // no value makes it as likely; `at` is the best one
    always,     // every value makes it as likely; `at` is the worst one
    unfinished, // interrupted
  };
  Found found = Found::unfinished;
  SolvedRun at;           // a run at the answer
  Interval interval;      // of the answer
  bool open_low = false;  // the interval may go on below the values that were tried
  bool open_high = false; // the same above them
  bool monotone = true;   // as far as the grid shows, the probability only rises or only falls
  std::optional<double> jumps_from =
      {};                     // the probability just before the answer, if it jumps there
  std::vector<double> others; // other values at which it is as likely as wanted
  double low = 0;             // the ends of the values that were tried
  double high = 0;
};

// What is drawn for one of the model's `drawn`, in canonical units.
struct DrawnSpread {
  double mean = 0;
  double sd = 0;
};
std::vector<DrawnSpread> spreads_of_drawn(const Model& model, const DrawSource& draws,
                                          Workers& workers, const RunControl& control);

// Effort of a search.
struct SolveEffort {
  std::uint64_t screen_paths = 512; // of the first runs, which find out what has an effect
  std::uint64_t paths = 10'240;     // of those that decide
  bool drops_small = false; // what has no significant effect in the screen counts as unmoved
};

struct SolveOutcome {
  Looks looks;
  SolvedRun today;                                 // the plan as it is
  std::vector<Solution> solutions;                 // one for each unknown
  std::shared_ptr<const CompiledPlan> failed = {}; // the plan of the run that failed
};

// Solves for each unknown alone. Ends early if it is interrupted or the plan of today fails; a
// value at which a run fails bounds the values to try. `known`: called with the number of unknowns
// that are finished; may be empty.
SolveOutcome solve(const std::vector<SolveUnknown>& unknowns, const SolveQuestion& question,
                   const DrawSource& draws, const SolveEffort& effort, Workers& workers,
                   const RunControl& control, const std::function<void(std::size_t)>& known = {});

// Values around today's: close to it in small steps, far from it in large ones. `unit`: a small
// amount, for a value that is 0 today.
std::vector<double> values_around(double today, double unit);
// `count` values from `low` to `high`, and `today` if it lies between them.
std::vector<double> values_between(double low, double high, double today);

// Removes the values of the grid that the plan does not allow, on both sides of today's, and adds
// the last ones that it allows.
void keep_allowed(SolveUnknown& unknown);

} // namespace escala
