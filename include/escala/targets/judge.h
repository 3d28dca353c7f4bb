// SPDX-License-Identifier: Apache-2.0
// On how many paths each target holds, and when it first did.
//
// A target is a property of paths, so it is judged beside the summaries, month by month, and never
// from quantiles. What is kept are counts, which add up over runs of different paths.
#pragma once

#include <atomic>
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

class JudgeObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void block(const BlockView& view) override;

  // Of the finished run.
  Tally tally() const;
  bool is_met(std::size_t target, std::uint64_t path) const;

 private:
  // What a target knows of the paths so far: a bit for each.
  struct Progress {
    std::vector<std::uint64_t> ever;               // the condition has held
    std::vector<std::uint64_t> met;                // by the month, or throughout so far
    std::vector<std::atomic<std::uint64_t>> first; // by month: paths on which it first held
  };

  static void judge(const ModelTarget& target, Progress& progress, const double* condition,
                    const BlockView& view);

  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
  std::vector<Progress> progress_; // of each target
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
