// SPDX-License-Identifier: Apache-2.0
// Records what the first paths of a run have drawn.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "escala/simulate/observer.h"

namespace escala {

// The largest number of paths that are recorded. Plans with many inputs and targets have fewer
// paths recorded, but never fewer than kLeastStudiedPaths; those with more than kStudiedShares
// pairs of an input and a target have none.
inline constexpr std::uint64_t kStudiedPaths = 32768;
inline constexpr std::uint64_t kLeastStudiedPaths = 2048;
inline constexpr std::uint64_t kStudiedShares = 65536;

// Number of paths of a run that are recorded; 0 if there are no targets.
std::uint64_t studied_paths(const Model& model, std::uint64_t paths);

// By series: whether it is computed in months after the opening. What only month 0 reads is not,
// and its column means nothing later.
std::vector<bool> series_of_steps(const Model& model);

class DrawnObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  std::uint64_t paths() const { return paths_; }
  // Whether one of the model's `drawn` is drawn yearly or monthly.
  bool is_repeated(std::size_t input) const;
  // By path: the value of one of the model's `drawn`; of what is drawn more than once, its value in
  // month 1.
  std::span<const double> first(std::size_t input) const { return columns_[input]; }
  // The same, but of what is drawn more than once the mean of its values in months 1 to `month`,
  // which must be the last month of a target.
  std::span<const double> until(std::size_t input, int month) const;

 private:
  void add(std::size_t input, const BlockView& view, std::size_t lanes);

  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
  std::vector<bool> in_steps_;          // by series
  std::vector<int> ends_;               // last months of targets, ascending
  std::vector<std::size_t> first_mean_; // of each input: the index of its first mean
  std::vector<std::vector<double>>
      columns_; // a value for each input, then the means, then the sums
};

} // namespace escala
