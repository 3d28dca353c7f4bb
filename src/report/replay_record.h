// SPDX-License-Identifier: Apache-2.0
// The futures that a replay can show, and what was drawn on each.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "escala/report/replay.h"
#include "escala/simulate/run.h"

namespace escala {

// The first futures, which are chosen by rank.
inline constexpr std::size_t kRankedFutures = 5;

// What is kept of each future, by month.
struct Recorded {
  enum class Kind : std::uint8_t { series, reported, effect, events };
  Kind kind = Kind::series;
  std::uint32_t index = 0;
};

// Values of some columns on some paths: of a path in neighbouring places, month by month.
class Recording {
 public:
  Recording(std::vector<Recorded> columns, std::size_t futures, int horizon)
      : columns_(std::move(columns)), months_(static_cast<std::size_t>(horizon) + 1),
        values_(columns_.size(), std::vector<double>(futures * months_)) {}

  const std::vector<Recorded>& columns() const { return columns_; }
  double& at(std::size_t column, std::size_t future, int month) {
    return values_[column][future * months_ + static_cast<std::size_t>(month)];
  }
  double at(std::size_t column, std::size_t future, int month) const {
    return values_[column][future * months_ + static_cast<std::size_t>(month)];
  }
  // None if the column was not recorded.
  std::optional<std::size_t> find(Recorded::Kind kind, std::uint32_t index) const;
  std::size_t futures() const { return values_.empty() ? 0 : values_[0].size() / months_; }

 private:
  std::vector<Recorded> columns_;
  std::size_t months_;
  std::vector<std::vector<double>> values_;
};

struct ChosenFutures {
  std::vector<ReplayFuture> futures;
  Phrase doc;
  std::size_t shown = 0;
};

// The futures at some ranks of a metric, and the first paths, at most `most` of them.
std::optional<ChosenFutures> choose_futures(const ReplayRequest& request, std::size_t most);

// Simulates the futures. False if a path fails.
bool record(const Run& base, const std::vector<ReplayFuture>& futures, Workers& workers,
            Recording& recording);

} // namespace escala
