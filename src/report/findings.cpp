// SPDX-License-Identifier: Apache-2.0
#include "report/findings.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "escala/report/binding_target.h"

namespace escala {
namespace {

constexpr double kDeviations = 2.576; // of the normal distribution, at 99% on two sides

Number percent_of(double value) { return share(value, Precision::tenths); }

Number probability_of(const TargetResult& target) {
  Number number = percent_of(target.judgement.probability);
  number.apart = {target.confidence};
  return number;
}

std::size_t count_of(const RunResult& result, Verdict verdict) {
  return static_cast<std::size_t>(
      std::ranges::count(result.targets, verdict,
                         [](const TargetResult& target) { return target.judgement.verdict; }));
}

Finding binding(const RunResult& result, std::size_t index) {
  const TargetResult& target = result.targets[index];
  const std::size_t met = count_of(result, Verdict::met);
  const Number needs = share(target.confidence, Precision::shortest);
  Finding found{.kind = "binding", .target = target.name, .text = {}};
  if (met == result.targets.size())
    found.text =
        filled(met == 1 ? "{} is met in {} of futures and needs {}."
                        : "Every target is met. {} has the least reserve: it is met in {} of "
                          "futures and needs {}.",
               {target.label, probability_of(target), needs});
  else if (result.targets.size() == 1)
    found.text = filled("{} is met in {} of futures and needs {}.",
                        {target.label, probability_of(target), needs});
  else
    found.text = filled(
        met == 1 ? "{} of {} targets is met. {} binds: it is met in {} of futures and needs {}."
                 : "{} of {} targets are met. {} binds: it is met in {} of futures and needs {}.",
        {count(met), count(result.targets.size()), target.label, probability_of(target), needs});
  return found;
}

bool is_significant(const InputShare& found) { return found.share > kDeviations * found.share_se; }

Piece name_of_input(const DriverResult& driver) {
  if (driver.repeated && !driver.chance)
    return part(filled("the mean of {}", {driver.name}));
  return driver.name;
}

Number share_of(const DriverResult& driver, std::size_t target) {
  return share(driver.targets[target]->share, Precision::digits);
}

// "its median is 250% where the target is met and 184% where it is not; at 236% or more, ..."
Part medians_of(const DriverResult& driver, const InputShare& of) {
  std::vector<Piece> pieces{
      part(filled("its median is {} where the target is met and {} where it is not",
                  {driver.in_unit(of.met_median), driver.in_unit(of.unmet_median)}))};
  if (of.rule)
    pieces.emplace_back(part(filled(
        of.rule->at_least ? "; at {} or more, {} of futures meet it"
                          : "; at {} or less, {} of futures meet it",
        {driver.in_unit(of.rule->bound), share(of.rule->of_those_meet, Precision::digits)})));
  return part(pieces);
}

// A chance that the plan does not name is told by its share alone: nobody can change its median.
Finding driver_finding(const RunResult& result, std::size_t target,
                       const std::vector<const DriverResult*>& drivers) {
  const std::string& label = result.targets[target].label;
  const DriverResult& first = *drivers.front();
  const auto named = std::ranges::find(drivers, false, &DriverResult::chance);
  Finding found{.kind = "driver", .target = result.targets[target].name, .text = {}};
  if (named == drivers.end()) {
    found.text = filled("Chance decides {} most: {} has {} of its variance.",
                        {label, first.name, share_of(first, target)});
    return found;
  }
  const DriverResult& driver = **named;
  const Part medians = medians_of(driver, *driver.targets[target]);
  if (first.chance)
    found.text = filled("Chance decides {} most: {} has {} of its variance. {} has {}: {}.",
                        {label, first.name, share_of(first, target), name_of_input(driver),
                         share_of(driver, target), medians});
  else if (drivers.size() == 1)
    found.text = filled("{} decides {} most ({} of its variance): {}.",
                        {name_of_input(driver), label, share_of(driver, target), medians});
  else
    found.text = filled("{} decides {} most ({} of its variance): {}. Next is {} ({}).",
                        {name_of_input(driver), label, share_of(driver, target), medians,
                         name_of_input(*drivers[1]), share_of(*drivers[1], target)});
  return found;
}

// Something that a plan can leave out, and what it changes for a target.
struct Effect {
  Phrase what;
  Gain gain;
};

void add_effect(std::vector<Effect>& effects, Phrase what, const std::optional<Benefit>& of,
                std::size_t target) {
  if (!of || target >= of->found.targets.size())
    return;
  const Gain& gain = of->found.targets[target];
  if (std::abs(gain.gain) > kDeviations * gain.std_error && gain.std_error > 0)
    effects.push_back({std::move(what), gain});
}

std::vector<Effect> effects_on(const RunResult& result, std::size_t target) {
  std::vector<Effect> effects;
  add_effect(effects, "the investment", result.investment, target);
  if (result.mitigation)
    add_effect(effects, "all mitigation together", result.mitigation, target);
  for (const RiskResult& risk : result.risks) {
    if (!result.mitigation)
      add_effect(effects, filled("the mitigation of {}", {risk.found.name}), risk.mitigation,
                 target);
    add_effect(effects, filled("the risk {}", {risk.found.name}), risk.effect, target);
  }
  std::ranges::stable_sort(effects, std::ranges::greater(),
                           [](const Effect& effect) { return std::abs(effect.gain.gain); });
  return effects;
}

Number points_of(const Gain& gain) {
  return {.value = std::abs(gain.gain) * 100,
          .precision = Precision::tenths,
          .error = kDeviations * gain.std_error * 100,
          .suffix = " points"};
}

Part changed_by(const Effect& effect) {
  return part(filled(effect.gain.gain > 0 ? "{} adds {}" : "{} costs {}",
                     {part(effect.what), points_of(effect.gain)}));
}

std::optional<Finding> effect_finding(const RunResult& result, std::size_t target) {
  const std::vector<Effect> effects = effects_on(result, target);
  if (effects.empty())
    return std::nullopt;
  const std::string& label = result.targets[target].label;
  const Phrase text =
      effects.size() == 1
          ? filled("Of {}, {}.", {label, changed_by(effects[0])})
          : filled("Of {}, {} and {}.", {label, changed_by(effects[0]), changed_by(effects[1])});
  return Finding{.kind = "effect", .target = result.targets[target].name, .text = text};
}

// How two targets go together: the correlation of "met" (1 or 0).
struct TargetPair {
  std::size_t one = 0;
  std::size_t other = 0;
  double correlation = 0;
};

double correlation_of(const TargetsTogether& of, std::size_t i, std::size_t j) {
  const auto n = static_cast<double>(of.paths);
  const double p = static_cast<double>(of.met[i]) / n;
  const double q = static_cast<double>(of.met[j]) / n;
  const double both = static_cast<double>(of.both[i][j]) / n;
  const double scale = std::sqrt(p * (1 - p) * q * (1 - q));
  return scale > 0 ? (both - p * q) / scale : 0;
}

bool has_enough(const TargetsTogether& of, std::size_t target) {
  return of.met[target] >= kLeastComparedPaths && of.paths - of.met[target] >= kLeastComparedPaths;
}

// The pair with the highest correlation, or with the lowest.
std::optional<TargetPair> extreme_pair(const TargetsTogether& of, bool highest) {
  std::optional<TargetPair> best;
  for (std::size_t i = 0; i < of.both.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (!has_enough(of, i) || !has_enough(of, j))
        continue;
      const double correlation = correlation_of(of, i, j);
      const bool more =
          best && (highest ? correlation > best->correlation : correlation < best->correlation);
      if (!best || more)
        best = TargetPair{j, i, correlation};
    }
  return best;
}

bool is_significant(const TargetPair& pair, std::uint64_t paths) {
  return std::abs(pair.correlation) * std::sqrt(static_cast<double>(paths)) > kDeviations;
}

Finding together_finding(const RunResult& result, const TargetPair& pair) {
  const TargetsTogether& of = result.together;
  const auto met = [&](std::size_t i) { return static_cast<double>(of.met[i]); };
  const auto both = static_cast<double>(of.both[pair.other][pair.one]);
  const double others = static_cast<double>(of.paths) - met(pair.one);
  return {.kind = "together",
          .target = result.targets[pair.one].name,
          .text = filled("{} and {} hang together: {} of the futures that meet the first meet the "
                         "second, and {} of the others.",
                         {result.targets[pair.one].label, result.targets[pair.other].label,
                          share(both / met(pair.one), Precision::digits),
                          share((met(pair.other) - both) / others, Precision::digits)})};
}

Finding exclusive_finding(const RunResult& result, const TargetPair& pair) {
  const TargetsTogether& of = result.together;
  const auto share_of = [&](std::uint64_t paths) {
    return static_cast<double>(paths) / static_cast<double>(of.paths);
  };
  const double apart = share_of(of.met[pair.one]) * share_of(of.met[pair.other]);
  return {.kind = "exclusive",
          .target = result.targets[pair.one].name,
          .text = filled("{} and {} work against each other: {} of futures meet both; {} would if "
                         "they were independent.",
                         {result.targets[pair.one].label, result.targets[pair.other].label,
                          share(share_of(of.both[pair.other][pair.one]), Precision::digits),
                          share(apart, Precision::digits)})};
}

std::optional<Finding> only_missed_finding(const RunResult& result) {
  const TargetsTogether& of = result.together;
  const auto most = std::ranges::max_element(of.only_missed);
  if (of.only_missed.size() < 2 || *most < kLeastComparedPaths)
    return std::nullopt;
  const TargetResult& target =
      result.targets[static_cast<std::size_t>(most - of.only_missed.begin())];
  const double part = static_cast<double>(*most) / static_cast<double>(of.paths);
  return Finding{.kind = "only_missed",
                 .target = target.name,
                 .text = filled("In {} of futures nothing but {} fails.",
                                {share(part, Precision::digits), target.label})};
}

// Targets by what they lack, the most first.
std::vector<std::size_t> by_reserve(const RunResult& result) {
  std::vector<std::size_t> order(result.targets.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return reserve_of(result.targets[i]); });
  return order;
}

void add_pairs(const RunResult& result, std::vector<Finding>& findings) {
  constexpr double kClose = 0.3; // correlations that a reader would notice
  constexpr double kVisible = 0.1;
  const auto highest = extreme_pair(result.together, true);
  if (highest && highest->correlation > kClose && is_significant(*highest, result.together.paths))
    findings.push_back(together_finding(result, *highest));
  const auto lowest = extreme_pair(result.together, false);
  if (lowest && lowest->correlation < -kVisible && is_significant(*lowest, result.together.paths))
    findings.push_back(exclusive_finding(result, *lowest));
}

} // namespace

