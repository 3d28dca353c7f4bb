// SPDX-License-Identifier: Apache-2.0
// The runs of each plan and variant, and how each differs from the one before.
#include <algorithm>
#include <map>

#include "escala/report/history.h"

namespace escala {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

std::map<std::string, std::string> by_path(const Settings& settings) {
  std::map<std::string, std::string> values;
  for (const auto& [path, expression] : settings)
    values.insert_or_assign(path, expression); // the last one holds
  return values;
}

// "drivers.arr_growth=150%", or "without drivers.arr_growth=150%" where that was taken back.
void add_set_changes(const Settings& before, const Settings& now,
                     std::vector<HistoryChange>& changes) {
  const auto old_values = by_path(before), new_values = by_path(now);
  for (const auto& [path, expression] : new_values) {
    const auto old = old_values.find(path);
    if (old == old_values.end() || old->second != expression)
      changes.push_back({.kind = "changes", .text = OwnText{path + "=" + expression}});
  }
  for (const auto& [path, expression] : old_values)
    if (!new_values.contains(path))
      changes.push_back(
          {.kind = "changes", .text = filled("without {}", {path + "=" + expression})});
}

// Data files that are new, or have other bytes.
void add_data_changes(const Provenance& before, const Provenance& now,
                      std::vector<HistoryChange>& changes) {
  for (const DataProvenance& data : now.data) {
    const auto old = std::ranges::find(before.data, data.file, &DataProvenance::file);
    if (old == before.data.end() || old->sha256 != data.sha256)
      changes.push_back({.kind = "data", .text = OwnText{data.file}});
  }
}

std::vector<HistoryChange> changes_between(const HistoryRun& old, const HistoryRun& run) {
  const Provenance& before = old.provenance;
  const Provenance& now = run.provenance;
  std::vector<HistoryChange> changes;
  if (before.sha256 != now.sha256)
    changes.push_back({.kind = "plan", .text = "the plan"});
  add_data_changes(before, now, changes);
  add_set_changes(before.set, now.set, changes);
  if (before.file != now.file)
    changes.push_back({.kind = "file", .text = OwnText{now.file}});
  if (old.version != run.version)
    changes.push_back({.kind = "version", .text = filled("version {}", {run.version})});
  if (before.paths != now.paths)
    changes.push_back({.kind = "paths", .text = filled("{} paths", {count(now.paths)})});
  if (before.seed != now.seed)
    changes.push_back({.kind = "seed", .text = filled("seed {}", {std::to_string(now.seed)})});
  if (before.sampler != now.sampler)
    changes.push_back({.kind = "sampler", .text = filled("sampler {}", {now.sampler})});
  if (before.isa != now.isa)
    changes.push_back({.kind = "isa", .text = filled("instruction set {}", {now.isa})});
  return changes;
}

HistoryStep step_of(const HistoryRun& run, const HistoryRun* before) {
  HistoryStep step{.run = &run, .before = before};
  step.moved.resize(run.targets.size());
  if (before == nullptr)
    return step;
  step.changes = changes_between(*before, run);
  for (std::size_t i = 0; i < run.targets.size(); ++i) {
    const auto old = std::ranges::find(before->targets, run.targets[i].name, &HistoryTarget::name);
    if (old != before->targets.end())
      step.moved[i] = independent_difference(old->judgement, run.targets[i].judgement);
  }
  return step;
}

} // namespace

std::vector<HistorySeries> series_of(const RunHistory& history) {
  std::vector<HistorySeries> all;
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (const HistoryRun& run : history.runs) {
    const auto& [plan, variant] = std::pair(run.provenance.scenario, run.provenance.variant);
    const auto [place, is_new] = known.try_emplace({plan, variant}, all.size());
    if (is_new)
      all.push_back({plan, variant, {}});
    std::vector<HistoryStep>& steps = all[place->second].steps;
    steps.push_back(step_of(run, steps.empty() ? nullptr : steps.back().run));
  }
  return all;
}

} // namespace escala
