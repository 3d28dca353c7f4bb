// SPDX-License-Identifier: Apache-2.0
#include "analysis/replicate_ratio.h"

#include <cmath>

#include "escala/core/undefined.h"

namespace escala {
namespace {

double total(const ByReplicate& values) {
  double sum = 0;
  for (const double value : values)
    sum += value;
  return sum;
}

} // namespace

void ReplicateSum::add(std::size_t replicate, double value) {
  if (std::isnan(value))
    return;
  sums_[replicate] += value;
  counts_[replicate] += 1;
}

double ReplicateSum::sum() const { return total(sums_); }
double ReplicateSum::count() const { return total(counts_); }
double ReplicateSum::mean() const { return count() > 0 ? sum() / count() : kUndefined; }

ByReplicate ReplicateSum::means() const {
  ByReplicate means = {};
  for (std::size_t r = 0; r < kReplicates; ++r)
    means[r] = counts_[r] > 0 ? sums_[r] / counts_[r] : kUndefined;
  return means;
}

ByReplicate ReplicateSum::scaled(const ByReplicate& rows) const {
  ByReplicate scaled = {};
  for (std::size_t r = 0; r < kReplicates; ++r)
    scaled[r] = counts_[r] > 0 ? rows[r] * (sums_[r] / counts_[r]) : 0;
  return scaled;
}

double RatioEstimate::std_error(std::size_t replicates) const {
  if (replicates < 2)
    return kUndefined;
  double squares = 0;
  for (const double residual : residuals)
    squares += residual * residual;
  const auto count = static_cast<double>(replicates);
  return std::sqrt(squares * count / (count - 1));
}

RatioEstimate ratio_of(const ByReplicate& above, const ByReplicate& below) {
  const double denominator = total(below);
  if (denominator <= 0)
    return {.value = kUndefined};
  RatioEstimate ratio{.value = total(above) / denominator};
  for (std::size_t r = 0; r < kReplicates; ++r)
    ratio.residuals[r] = (above[r] - ratio.value * below[r]) / denominator;
  return ratio;
}

RatioEstimate operator+(const RatioEstimate& a, const RatioEstimate& b) {
  RatioEstimate sum{.value = a.value + b.value};
  for (std::size_t r = 0; r < kReplicates; ++r)
    sum.residuals[r] = a.residuals[r] + b.residuals[r];
  return sum;
}

} // namespace escala
