// SPDX-License-Identifier: Apache-2.0
// Compares scenarios on the same draws: the first one is the base. Targets and metrics are matched
// by name.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "escala/analysis/looks.h"
#include "escala/analysis/studied_output.h"
#include "escala/analysis/sweep.h"
#include "escala/summarize/summary.h"
#include "escala/targets/paired.h"

namespace escala {

// A metric of one scenario in the compared month, in canonical units. Paths without a value are
// left out.
struct MetricInScene {
  MetricSpread spread;
  double mean = 0;
  // From the base, path by path; nullopt if the base lacks it or no path has both values.
  struct Change {
    double mean = 0;
    double std_error = 0;
  };
  std::optional<Change> change = {};
};

struct SceneResult {
  std::vector<Judgement> targets; // in the order of the model
  Judgement joint;
  Differences differences;            // from the base; of the base itself all nullopt
  std::vector<MetricInScene> metrics; // in the order of the model
};

// A scenario of a comparison. `month`: in which its metrics are read.
struct Scene {
  const Model* model = nullptr;
  int month = 0;
};

class CompareStudy final : public Study {
 public:
  // Metrics are kept of this many paths at most.
  static constexpr std::uint64_t kMetricPaths = 131'072;

  // The first scene is the base. The models must outlive it.
  CompareStudy(std::vector<Scene> scenes, DrawSource draws);

  std::vector<Run> runs(std::uint64_t first, std::uint64_t paths) override;
  void take() override;
  // Every standard error of a difference is at most a fifth of a point.
  bool is_sure() const override;

  // Of all scenes, in their order.
  std::vector<SceneResult> found() const;

 private:
  // What one scene's run of a look observes.
  struct Watch {
    JudgeObserver judge{JudgeObserver::Keep::all_paths};
    OutputObserver metrics;
    std::optional<PairedObserver> paired = {}; // with the base; not of the base

    explicit Watch(std::vector<StudiedOutput> outputs) : metrics(std::move(outputs)) {}
  };
  struct Found {
    Tally tally;
    std::optional<PairedTargets> differences = {}; // not of the base
    std::vector<std::vector<double>> metrics;      // values by path
  };

  Differences differences(std::size_t scene) const;
  MetricInScene metric(std::size_t scene, std::size_t metric) const;

  std::vector<Scene> scenes_;
  DrawSource draws_;
  std::deque<Watch> watches_; // of the current look
  std::vector<Found> found_;
};

// The medians of all metrics by month, of each scene: by scene, then by metric. The runs are
// simulated in one call.
struct ComparedCurves {
  RunOutcome outcome;
  std::vector<std::vector<MetricSummary>> scenes; // with the quantiles 5%, 50% and 95%
};
ComparedCurves compare_curves(const std::vector<Scene>& scenes, const DrawSource& draws,
                              std::uint64_t paths, Workers& workers, const RunControl& control);

} // namespace escala
