// SPDX-License-Identifier: Apache-2.0
// On how many paths each target holds, and when it first did.
//
// A target is a property of paths, so it is judged beside the summaries, month by month, and never
// from quantiles. What is kept are counts, which add up over runs of different paths.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/targets/interval.h"

namespace escala {

// Paths that meet something; pairs of paths 2k and 2k + 1 that both do; and paths of each 64 in
// turn (whoever adds more of them has counted a multiple of 64 so far).
struct Hits {
  std::uint64_t paths = 0;
  std::uint64_t pairs = 0;
  std::vector<std::uint8_t> by_word = {};

  // Of other paths; those of its words stand behind.
  void add(const Hits& other);
};

struct TargetTally {
  Hits hits;
  std::vector<std::uint64_t> first_months; // by month: paths on which the condition first held
};

struct Tally {
  std::uint64_t paths = 0;
  Hits joint; // of all targets together
  std::vector<TargetTally> targets;

  void add(const Tally& other);
};

inline constexpr std::uint64_t kRememberedPaths = 2048;

class JudgeObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // Of the finished run.
  const Tally& tally() const { return tally_; }
  // Of one of the first kRememberedPaths paths.
  bool is_met(std::size_t target, std::uint64_t path) const;

 private:
  // What a target knows of the paths of a block so far.
  struct Progress {
    PathBits ever = {}; // the condition has held
    PathBits met = {};  // by the month, or throughout so far
  };
  using BlockProgress = std::vector<Progress>; // of each target

  static void judge(const ModelTarget& target, Progress& progress, TargetTally& tally,
                    const PathBits& holds, const BlockView& view);
  void open(BlockProgress& block) const;
  void close(const BlockProgress& block, Tally& tally, const BlockView& view);
  void count(const PathBits& met, const BlockView& view, Hits& hits, std::size_t target);

  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
  std::vector<BlockProgress> under_way_; // of each slot
  std::vector<Tally> tallies_;           // of each worker, but for what is counted by word
  // Of each target, then of all together: paths of each 64 that met it.
  std::vector<std::vector<std::uint8_t>> by_word_;
  std::vector<std::vector<std::uint64_t>> met_; // of each target: bits of the first paths
  Tally tally_;
};

struct Judgement {
  double probability = 0;
  double std_error = 0;
  Interval interval;
  std::uint64_t paths = 0;
  Decision decision = Decision::undecided; // against the confidence given
};

// `uncertain` is false where every path is the same: then the probability is 0 or 1, and certain.
Judgement judge_count(std::uint64_t hits, std::uint64_t paths, double confidence, bool uncertain);
// The same as the sampler has it: antithetic paths are replicates in pairs, judged by Student's t
// over the means of pairs, or by Clopper and Pearson over pairs where all of them agree; those of
// sobol are those of replicate_estimate().
Judgement judge_hits(Sampler sampler, const Hits& hits, std::uint64_t paths, double confidence,
                     bool uncertain);

// Whether paths differ in whether they meet all targets: not where the targets are all certain, nor
// where a certain one is missed.
bool is_joint_uncertain(const Model& model, const Tally& tally);

// Percentiles (type 7) of the first month over the paths that ever met the condition.
struct FirstMonths {
  std::vector<double> percentiles; // empty: none ever did
  double never = 1;                // share of paths
  int median_month = -1;           // by which half of all paths have; -1: they never do
};

FirstMonths first_months(const TargetTally& tally, std::uint64_t paths,
                         std::span<const double> probabilities);

} // namespace escala
