// SPDX-License-Identifier: Apache-2.0
#include "report/replay_record.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <map>
#include <span>

#include "escala/columns/sobol.h"
#include "escala/simulate/simulate.h"

namespace escala {
namespace {

constexpr std::uint64_t kFirstPaths = 200;
constexpr std::array<unsigned, kRankedFutures> kRanks{5, 25, 50, 75, 95};

// Series that are drawn in later months only have no value in month 0.
std::vector<bool> series_at_opening(const Model& model) {
  std::vector<bool> opening(model.series.size());
  for (const Work& work : model.opening)
    if (work.kind == Work::Kind::series)
      opening[work.index] = true;
  return opening;
}

// Keeps the paths of a run that are among the futures.
class FutureObserver final : public MonthObserver {
 public:
  FutureObserver(const Model& model, Recording& recording)
      : recording_(recording), opening_(series_at_opening(model)) {}

  void keep(std::uint64_t path, std::size_t future) { kept_.push_back({path, future}); }

  void on_block(const BlockView& view) override {
    for (const auto& [path, future] : kept_)
      if (path >= view.first && path < view.first + view.lanes)
        keep_lane(view, static_cast<std::size_t>(path - view.first), future);
  }

 private:
  void keep_lane(const BlockView& view, std::size_t lane, std::size_t future) {
    for (std::size_t i = 0; i < recording_.columns().size(); ++i) {
      const ConstColumn column = column_of(view, recording_.columns()[i]);
      recording_.at(i, future, view.month) =
          column.exists() ? column[static_cast<Eigen::Index>(lane)] : 0;
    }
  }

  ConstColumn column_of(const BlockView& view, const Recorded& recorded) const {
    switch (recorded.kind) {
    case Recorded::Kind::series:
      return view.month > 0 || opening_[recorded.index] ? view.series[recorded.index]
                                                        : ConstColumn();
    case Recorded::Kind::reported:
      return view.reported[recorded.index];
    case Recorded::Kind::effect:
      return view.effects[recorded.index];
    case Recorded::Kind::events:
      return view.risks[recorded.index].events;
    }
    return {};
  }

  Recording& recording_;
  std::vector<bool> opening_;
  std::vector<std::pair<std::uint64_t, std::size_t>> kept_; // path of the run, future
};

struct Ranked {
  double value;
  std::uint64_t path;
};

// The paths in the order of their values; without those that have none.
std::vector<Ranked> ranked_paths(std::span<const double> values) {
  std::vector<Ranked> ranked;
  for (std::size_t path = 0; path < values.size(); ++path)
    if (!std::isnan(values[path]))
      ranked.push_back({values[path], path});
  std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b) {
    return a.value < b.value || (a.value == b.value && a.path < b.path);
  });
  return ranked;
}

} // namespace

std::optional<std::size_t> Recording::find(Recorded::Kind kind, std::uint32_t index) const {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i].kind == kind && columns_[i].index == index)
      return i;
  return std::nullopt;
}

std::optional<ChosenFutures> choose_futures(const ReplayRequest& request, std::size_t most) {
  const Model& model = request.compiled->model;
  if (!model.is_uncertain())
    return ChosenFutures{{{"the plan's only future", 0}}, "Nothing is drawn in this plan.", 0};
  const std::vector<Ranked> ranked = ranked_paths(request.ranking.values);
  if (ranked.empty())
    return std::nullopt;
  ChosenFutures chosen;
  for (const unsigned percent : kRanks) {
    const std::size_t rank =
        std::min(ranked.size() - 1, ranked.size() * std::size_t{percent} / 100);
    chosen.futures.push_back({filled("{}% future", {count(percent)}), ranked[rank].path});
  }
  chosen.shown = 2;
  const ModelMetric& metric = model.metrics[request.ranking.metric];
  const int month = request.ranking.month;
  chosen.doc = filled("The 5%, 25%, 50%, 75% and 95% futures are those of these ranks among the "
                      "first {} paths, by {} in {}.",
                      {count(ranked.size()), metric.label.empty() ? metric.name : metric.label,
                       PlanMonth{month, model.calendar.at(month)}});
  const std::uint64_t first =
      std::min({kFirstPaths, request.compiled->simulation.paths, std::uint64_t{most}});
  for (std::uint64_t path = 0; path < first; ++path)
    chosen.futures.push_back({filled("path {}", {count(path)}), path});
  return chosen;
}

bool record(const Run& base, const std::vector<ReplayFuture>& futures, Workers& workers,
            Recording& recording) {
  std::map<std::uint64_t, std::vector<std::size_t>> stretches; // by the first path of each
  for (std::size_t i = 0; i < futures.size(); ++i)
    stretches[futures[i].path / kFirstPaths].push_back(i);
  std::deque<FutureObserver> observers;
  std::vector<Run> runs;
  for (const auto& [stretch, members] : stretches) {
    const auto first =
        std::ranges::min(members, {}, [&](std::size_t i) { return futures[i].path; });
    const auto last = std::ranges::max(members, {}, [&](std::size_t i) { return futures[i].path; });
    Run run = base;
    run.first_path = futures[first].path / kSobolGroup * kSobolGroup;
    run.paths = (futures[last].path - run.first_path) / 2 * 2 + 2;
    observers.emplace_back(*base.model, recording);
    for (const std::size_t i : members)
      observers.back().keep(futures[i].path - run.first_path, i);
    run.observers = {&observers.back()};
    runs.push_back(std::move(run));
  }
  return simulate(runs, workers).status == RunStatus::done;
}

} // namespace escala
