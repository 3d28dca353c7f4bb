// SPDX-License-Identifier: Apache-2.0
#include "report/gains.h"

#include <cmath>

namespace escala {
namespace {

NamedGain named(const std::string& name, const std::string& label, const DisplayUnit& unit,
                const Gain& gain, double cost) {
  const auto shown = [&](double value) {
    return std::isnan(value) ? std::nullopt : MaybeNumber(value * unit.factor);
  };
  return {.name = name,
          .label = label,
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
    if (i != result.spent)
      gains.push_back(
          named(metric.name, metric.label, metric.unit, benefit.found.metrics[i], benefit.cost));
  }
  return gains;
}

std::vector<NamedGain> target_gains(const RunResult& result, const Benefit& benefit) {
  std::vector<NamedGain> gains;
  for (std::size_t i = 0; i < result.targets.size(); ++i) {
    const TargetResult& target = result.targets[i];
    gains.push_back(named(target.name, target.label, {}, benefit.found.targets[i], benefit.cost));
  }
  return gains;
}

std::optional<NamedGain> joint_gain(const RunResult& result, const Benefit& benefit) {
  if (result.targets.empty())
    return std::nullopt;
  return named({}, "All together", {}, benefit.found.joint, benefit.cost);
}

} // namespace escala
