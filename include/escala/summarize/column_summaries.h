// SPDX-License-Identifier: Apache-2.0
// Moments and quantiles of many columns. Values arrive block by block from several workers and on
// several ranks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/moments.h"
#include "escala/summarize/ordered_merge.h"
#include "escala/summarize/quantile_sketch.h"
#include "escala/summarize/quantiles.h"

namespace escala {

// Exact sample quantiles, or those of a QuantileSketch.
enum class QuantileMethod : std::uint8_t { exact, sketch };

// The probabilities of the wanted quantiles, ascending in [0, 1], and how they are computed.
struct WantedQuantiles {
  std::vector<double> probabilities;
  QuantileMethod method = QuantileMethod::exact;
};

class ColumnSummaries {
 public:
  explicit ColumnSummaries(WantedQuantiles wanted);

  // Forgets everything and prepares for values of `columns` columns.
  void begin(std::size_t columns, const RunShape& shape);
  // Adds the values of a block in one column, except n/a. At most one call for each block and
  // column. `sums` are sums of deviations from the first value.
  void add(const BlockView& view, std::size_t column, ConstColumn values);
  void add(const BlockView& view, std::size_t column, ConstColumn values,
           const DeviationSums& sums);
  // Called after the last column of a block.
  void end_block(const BlockView& view);
  // Hint that values of the column will be added soon (prefetches).
  void expect(const BlockView& view, std::size_t column) const {
    if (method_ == QuantileMethod::exact)
      workers_[view.worker].streams[column].expect();
  }
  // Merges the values of all workers and ranks. False: a rank lies outside its bracket in some
  // column, whose values must be added again.
  bool finish(Workers& workers, Ranks& ranks);

  // The results, once finish() has returned. is_found: whether the column has its quantiles.
  bool is_found(std::size_t column) const { return is_found_[column] != 0; }
  const Moments& moments(std::size_t column) const { return moments_.of[column]; }
  // In the order of the probabilities; n/a if the column has no values.
  std::span<const double> quantiles(std::size_t column) const {
    return {quantiles_.data() + column * probabilities_.size(), probabilities_.size()};
  }

  // Approximate number of bytes that one worker keeps for `columns` columns; the total for several
  // workers is proportional to the square root of their number.
  static std::uint64_t memory_of(std::uint64_t columns, const WantedQuantiles& wanted,
                                 std::uint64_t paths);

 private:
  struct BlockMoments {
    std::vector<Moments> of; // of each column

    friend BlockMoments merged(BlockMoments first, const BlockMoments& second) {
      for (std::size_t i = 0; i < first.of.size(); ++i)
        first.of[i] = escala::merged(first.of[i], second.of[i]);
      return first;
    }
  };
  struct Worker {
    std::vector<double> defined;
    std::vector<QuantileStream> streams;  // of each column, for exact quantiles
    std::vector<QuantileSketch> sketches; // of each column, for others
  };
  using Windows = std::vector<RankWindow>; // of each bracket

  std::vector<Bracket> common_brackets(Ranks& ranks) const;
  static std::vector<std::size_t> window_of(std::span<const Bracket> brackets);
  Windows windows(std::size_t column, std::span<const Bracket> brackets) const;
  void find_quantiles(std::size_t column, std::span<const Bracket> brackets, Windows windows);
  void find_together(const std::vector<Bracket>& brackets, Workers& workers, Ranks& ranks);
  void find_exactly(Workers& workers, Ranks& ranks);
  void find_by_sketch(Workers& workers, Ranks& ranks);
  void set_quantiles(std::size_t column, const QuantileSketch& sketch);
  void tell_found(Ranks& ranks);
  std::span<const Bracket> brackets_of(std::size_t column, std::span<const Bracket> all) const {
    return all.subspan(column * probabilities_.size(), probabilities_.size());
  }

  std::vector<double> probabilities_;
  QuantileMethod method_;
  std::size_t columns_ = 0;
  std::vector<Worker> workers_;
  std::vector<BlockMoments> in_progress_; // by slot
  OrderedMerge<BlockMoments> merge_;
  BlockMoments moments_;
  std::vector<double> quantiles_;      // by column, then probability
  std::vector<std::uint8_t> is_found_; // of each column
};

} // namespace escala
