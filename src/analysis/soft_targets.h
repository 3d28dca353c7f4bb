// SPDX-License-Identifier: Apache-2.0
// A smooth stand-in for the probability of a target: each path counts by how near it is to meeting
// the target, and not as 1 or 0.
//
//   soft P = mean over paths of the product over targets of 1 / (1 + exp(-margin / (width spread)))
//
// This is the kernel smoothing of an indicator (Liu and Hong 2011, "Kernel estimation of the Greeks
// for options with discontinuous payoffs"), with the logistic distribution as the kernel. `spread`
// is the spread of the target's margin over paths. The width is the least at which enough paths
// have a say. So where all targets are met on a few paths only, paths that nearly meet them decide
// too, and there is a direction even if no path meets them.
//
// A target without margins counts 1 where it is met; where it isn't, a share that grows with the
// width.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/margin_observer.h"
#include "escala/analysis/studied_output.h"

namespace escala {

struct SoftProbability {
  double value = 0;
  double speaking = 0; // the number of paths with equal weights that would say as much (Kish 1965)
};

class SoftTargets {
 public:
  // The spreads of the margins of a finished run.
  void measure(const MarginObserver& run);
  // The least width at which `output` has enough paths; not less than it is.
  void widen_for(const MarginObserver& run, const StudiedOutput& output);

  SoftProbability probability(const MarginObserver& run, const StudiedOutput& output) const;
  double width() const { return width_; }

 private:
  void multiply(const MarginObserver& run, std::size_t target, std::span<double> weights) const;

  std::vector<double> spreads_; // by target; 0: it has no margins, or all are the same
  double width_ = 0.1;
};

// The share of paths that meet an output.
std::uint64_t hits_of(const Tally& tally, const StudiedOutput& output);

} // namespace escala
