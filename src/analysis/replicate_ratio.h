// SPDX-License-Identifier: Apache-2.0
// Ratios of sums over the paths of scrambled replicates (columns/sobol.h), with their errors.
#pragma once

#include <array>
#include <cstdint>

#include "escala/columns/sobol.h"

namespace escala {

using ByReplicate = std::array<double, kReplicates>;

// The replicate of a path.
constexpr std::size_t replicate_of(std::uint64_t path) { return path / kTurn % kReplicates; }

// Sums of a quantity of paths, of which those with n/a are left out.
class ReplicateSum {
 public:
  void add(std::size_t replicate, double value);

  double sum() const;
  double count() const; // of paths
  double mean() const;  // n/a if there are no paths
  ByReplicate means() const;
  // For each replicate: the sum that `rows` paths would have.
  ByReplicate scaled(const ByReplicate& rows) const;

 private:
  ByReplicate sums_ = {};
  ByReplicate counts_ = {};
};

// A ratio of two sums, or a sum of such ratios.
struct RatioEstimate {
  double value = 0;
  ByReplicate residuals = {}; // of each replicate: what it adds to the error (delta method)

  // By how much it varies between replicates; n/a if there is only one.
  double std_error(std::size_t replicates) const;
};

RatioEstimate ratio_of(const ByReplicate& above, const ByReplicate& below);
RatioEstimate operator+(const RatioEstimate& a, const RatioEstimate& b);

} // namespace escala
