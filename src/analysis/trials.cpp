// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/trials.h"

#include <algorithm>
#include <bit>
#include <set>

#include "escala/analysis/drawn_observer.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// Columns of a block are this far apart, so that a row's values do not share a place in the cache.
constexpr std::size_t kStride = kBlockPaths + 8;

class TrialColumns {
 public:
  explicit TrialColumns(const Model& model) : model_(model), in_steps_(series_of_steps(model)) {}

  // Of a driver that is drawn yearly one for each year of the plan. The value of a year is read in
  // its last month: what month 0 does not need is drawn in month 1.
  void add_drawn(const DrawnInput& input) {
    const UpdateInterval interval = model_.series[input.series].update_interval;
    if (!in_steps_[input.series]) // only the opening reads it
      return add(input.name, TrialColumn::Kind::drawn, input.series, 0, input.unit.factor);
    if (interval == UpdateInterval::once)
      return add(input.name, TrialColumn::Kind::drawn, input.series, model_.horizon,
                 input.unit.factor);
    if (interval != UpdateInterval::yearly)
      return;
    for (int year = 0; year <= plan_year(model_.horizon); ++year)
      add(input.name + ".year" + std::to_string(year + 1), TrialColumn::Kind::drawn, input.series,
          std::min((year + 1) * kMonthsInYear, model_.horizon), input.unit.factor);
  }

  void add_subject(const ModelTarget& target) {
    if (target.subject != kNone)
      add(target.name + ".value", TrialColumn::Kind::metric, target.subject, target.to,
          model_.metrics[target.subject].unit.factor);
  }

  void add_verdict(std::uint32_t index) {
    const ModelTarget& target = model_.targets[index];
    add(target.name + ".met", TrialColumn::Kind::met, index, target.to, 1);
    add(target.name + ".first_month", TrialColumn::Kind::first_month, index, model_.horizon, 1);
  }

  void add_metric(const MetricInMonth& also) {
    const ModelMetric& metric = model_.metrics[also.metric];
    add(metric.name + "@" + to_text(model_.calendar.at(also.month)), TrialColumn::Kind::metric,
        also.metric, also.month, metric.unit.factor);
  }

  std::vector<TrialColumn> take() { return std::move(columns_); }

 private:
  // A name that is taken gets a number: "arr.value", then "arr.value (2)".
  void add(const std::string& name, TrialColumn::Kind kind, std::uint32_t index, int month,
           double factor) {
    std::string unique = name;
    for (int ordinal = 2; !taken_.insert(unique).second; ++ordinal)
      unique = name + " (" + std::to_string(ordinal) + ")";
    columns_.push_back({std::move(unique), kind, index, month, factor});
  }

  const Model& model_;
  std::set<std::string> taken_{"path"};
  std::vector<bool> in_steps_; // by series
  std::vector<TrialColumn> columns_;
};

} // namespace

std::vector<TrialColumn> trial_columns(const Model& model, std::span<const MetricInMonth> also) {
  TrialColumns columns(model);
  for (const DrawnInput& input : model.drawn)
    columns.add_drawn(input);
  for (const ModelTarget& target : model.targets)
    columns.add_subject(target);
  for (std::uint32_t i = 0; i < model.targets.size(); ++i)
    columns.add_verdict(i);
  for (const MetricInMonth& each : also)
    columns.add_metric(each);
  return columns.take();
}

std::uint64_t TrialObserver::bytes_of_block(std::size_t columns) {
  return columns * (kStride * sizeof(double) + sizeof(PathBits));
}

void TrialObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  const std::uint64_t paths = std::min(shape.paths, most_paths_);
  blocks_.resize((paths + kBlockPaths - 1) / kBlockPaths);
  for (Block& block : blocks_) {
    block.values.resize(columns_.size() * kStride);
    block.bits.resize(columns_.size());
  }
}

Column TrialObserver::values_of(Block& block, std::size_t column) const {
  return {block.values.data() + column * kStride, block.lanes};
}

void TrialObserver::on_block(const BlockView& view) {
  if (view.first >= blocks_.size() * kBlockPaths)
    return;
  Block& block = blocks_[view.first / kBlockPaths];
  block.lanes = view.lanes;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const TrialColumn& column = columns_[i];
    Column out = values_of(block, i);
    switch (column.kind) {
    case TrialColumn::Kind::drawn:
      if (view.month == column.month)
        out = view.series[column.index] * column.factor;
      break;
    case TrialColumn::Kind::metric:
      if (view.month == column.month)
        out = view.reported[column.index] * column.factor;
      break;
    case TrialColumn::Kind::met:
      note_met(column, view, block.bits[i], out);
      break;
    case TrialColumn::Kind::first_month:
      note_first(column, view, block.bits[i], out);
      break;
    }
  }
}

// In the target's last month the bits become numbers.
void TrialObserver::note_met(const TrialColumn& column, const BlockView& view, PathBits& met,
                             Column out) const {
  const ModelTarget& target = model_->targets[column.index];
  if (view.month < target.from || view.month > target.to)
    return;
  const bool by = target.kind == TargetTiming::Kind::by;
  if (view.month == target.from)
    met.fill(by ? 0 : ~std::uint64_t{0});
  const PathBits& holds = view.conditions[column.index];
  for (std::size_t word = 0; word < met.size(); ++word)
    met[word] = by ? met[word] | holds[word] : met[word] & holds[word];
  if (view.month == target.to)
    for (std::size_t lane = 0; lane < view.lanes; ++lane)
      out[static_cast<Eigen::Index>(lane)] =
          static_cast<double>(met[lane / kWordBits] >> (lane % kWordBits) & 1);
}

void TrialObserver::note_first(const TrialColumn& column, const BlockView& view, PathBits& held,
                               Column out) {
  if (view.month == 0) {
    held.fill(0);
    out.setConstant(kUndefined);
    return;
  }
  const PathBits& holds = view.conditions[column.index];
  for (std::size_t word = 0; word * kWordBits < view.lanes; ++word) {
    for (std::uint64_t begun = holds[word] & ~held[word]; begun != 0; begun &= begun - 1) {
      const std::size_t lane = word * kWordBits + static_cast<std::size_t>(std::countr_zero(begun));
      if (lane < view.lanes)
        out[static_cast<Eigen::Index>(lane)] = view.month;
    }
    held[word] |= holds[word];
  }
}

std::size_t TrialObserver::lanes(std::size_t block) const {
  return std::min<std::uint64_t>(blocks_[block].lanes, most_paths_ - block * kBlockPaths);
}

void TrialObserver::copy_row(std::size_t block, std::size_t lane, std::span<double> row) const {
  for (std::size_t i = 0; i < row.size(); ++i)
    row[i] = blocks_[block].values[i * kStride + lane];
}

} // namespace escala