std::vector<const DriverResult*> deciding_drivers(const RunResult& result, std::size_t target) {
  std::vector<const DriverResult*> drivers;
  for (const DriverResult& driver : result.drivers)
    if (driver.targets[target] && is_significant(*driver.targets[target]))
      drivers.push_back(&driver);
  std::ranges::stable_sort(drivers, std::ranges::greater(), [&](const DriverResult* driver) {
    return driver->targets[target]->share;
  });
  return drivers;
}

std::vector<Finding> findings_of(const RunResult& result) {
  std::vector<Finding> findings;
  const std::vector<std::size_t> order = by_reserve(result);
  if (order.empty() || result.curves.empty())
    return findings;
  findings.push_back(binding(result, order.front()));
  // What decides the target that lacks most, of those that enough futures meet.
  for (const std::size_t target : order)
    if (const auto drivers = deciding_drivers(result, target); !drivers.empty()) {
      findings.push_back(driver_finding(result, target, drivers));
      break;
    }
  for (const std::size_t target : order)
    if (auto found = effect_finding(result, target)) {
      findings.push_back(*std::move(found));
      break;
    }
  add_pairs(result, findings);
  if (auto found = only_missed_finding(result))
    findings.push_back(*std::move(found));
  return findings;
}

} // namespace escala
