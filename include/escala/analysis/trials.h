// SPDX-License-Identifier: Apache-2.0
// What each path of a run drew, and what became of it: a row for each path.
//
// The columns are the drivers and parameters that are drawn once or yearly, the subject of each
// target in the target's last month, and for each target whether the path meets it (0 or 1) and the
// first month in which its condition holds (n/a if none).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "escala/columns/column.h"
#include "escala/simulate/observer.h"

namespace escala {

struct TrialColumn {
  enum class Kind : std::uint8_t { drawn, metric, met, first_month };

  std::string name; // unique
  Kind kind = Kind::drawn;
  std::uint32_t index = 0; // of the series, metric or target
  int month = 0;           // in which a value is read
  double factor = 1;       // from canonical units to those of results
};

struct MetricInMonth {
  std::uint32_t metric = 0;
  int month = 0;
};

// The columns of a model's trials, then those of `also`.
std::vector<TrialColumn> trial_columns(const Model& model, std::span<const MetricInMonth> also);

// Keeps the columns of the first paths of a run, which should be few or a short stretch of it.
class TrialObserver final : public MonthObserver {
 public:
  explicit TrialObserver(std::span<const TrialColumn> columns,
                         std::uint64_t most_paths = ~std::uint64_t{0})
      : columns_(columns), most_paths_(most_paths) {}

  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;

  std::size_t blocks() const { return blocks_.size(); }
  // Paths of a block that are kept.
  std::size_t lanes(std::size_t block) const;
  // The values of a row's columns. `row` has one entry for each column.
  void copy_row(std::size_t block, std::size_t lane, std::span<double> row) const;

  // Bytes that it keeps of each block.
  static std::uint64_t bytes_of_block(std::size_t columns);

 private:
  struct Block {
    std::size_t lanes = 0;
    std::vector<double> values;
    std::vector<PathBits> bits; // of each column about a target
  };

  void note_met(const TrialColumn& column, const BlockView& view, PathBits& met, Column out) const;
  static void note_first(const TrialColumn& column, const BlockView& view, PathBits& held,
                         Column out);
  Column values_of(Block& block, std::size_t column) const;

  std::span<const TrialColumn> columns_;
  std::uint64_t most_paths_;
  const Model* model_ = nullptr;
  std::vector<Block> blocks_;
};

} // namespace escala
