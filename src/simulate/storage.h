// SPDX-License-Identifier: Apache-2.0
// What a run keeps of all paths: one column of each state, of each value that changes seldom, and
// of as many past months as something looks back.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "escala/model/model.h"

namespace escala {

class Column {
 public:
  Column() = default;
  explicit Column(std::uint64_t paths) : values_(std::make_unique_for_overwrite<double[]>(paths)) {}
  explicit operator bool() const { return values_ != nullptr; }
  double* at(std::uint64_t path) const { return values_.get() + path; }

 private:
  std::unique_ptr<double[]> values_;
};

struct HistoryColumns {
  std::vector<Column> ring; // month m at m % size
  Column initial;
  Column total;
  Column peak;
  Column trough;

  // The column of a month within the lookback; month 0's for months before it.
  const double* at(int month, std::uint64_t path) const {
    const std::size_t index = month < 0 ? 0 : static_cast<std::size_t>(month);
    return ring[index % ring.size()].at(path);
  }
};

struct Storage {
  Storage(const Model& model, std::uint64_t paths);

  std::vector<Column> held;  // of each series that is held
  std::vector<Column> state; // of each metric
  std::vector<HistoryColumns> histories;

  // What a metric reports is its state, as long as no loss parts them.
  const Column& reported(std::size_t metric) const { return state[metric]; }
};

} // namespace escala
