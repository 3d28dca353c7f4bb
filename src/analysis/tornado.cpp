// SPDX-License-Identifier: Apache-2.0
#include "analysis/tornado.h"

#include <algorithm>
#include <cmath>

#include "escala/targets/replicates.h"

namespace escala {
namespace {

// 1 or -1 if the means of replicates rise or fall from one point to the next (significant for all
// steps together), otherwise 0.
int direction(const ByReplicate& from, const ByReplicate& to) {
  constexpr double kSteps = std::size(kTornadoQuantiles) - 1;
  double mean = 0, squares = 0;
  std::size_t count = 0;
  for (std::size_t r = 0; r < kReplicates; ++r) {
    const double step = to[r] - from[r];
    if (std::isnan(step))
      continue;
    ++count;
    const double before = mean;
    mean += (step - mean) / static_cast<double>(count);
    squares += (step - before) * (step - mean);
  }
  if (count < 2)
    return 0;
  const auto n = static_cast<double>(count);
  const double std_error = std::sqrt(squares / (n - 1) / n);
  if (std::abs(mean) <= replicate_margin(std_error, count, kIntervalError / kSteps))
    return 0;
  return mean > 0 ? 1 : -1;
}

} // namespace

void Tornado::add(std::size_t input, std::size_t quantile, std::span<const double> values,
                  std::uint64_t first, std::uint64_t paths) {
  for (std::uint64_t path = 0; path < paths; ++path)
    of_input_[input][quantile].add(replicate_of(first + path),
                                   values[values.size() == 1 ? 0 : path]);
}

std::vector<double> Tornado::points(std::size_t input) const {
  std::vector<double> points;
  for (const ReplicateSum& sum : of_input_[input])
    points.push_back(sum.mean());
  return points;
}

bool Tornado::is_monotone(std::size_t input) const {
  bool rises = false, falls = false;
  for (std::size_t i = 1; i < of_input_[input].size(); ++i) {
    const int step = direction(of_input_[input][i - 1].means(), of_input_[input][i].means());
    rises = rises || step > 0;
    falls = falls || step < 0;
  }
  return !(rises && falls);
}

} // namespace escala
