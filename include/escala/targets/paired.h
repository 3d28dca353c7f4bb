// SPDX-License-Identifier: Apache-2.0
// Compares two runs path by path: a plan and its baseline, simulated on the same draws.
//
// A draw depends only on its name, so path k has the same luck in both. On most paths a target is
// then met in both or in neither, and only the others make the difference of its probability
// uncertain.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/simulate/simulate.h"
#include "escala/targets/difference.h"
#include "escala/targets/judge.h"

namespace escala {

// Where two runs differ in a target.
struct PairedHits {
  std::uint64_t lost = 0;   // paths that meet it before, and not after
  std::uint64_t gained = 0; // paths that meet it after, and not before
  // Pairs of paths 2k and 2k + 1, by the paths gained minus those lost: -2 to 2.
  std::array<std::uint64_t, 5> pairs = {};
  std::vector<std::int8_t> by_word = {}; // the same in each 64 consecutive paths

  // Adds the paths that follow.
  void add(const PairedHits& other);
};

// The estimated difference of a probability; its `before` is not set.
Difference paired_difference(Sampler sampler, const PairedHits& hits, std::uint64_t paths,
                             double error = kIntervalError);

// Where two runs differ in several targets, and in all targets together.
struct PairedTally {
  std::uint64_t paths = 0;
  std::vector<PairedHits> targets;
  PairedHits joint;

  void add(const PairedTally& other);
};

// The same target in two runs.
struct TargetPair {
  std::size_t before = 0;
  std::size_t after = 0;
};

// Counts the paths on which two runs differ. It belongs to the second run of a call, behind both
// judges, which keep all paths.
class PairedObserver final : public MonthObserver {
 public:
  PairedObserver(const JudgeObserver& before, const JudgeObserver& after,
                 std::vector<TargetPair> targets)
      : before_(before), after_(after), targets_(std::move(targets)) {}

  void finish(Ranks& ranks) override;

  // The counts of the finished runs.
  const PairedTally& tally() const { return tally_; }

 private:
  PairedHits compare(const TargetPair& target) const;

  const JudgeObserver& before_;
  const JudgeObserver& after_;
  std::vector<TargetPair> targets_;
  PairedTally tally_;
};

// How the targets of a plan differ from those of a baseline that have the same names, over one
// batch of paths or several. The models must outlive it.
class PairedTargets {
 public:
  PairedTargets(const Model& before, const Model& after);

  // Those that both have, in the order of the plan's targets: what a PairedObserver compares.
  std::vector<TargetPair> pairs() const;
  // Adds what a batch has found: the counts of the baseline, and where both differ.
  void take(const Tally& before, const PairedTally& paired);

  // `error`: the probability that an interval does not contain the true difference.
  Differences differences(Sampler sampler, double error = kIntervalError) const;
  // Whether more paths can change the differences.
  bool is_uncertain() const { return before_.is_uncertain() || after_.is_uncertain(); }

 private:
  // A target that both have, and what is known of it without a run.
  struct Match {
    TargetPair pair;
    bool same = false;    // both read the same, so that the difference is 0
    bool certain = false; // its paths are all alike in both
  };

  bool has_joint() const;
  Difference difference(const Hits& before, const PairedHits& hits, const Match& match,
                        Sampler sampler, double error) const;

  const Model& before_;
  const Model& after_;
  std::vector<Match> matches_; // in the order of the plan's targets
  Tally tally_;                // of the baseline
  PairedTally paired_;
};

// The run of a baseline beside the run of a plan, over one batch of paths or several. The models
// must outlive it.
class PairedRuns {
 public:
  PairedRuns(const Model& before, const Model& after) : before_(before), targets_(before, after) {}
  PairedRuns(const PairedRuns&) = delete; // observers refer to each other
  PairedRuns& operator=(const PairedRuns&) = delete;

  // The run of the baseline on the paths of a run of the plan, whose judge keeps all paths. Both
  // are simulated in one call, the plan's first.
  Run beside(const Run& run, const JudgeObserver& judge);
  // Adds what both have found. They must be done.
  void take();

  Differences differences(Sampler sampler, double error = kIntervalError) const {
    return targets_.differences(sampler, error);
  }
  bool is_uncertain() const { return targets_.is_uncertain(); }

 private:
  struct Batch {
    JudgeObserver judge;
    PairedObserver paired;

    Batch(const JudgeObserver& after, std::vector<TargetPair> targets)
        : judge(JudgeObserver::Keep::all_paths), paired(judge, after, std::move(targets)) {}
  };

  const Model& before_;
  PairedTargets targets_;
  std::optional<Batch> batch_;
};

} // namespace escala
