// SPDX-License-Identifier: Apache-2.0
#include "simulate/block_state.h"

#include <bit>

#include "escala/simulate/simulate.h"

namespace escala {
namespace {

std::size_t ring_size(const History& history) {
  if (history.lookback < 0)
    return 0;
  return static_cast<std::size_t>(history.lookback) + 1;
}

HistoryColumns columns_of(const History& history) {
  HistoryColumns columns;
  for (std::size_t i = 0; i < ring_size(history); ++i)
    columns.ring.push_back(StoredColumn::of_block());
  if (history.initial)
    columns.initial = StoredColumn::of_block();
  if (history.total)
    columns.total = StoredColumn::of_block();
  if (history.peak)
    columns.peak = StoredColumn::of_block();
  if (history.trough)
    columns.trough = StoredColumn::of_block();
  return columns;
}

bool has_offset(const ModelMetric& metric) {
  return metric.spec->adds_increments && metric.actual.last() >= 0;
}

bool is_permanent(const ModelImpact& impact, const Model& model) {
  return !impact.metrics.empty() && !model.risks[impact.risk].duration;
}

// Whether the cost needs a column. A constant cost is multiplied by the month instead.
bool adds_up(const ModelRisk& risk) {
  return risk.cost.source.kind == ParameterSource::Kind::series;
}

} // namespace

BlockState::BlockState(const Model& model) {
  for (const Series& series : model.series)
    held.push_back(series.is_held() ? StoredColumn::of_block() : StoredColumn());
  for (std::size_t i = 0; i < model.metrics.size(); ++i)
    state.push_back(StoredColumn::of_block());
  is_defined.resize(model.metrics.size());
  for (const ModelMetric& metric : model.metrics)
    reported_separately.push_back(metric.temporary.empty() ? StoredColumn()
                                                           : StoredColumn::of_block());
  for (const ModelMetric& metric : model.metrics)
    offset.push_back(has_offset(metric) ? StoredColumn::of_block() : StoredColumn());
  for (const ModelMetric& metric : model.metrics) {
    std::vector<StoredColumn>& kept = memory.emplace_back();
    for (std::size_t i = 0; i < metric.memory; ++i)
      kept.push_back(StoredColumn::of_block());
    std::vector<StoredColumn>& read = outputs.emplace_back();
    for (std::size_t i = 0; i < metric.spec->outputs.size(); ++i)
      read.push_back((metric.read_outputs >> i & 1) != 0 ? StoredColumn::of_block()
                                                         : StoredColumn());
  }
  for (const History& history : model.histories)
    histories.push_back(columns_of(history));
  for (const ModelRisk& risk : model.risks) {
    costs.push_back(adds_up(risk) ? StoredColumn::of_block() : StoredColumn());
    lasting_events.emplace_back();
  }
  for (const ModelImpact& impact : model.impacts) {
    const bool permanent = is_permanent(impact, model);
    lasting.push_back(permanent ? StoredColumn::of_block() : StoredColumn());
    inherent_lasting.push_back(permanent ? StoredColumn::of_block() : StoredColumn());
  }
}

std::uint64_t memory_of(const Model& model) {
  std::uint64_t columns = model.metrics.size();
  for (const Series& series : model.series)
    columns += series.is_held() ? 1 : 0;
  for (const History& history : model.histories)
    columns += ring_size(history) + history.initial + history.total + history.peak + history.trough;
  for (const ModelMetric& metric : model.metrics)
    columns += (metric.temporary.empty() ? 0 : 1) + (has_offset(metric) ? 1 : 0) + metric.memory +
               static_cast<std::uint64_t>(std::popcount(metric.read_outputs));
  for (const ModelImpact& impact : model.impacts)
    columns += is_permanent(impact, model) ? 2 : 0;
  for (const ModelRisk& risk : model.risks)
    columns += adds_up(risk) ? 1 : 0;
  return columns * kBlockPaths * sizeof(double);
}

} // namespace escala
