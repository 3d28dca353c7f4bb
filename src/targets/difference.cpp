// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/difference.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "targets/mean_bound.h"

namespace escala {

Interval difference_interval(double lost, double gained, double paths, double error) {
  const double same = paths - lost - gained;
  const std::array<Repeated, 3> rises{{{-1, lost}, {0, same}, {1, gained + 1}}};
  const std::array<Repeated, 3> falls{{{-1, gained}, {0, same}, {1, lost + 1}}};
  return {-upper_mean_bound(falls, error / 2), upper_mean_bound(rises, error / 2)};
}

Difference independent_difference(const Judgement& before, const Judgement& after) {
  // An interval of several looks may lie beside the estimate of the last one.
  const auto below = [](const Judgement& of) {
    return std::max(0.0, of.probability - of.interval.low);
  };
  const auto above = [](const Judgement& of) {
    return std::max(0.0, of.interval.high - of.probability);
  };
  const double delta = after.probability - before.probability;
  return {.before = before.probability,
          .delta = delta,
          .std_error = std::hypot(before.std_error, after.std_error),
          .interval = {std::max(-1.0, delta - std::hypot(below(after), above(before))),
                       std::min(1.0, delta + std::hypot(above(after), below(before)))}};
}

namespace {

std::optional<Difference> earlier_difference(const std::optional<Judgement>& before,
                                             const Judgement& now, bool same_run) {
  if (!before)
    return std::nullopt;
  if (!same_run || before->paths != now.paths || before->probability != now.probability)
    return independent_difference(*before, now);
  return Difference{.before = before->probability,
                    .delta = 0,
                    .std_error = 0,
                    .interval = {0, 0},
                    .changed = ChangedPaths{0, 0, now.paths}};
}

} // namespace

Differences independent_differences(const EarlierEstimates& before, std::span<const Judgement> now,
                                    const Judgement& joint) {
  Differences all;
  for (std::size_t i = 0; i < now.size(); ++i)
    all.targets.push_back(earlier_difference(before.targets[i], now[i], before.same_run));
  all.joint = earlier_difference(before.joint, joint, before.same_run);
  return all;
}

bool can_decide_drop(const Judgement& before, const Judgement& now, double max_drop) {
  return now.interval.low < before.interval.low - max_drop ||
         now.interval.high >= before.interval.high - max_drop;
}

bool has_dropped(const Difference& difference, double max_drop) {
  return difference.interval.high < -max_drop;
}

bool has_not_dropped(const Difference& difference, double max_drop) {
  return difference.interval.low >= -max_drop;
}

bool has_moved(const Difference& difference) {
  return difference.interval.low > 0 || difference.interval.high < 0;
}

} // namespace escala
