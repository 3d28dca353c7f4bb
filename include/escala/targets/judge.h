// SPDX-License-Identifier: Apache-2.0
// Counts the paths on which each target holds, those on which n/a decides against it, and the
// months in which its condition first held and first failed.
//
// A target is a property of paths, so it is judged month by month during the run, and not from
// quantiles. Only counts are kept; counts of runs with different paths can be added.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/targets/interval.h"
#include "escala/targets/pairs.h"

namespace escala {

// The number of paths that meet a target; of pairs of paths 2k and 2k + 1 that both meet it; and of
// paths in each 64 consecutive paths. Parts that are added must start at a multiple of 64 paths.
struct Hits {
  std::uint64_t paths = 0;
  std::uint64_t pairs = 0;
  std::vector<std::uint8_t> by_word = {};

  // Adds the hits of the paths that follow.
  void add(const Hits& other);
};

// The counts of one target.
struct TargetTally {
  Hits hits;
  // Paths that miss the target, and would meet it if its condition held wherever it is n/a.
  std::uint64_t undefined = 0;
  // By month, from 1 on: paths on which the condition first held.
  std::vector<std::uint64_t> first_months;
  // The same of the first month of the span in which it did not hold; of `throughout` alone.
  std::vector<std::uint64_t> first_broken;
};

// The counts of all targets.
struct Tally {
  std::uint64_t paths = 0;
  Hits joint; // of all targets together
  std::vector<TargetTally> targets;

  void add(const Tally& other);
};

// Number of first paths for which it is kept whether each target is met, if nothing else is asked
// for.
inline constexpr std::uint64_t kRememberedPaths = 2048;

// Counts hits of every target during a run.
class JudgeObserver final : public MonthObserver {
 public:
  enum class Keep : std::uint8_t {
    first_paths, // whether the remembered paths meet each target
    all_paths,   // the same of every path that this rank simulates, for a PairedObserver
  };

  // `remembered`: the number of first paths for which is_met() answers.
  explicit JudgeObserver(std::uint64_t remembered = kRememberedPaths, Keep keep = Keep::first_paths)
      : remembered_(remembered), keep_(keep) {}
  explicit JudgeObserver(Keep keep) : JudgeObserver(kRememberedPaths, keep) {}

  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // The counts of the finished run.
  const Tally& tally() const { return tally_; }
  // Whether one of the remembered paths meets a target.
  bool is_met(std::size_t target, std::uint64_t path) const;

  // The number of paths that are simulated; 1 if all are the same.
  std::uint64_t paths() const { return paths_; }
  // Of Keep::all_paths: a bit for each path that this rank simulates and that meets a target; after
  // the last target, all of them. Words of 64 paths.
  std::span<const std::uint64_t> own_met(std::size_t target) const { return own_met_[target]; }
  // A bit for each path that this rank simulates.
  std::span<const std::uint64_t> own_paths() const { return own_paths_; }

 private:
  // The state of one target on the paths of a block.
  struct Progress {
    PathBits ever = {};   // the condition has held
    PathBits met = {};    // the target is met so far
    PathBits spared = {}; // it is met so far if n/a counts as met
  };
  using BlockProgress = std::vector<Progress>; // of each target

  static void judge(const ModelTarget& target, Progress& progress, TargetTally& tally,
                    std::size_t index, const BlockView& view);
  static void note_first(Progress& progress, TargetTally& tally, const PathBits& holds,
                         const BlockView& view);
  static void note_broken(const Progress& before, TargetTally& tally, const PathBits& holds,
                          const BlockView& view);
  void open(BlockProgress& block) const;
  void close(const BlockProgress& block, Tally& tally, const BlockView& view);
  void count(const PathBits& met, const BlockView& view, Hits& hits, std::size_t target);
  void keep(const PathBits& met, const BlockView& view, std::size_t target);

  std::uint64_t remembered_;
  Keep keep_;
  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
  std::vector<BlockProgress> in_progress_; // by slot
  std::vector<Tally> tallies_;             // by worker; without by_word
  // By target, then for all together: number of paths in each 64 that met it.
  std::vector<std::vector<std::uint8_t>> by_word_;
  std::vector<std::vector<std::uint64_t>> met_;     // by target: bits of the first paths
  std::vector<std::vector<std::uint64_t>> own_met_; // by target, then for all together
  std::vector<std::uint64_t> own_paths_;
  Tally tally_;
};

// An estimated probability and the verdict on it.
struct Judgement {
  double probability = 0;
  double std_error = 0;
  Interval interval;
  std::uint64_t paths = 0;
  Verdict verdict = Verdict::undecided; // about the confidence that was given
};

// The pairs of antithetic paths. A last path without its other is a pair that misses once.
Pairs pairs_of(const Hits& hits, std::uint64_t paths);

// Judges hits on independent paths. `uncertain`: false if all paths are equal, so that the
// probability is exactly 0 or 1.
Judgement judge_count(std::uint64_t hits, std::uint64_t paths, double confidence, bool uncertain);
// The same for any sampler: antithetic paths are judged with pair_interval(), Sobol paths with
// replicate_estimate().
Judgement judge_hits(Sampler sampler, const Hits& hits, std::uint64_t paths, double confidence,
                     bool uncertain);

// Whether paths can differ in whether they meet all targets. They cannot if all targets are
// certain, or if a certain target is missed.
bool is_joint_uncertain(const Model& model, const Tally& tally);

// When a condition first held: percentiles (type 7) over the paths on which it ever held.
struct FirstMonths {
  std::vector<double> percentiles; // months; empty if there is no such path
  double never = 1;                // share of paths on which it never held
  int median_month = -1;           // month by which it held on half of all paths; -1: never
};

FirstMonths first_months(const TargetTally& tally, std::uint64_t paths,
                         std::span<const double> probabilities);
// The same of when it was first broken.
FirstMonths first_broken(const TargetTally& tally, std::uint64_t paths,
                         std::span<const double> probabilities);

} // namespace escala
