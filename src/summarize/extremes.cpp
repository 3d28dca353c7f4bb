// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/extremes.h"

#include <algorithm>

namespace escala {
namespace {

// What is n/a gives way.
void join(bool lowest, ConstColumn values, Column extreme) {
  if (lowest)
    extreme = (values < extreme || extreme.isNaN()).select(values, extreme);
  else
    extreme = (values > extreme || extreme.isNaN()).select(values, extreme);
}

} // namespace

bool is_lowest_decisive(const ModelTarget& target) {
  const bool best = target.kind == TargetTiming::Kind::by;
  return (target.worst == Worst::lowest) != best;
}

ExtremeObserver::ExtremeObserver(WantedQuantiles wanted)
    : wanted_(wanted), columns_(std::move(wanted)) {}

std::vector<ExtremeObserver::Extreme> ExtremeObserver::extremes_of(const Model& model) {
  std::vector<Extreme> extremes;
  for (std::size_t i = 0; i < model.targets.size(); ++i) {
    const ModelTarget& target = model.targets[i];
    const bool at = target.kind == TargetTiming::Kind::at && target.subject != kNone;
    if (at || target.worst != Worst::none)
      extremes.push_back({.target = i,
                          .metric = target.subject,
                          .lowest = is_lowest_decisive(target),
                          .from = target.from,
                          .to = target.to,
                          .uncertain = model.metrics[target.subject].uncertain});
  }
  return extremes;
}

std::uint64_t ExtremeObserver::bytes_of_month(const RunShape& shape) const {
  const std::vector<Extreme> extremes = extremes_of(*shape.model);
  return ColumnSummaries::memory_of(extremes.size(), wanted_, shape.paths / shape.ranks) /
         static_cast<std::uint64_t>(std::max(1, shape.model->horizon));
}

void ExtremeObserver::begin(const RunShape& shape) {
  shape_ = shape;
  if (shape.attempt == 0) {
    extremes_ = extremes_of(*shape.model);
    targets_.assign(shape.model->targets.size(), {});
    for (const Extreme& extreme : extremes_)
      targets_[extreme.target] = empty_summary(1, wanted_.probabilities.size());
  }
  values_.assign(shape.slots, std::vector<double>(extremes_.size() * kBlockPaths));
}

void ExtremeObserver::begin_months(int first, int last) {
  last_ = last;
  std::size_t columns = 0;
  for (Extreme& extreme : extremes_) {
    const bool ends = extreme.to >= first && extreme.to <= last;
    extreme.column = ends && extreme.uncertain && !extreme.is_known ? columns++ : kNoColumn;
  }
  columns_.begin(columns, shape_);
}

void ExtremeObserver::on_block(const BlockView& view) {
  for (std::size_t i = 0; i < extremes_.size(); ++i) {
    const Extreme& extreme = extremes_[i];
    if (view.month < extreme.from || view.month > extreme.to)
      continue;
    Column so_far(values_[view.slot].data() + i * kBlockPaths, view.lanes);
    const ConstColumn values = view.reported[extreme.metric];
    if (view.month == extreme.from)
      so_far = values;
    else
      join(extreme.lowest, values, so_far);
    if (view.month != extreme.to)
      continue;
    if (extreme.column != kNoColumn)
      columns_.add(view, extreme.column, so_far);
    else if (!extreme.uncertain && view.first == 0)
      targets_[extreme.target].set_certain(0, so_far[0]);
  }
  if (view.month == last_)
    columns_.end_block(view);
}

bool ExtremeObserver::end_months(Workers& workers, Ranks& ranks) {
  const bool all = columns_.finish(workers, ranks);
  for (Extreme& extreme : extremes_) {
    if (extreme.column == kNoColumn || !columns_.is_found(extreme.column))
      continue;
    targets_[extreme.target].set(0, columns_, extreme.column, shape_.paths);
    extreme.is_known = true;
  }
  return all;
}

} // namespace escala
