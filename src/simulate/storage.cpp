// SPDX-License-Identifier: Apache-2.0
#include "simulate/storage.h"

#include "escala/simulate/simulate.h"

namespace escala {
namespace {

std::size_t ring_size(const History& history) {
  if (history.lookback < 0)
    return 0;
  return static_cast<std::size_t>(history.lookback) + 1;
}

HistoryColumns columns_of(const History& history, std::uint64_t paths) {
  HistoryColumns columns;
  for (std::size_t i = 0; i < ring_size(history); ++i)
    columns.ring.emplace_back(paths);
  if (history.initial)
    columns.initial = Column(paths);
  if (history.total)
    columns.total = Column(paths);
  if (history.peak)
    columns.peak = Column(paths);
  if (history.trough)
    columns.trough = Column(paths);
  return columns;
}

} // namespace

Storage::Storage(const Model& model, std::uint64_t paths) {
  for (const Series& series : model.series)
    held.push_back(series.is_held() ? Column(paths) : Column());
  for (std::size_t i = 0; i < model.metrics.size(); ++i)
    state.emplace_back(paths);
  for (const History& history : model.histories)
    histories.push_back(columns_of(history, paths));
}

std::uint64_t memory_of(const Model& model, std::uint64_t paths) {
  std::uint64_t columns = model.metrics.size();
  for (const Series& series : model.series)
    columns += series.is_held() ? 1 : 0;
  for (const History& history : model.histories)
    columns += ring_size(history) + history.initial + history.total + history.peak + history.trough;
  return columns * paths * sizeof(double);
}

} // namespace escala
