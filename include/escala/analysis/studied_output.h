// SPDX-License-Identifier: Apache-2.0
// What an analysis studies: whether a path meets a target, or all of them, or the value of a metric
// in a month. Recorded for every path of a run.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/targets/judge.h"

namespace escala {

struct StudiedOutput {
  enum class Kind : std::uint8_t {
    target, // 1 if the path meets it, otherwise 0
    joint,  // 1 if the path meets all targets, otherwise 0
    metric, // its reported value in `month`, in canonical units; may be n/a
  };
  Kind kind = Kind::target;
  std::uint32_t index = 0; // of the target or metric
  int month = 0;           // of a metric

  bool operator==(const StudiedOutput&) const = default;
};

// Records outputs of the paths of a run: of one path if all are the same.
class OutputObserver final : public MonthObserver {
 public:
  explicit OutputObserver(std::vector<StudiedOutput> outputs);

  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;
  std::uint64_t bytes_of_month(const RunShape& shape) const override;

  std::size_t size() const { return outputs_.size(); }
  // By path of the finished run.
  std::span<const double> values(std::size_t output) const { return values_[output]; }
  // Of the finished run.
  const Tally& tally() const { return judge_.tally(); }

 private:
  bool is_met(const StudiedOutput& output, std::uint64_t path) const;

  std::vector<StudiedOutput> outputs_;
  const Model* model_ = nullptr;
  JudgeObserver judge_;
  std::vector<std::vector<double>> values_;
};

} // namespace escala
