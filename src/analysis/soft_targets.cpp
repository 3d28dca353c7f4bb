// SPDX-License-Identifier: Apache-2.0
#include "analysis/soft_targets.h"

#include <algorithm>
#include <cmath>

#include "escala/summarize/sorted_quantile.h"

namespace escala {
namespace {

constexpr double kEnoughPaths = 400;
constexpr double kLargestWidth = 6.4; // nearly all paths have the same say

// Of a normal distribution, its standard deviation. If half of the values are the same, the
// standard deviation itself.
double spread_of_margins(std::vector<double> margins) {
  constexpr double kQuartiles = 1.349; // distance of a normal distribution's quartiles
  std::erase_if(margins, [](double margin) { return margin <= kNoMargin; });
  if (margins.empty())
    return 0;
  std::ranges::sort(margins);
  const double middle = quantile_of_sorted(margins, 0.75) - quantile_of_sorted(margins, 0.25);
  if (middle > 0)
    return middle / kQuartiles;
  double sum = 0, squares = 0;
  const double first = margins.front();
  for (const double margin : margins) {
    sum += margin - first;
    squares += (margin - first) * (margin - first);
  }
  const auto count = static_cast<double>(margins.size());
  return std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
}

} // namespace

std::uint64_t hits_of(const Tally& tally, const StudiedOutput& output) {
  return output.kind == StudiedOutput::Kind::joint ? tally.joint.paths
                                                   : tally.targets[output.index].hits.paths;
}

void SoftTargets::measure(const MarginObserver& run) {
  spreads_.clear();
  for (const std::vector<double>& margins : run.margins())
    spreads_.push_back(spread_of_margins(margins));
}

void SoftTargets::multiply(const MarginObserver& run, std::size_t target,
                           std::span<double> weights) const {
  if (spreads_[target] > 0) {
    const double scale = -1 / (width_ * spreads_[target]);
    const std::vector<double>& margins = run.margins()[target];
    for (std::size_t path = 0; path < weights.size(); ++path)
      weights[path] /= 1 + std::exp(scale * margins[path]);
    return;
  }
  const double missed = width_ / (2 + 2 * width_);
  for (std::size_t path = 0; path < weights.size(); ++path)
    if (!run.judge().is_met(target, path))
      weights[path] *= missed;
}

SoftProbability SoftTargets::probability(const MarginObserver& run,
                                         const StudiedOutput& output) const {
  std::vector<double> weights(run.judge().paths(), 1.0);
  if (output.kind == StudiedOutput::Kind::joint)
    for (std::size_t target = 0; target < spreads_.size(); ++target)
      multiply(run, target, weights);
  else
    multiply(run, output.index, weights);
  double sum = 0, squares = 0;
  for (const double weight : weights) {
    sum += weight;
    squares += weight * weight;
  }
  return {sum / static_cast<double>(weights.size()), squares > 0 ? sum * sum / squares : 0};
}

void SoftTargets::widen_for(const MarginObserver& run, const StudiedOutput& output) {
  while (width_ < kLargestWidth && probability(run, output).speaking < kEnoughPaths)
    width_ *= 2;
}

} // namespace escala
