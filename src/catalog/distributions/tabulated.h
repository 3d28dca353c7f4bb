// SPDX-License-Identifier: Apache-2.0
// Draws with fixed parameters from tables of the quantile function, one table for each set of
// parameters.
//
// Distribution is a class as in describe.h. Its draw(u) must be quantile(u) for u up to 1/2, and
// upper_quantile(1 - u) above.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "catalog/quantile_table.h"
#include "describe.h"
#include "escala/columns/standard_normal.h"

namespace escala {

// Tables by the bits of their parameters, built at the first use and shared by all threads. All are
// deleted when there are too many. A table that is built again is the same as before.
template <class Distribution>
class QuantileTables {
 public:
  std::shared_ptr<const QuantileTable> find(DistributionArguments arguments) {
    Key key;
    std::ranges::transform(arguments, key.begin(),
                           [](double argument) { return std::bit_cast<std::uint64_t>(argument); });
    const std::lock_guard lock(mutex_);
    if (const auto found = tables_.find(key); found != tables_.end())
      return found->second;
    if (tables_.size() == kMost)
      tables_.clear();
    return tables_[key] = build(Distribution(arguments));
  }

 private:
  static constexpr std::size_t kMost = 1000; // 7 KiB each
  using Key = std::array<std::uint64_t, Distribution::kParameters.size()>;

  static std::shared_ptr<const QuantileTable> build(const Distribution& distribution) {
    return std::make_shared<const QuantileTable>([&](Tail tail) {
      return tail.is_upper ? distribution.upper_quantile(tail.probability)
                           : distribution.quantile(tail.probability);
    });
  }

  std::mutex mutex_;
  std::map<Key, std::shared_ptr<const QuantileTable>> tables_;
};

// Uses the quantile function itself where the table has no value.
template <class Distribution>
void draw_from_table(DistributionArguments arguments, ConstColumn uniforms, Column out) {
  static QuantileTables<Distribution> tables;
  const auto table = tables.find(arguments);
  Eigen::ArrayXd scores(uniforms.size());
  normal_scores(uniforms, scores);
  out = scores.binaryExpr(uniforms, [&](double score, double uniform) {
    const double value = table->at(score);
    return std::isnan(value) ? Distribution(arguments).draw(uniform) : value;
  });
}

// For DistributionSpec::fixed_quantiles.
template <class Distribution>
void draw_tabulated(DistributionArguments arguments, ConstColumn uniforms, Column out) {
  const double instead = unusable(&Distribution::requirement, arguments);
  if (instead == 0)
    draw_from_table<Distribution>(arguments, uniforms, out);
  else
    out = instead;
}

} // namespace escala
