// SPDX-License-Identifier: Apache-2.0
#include "report/gains.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace escala {
namespace {

NamedGain named(const std::string& name, Phrase label, const DisplayUnit& unit, const Gain& gain,
                double cost) {
  const auto shown = [&](double value) {
    return std::isnan(value) ? std::nullopt : MaybeNumber(value * unit.factor);
  };
  return {.name = name,
          .label = std::move(label),
          .unit = unit,
          .with = shown(gain.with),
          .without = shown(gain.without),
          .gain = shown(gain.gain),
          .std_error = shown(gain.std_error),
          .per_cost = cost > 0 ? shown(gain.gain / cost) : std::nullopt};
}

} // namespace

bool is_significant(double gain, double std_error) {
  constexpr double kNoise = 3; // standard errors
  return !std::isnan(gain) && gain != 0 && std::abs(gain) > kNoise * std_error;
}

bool is_significant(const NamedGain& gain) {
  return gain.gain && is_significant(*gain.gain, gain.std_error.value_or(0));
}

std::vector<NamedGain> metric_gains(const RunResult& result, const Benefit& benefit) {
  std::vector<NamedGain> gains;
  for (std::size_t i = 0; i < result.metrics.size(); ++i) {
    const MetricName& metric = result.metrics[i];
    if (i == result.spent)
      continue;
    gains.push_back(named(metric.name, OwnText{metric.label}, metric.unit, benefit.found.metrics[i],
                          benefit.cost));
    gains.back().judged = metric.judged;
  }
  return gains;
}

std::vector<NamedGain> target_gains(const RunResult& result, const Benefit& benefit) {
  std::vector<NamedGain> gains;
  for (std::size_t i = 0; i < result.targets.size(); ++i) {
    const TargetResult& target = result.targets[i];
    gains.push_back(
        named(target.name, OwnText{target.label}, {}, benefit.found.targets[i], benefit.cost));
  }
  return gains;
}

std::optional<NamedGain> joint_gain(const RunResult& result, const Benefit& benefit) {
  if (result.targets.empty())
    return std::nullopt;
  return named({}, "All together", {}, benefit.found.joint, benefit.cost);
}

Number points_of(const NamedGain& gain, double value) {
  Number number{
      .value = value * 100, .precision = Precision::tenths, .show_plus = true, .suffix = " pts"};
  if (gain.std_error.value_or(0) > 0)
    number.error = *gain.std_error * 100;
  return number;
}

Number difference_of(const NamedGain& gain, double value) {
  Number number{.value = value, .unit = gain.unit, .show_plus = true};
  if (gain.std_error.value_or(0) > 0)
    number.error = gain.std_error;
  if (gain.unit.style != DisplayUnit::Style::percent)
    return number;
  number.suffix = " pts" + gain.unit.per;
  number.unit = {};
  *number.value *= 100;
  if (number.error)
    *number.error *= 100;
  if (std::abs(*number.value) >= 1)
    number.precision = Precision::tenths;
  return number;
}

Number level_of(const NamedGain& gain, MaybeNumber value) {
  Number level{.value = value, .unit = gain.unit};
  for (const MaybeNumber& other : {gain.with, gain.without})
    if (other && other != value)
      level.apart.push_back(*other);
  return level;
}

Phrase note_on_paths(const Counterfactual& found, std::string_view on_some,
                     std::string_view on_all) {
  return found.paths == 1 ? filled(on_all, {}) : filled(on_some, {count(found.paths)});
}

namespace {

void keep_significant(std::vector<NamedGain>& gains) {
  std::erase_if(gains, [](const NamedGain& gain) { return !is_significant(gain); });
}

constexpr double kNearlyAll = 0.99;

double share_of_level(const NamedGain& gain) {
  const double with = gain.with.value_or(0), without = gain.without.value_or(0);
  double level = std::max(std::abs(with), std::abs(without));
  const bool share = gain.unit.style == DisplayUnit::Style::percent;
  if (share && std::min(with, without) > kNearlyAll && level < 1)
    level = 1 - std::min(with, without);
  return level == 0 ? 0 : std::abs(*gain.gain) / level;
}

// All targets together, which have no name, where one target decides.
bool has_same_points(const NamedGain& a, const NamedGain& b) {
  return (a.name.empty() || b.name.empty()) && a.with == b.with && a.without == b.without &&
         a.std_error == b.std_error;
}

// Whether x of one is to its gain as x of the other.
bool is_proportional(const NamedGain& a, const NamedGain& b, MaybeNumber NamedGain::*x) {
  constexpr double kRounding = 1e-9;
  const double one = (a.*x).value_or(0) * *b.gain, other = (b.*x).value_or(0) * *a.gain;
  return std::abs(one - other) <= kRounding * std::max(std::abs(one), std::abs(other));
}

// Both are significant, so that both have gains.
bool is_multiple(const NamedGain& a, const NamedGain& b) {
  return is_proportional(a, b, &NamedGain::with) && is_proportional(a, b, &NamedGain::without) &&
         is_proportional(a, b, &NamedGain::std_error);
}

// The first ones, at most `room`, without those that say the same as one before.
void keep_first(std::vector<NamedGain>& gains, std::size_t room,
                bool (*says_the_same)(const NamedGain&, const NamedGain&)) {
  std::vector<NamedGain> kept;
  for (NamedGain& gain : gains) {
    if (kept.size() == room)
      break;
    const auto is_told = [&](const NamedGain& other) { return says_the_same(gain, other); };
    if (std::ranges::none_of(kept, is_told))
      kept.push_back(std::move(gain));
  }
  gains = std::move(kept);
}

} // namespace

std::vector<NamedGain> largest_targets(std::vector<NamedGain> gains, const Room& room) {
  keep_significant(gains);
  std::ranges::stable_sort(gains, [](const NamedGain& a, const NamedGain& b) {
    return std::abs(*a.gain) > std::abs(*b.gain);
  });
  keep_first(gains, room.targets, has_same_points);
  return gains;
}

std::vector<NamedGain> largest_metrics(std::vector<NamedGain> gains, const Room& room) {
  constexpr double kNegligible = 0.001;
  keep_significant(gains);
  std::erase_if(gains, [](const NamedGain& gain) { return share_of_level(gain) < kNegligible; });
  std::ranges::stable_sort(gains, [](const NamedGain& a, const NamedGain& b) {
    // Less precise, so that multiples of each other stay in the order of the plan.
    const auto share = [](const NamedGain& gain) {
      return static_cast<float>(share_of_level(gain));
    };
    return a.judged != b.judged ? a.judged : share(a) > share(b);
  });
  keep_first(gains, room.metrics, is_multiple);
  return gains;
}

} // namespace escala
