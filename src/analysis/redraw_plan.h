// SPDX-License-Identifier: Apache-2.0
// Which inputs each run of a sensitivity draws anew, and how Shapley effects are made of the runs.
#pragma once

#include <cstdint>
#include <vector>

namespace escala {

// The inputs that a run draws anew.
struct RedrawnRun {
  std::vector<bool> inputs;
  bool others = false; // everything that is not an input
};

// A term of an input's Shapley effect: `weight` times the difference between two runs, of which the
// second draws the input anew as well.
struct ShapleyStep {
  std::size_t input = 0;
  std::size_t without = 0; // indices of runs
  std::size_t with = 0;
  double weight = 0;
  std::size_t order = 0; // the random order of the inputs that it belongs to
};

struct RedrawPlan {
  std::vector<RedrawnRun> runs;       // the first one draws nothing anew
  std::size_t all = 0;                // the run that draws everything anew
  std::vector<std::size_t> only = {}; // by input: the run that draws it alone anew
  std::vector<std::size_t> but = {};  // by input: the run that draws everything but it anew
  std::vector<ShapleyStep> steps = {};
  std::size_t orders = 0; // random orders of inputs, in pairs; 0: every subset is there
};

// The radial design with its mirror image (Saltelli et al. 2010, Azzini et al. 2021): 2 k + 2 runs
// for k inputs.
RedrawPlan radial_plan(std::size_t inputs);

// The most inputs for which every subset has a run.
inline constexpr std::size_t kMostExactInputs = 10;
// Random orders of more inputs.
inline constexpr std::size_t kOrders = 96;

// All subsets of the inputs, with the weights of Shapley (1953). The inputs are all that is drawn.
RedrawPlan subset_plan(std::size_t inputs);
// The subsets along random orders of the inputs, each followed by its reverse.
RedrawPlan order_plan(std::size_t inputs, std::size_t orders, std::uint64_t seed);

} // namespace escala
