// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/attribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/deciding_rule.h"
#include "analysis/ordered_paths.h"

namespace escala {
namespace {

// About so many paths in each class.
constexpr std::size_t kPathsOfClass = 20;
constexpr std::size_t kMostClasses = 1000;

struct PathClass {
  double paths = 0;
  double met = 0;
  double mean() const { return met / paths; }
};

// Classes of equal count, by ascending value. Equal values are in one class.
std::vector<PathClass> classes_of(const OrderedPaths& ordered) {
  const std::size_t paths = ordered.size();
  const std::size_t wanted = std::clamp<std::size_t>(paths / kPathsOfClass, 2, kMostClasses);
  std::vector<PathClass> classes;
  for (std::size_t begin = 0, k = 1; begin < paths; ++k) {
    const std::size_t end = ordered.end_of_equal(std::max(begin + 1, k * paths / wanted));
    if (end == begin)
      continue;
    classes.push_back({static_cast<double>(end - begin),
                       static_cast<double>(ordered.met_before(end) - ordered.met_before(begin))});
    begin = end;
  }
  return classes;
}

// The squared influence of all paths of a class on the share; see set_share().
double influence_of(const PathClass& of, double p, double variance, double share) {
  const double m = of.mean();
  const auto influence = [&](double y) {
    return (2 * m * y - m * m - 2 * p * y + p * p - share * (y - p) * (y - p)) / variance;
  };
  return of.met * std::pow(influence(1), 2) + (of.paths - of.met) * std::pow(influence(0), 2);
}

// The squares between classes, less what chance puts there: Hays' omega squared (1963). The error
// is that of the delta method, plus the chance of the classes' means.
void set_share(const OrderedPaths& ordered, InputShare& found) {
  const std::vector<PathClass> classes = classes_of(ordered);
  const auto n = static_cast<double>(ordered.size());
  const auto k = static_cast<double>(classes.size());
  const double p = static_cast<double>(ordered.met_before(ordered.size())) / n;
  double between = 0;
  double within = 0;
  for (const PathClass& each : classes) {
    between += each.paths * std::pow(each.mean() - p, 2);
    within += each.met * (1 - each.mean());
  }
  const double all = between + within;
  const double mean_square = n > k ? within / (n - k) : 0;
  found.share = (between - (k - 1) * mean_square) / (all + mean_square);
  double squares = 0;
  for (const PathClass& each : classes)
    squares += influence_of(each, p, all / n, found.share);
  const double noise = within / all / n;
  found.share_se = std::sqrt(squares / (n * n) + 2 * (k - 1) * noise * noise);
}

void set_medians(const OrderedPaths& ordered, InputShare& found) {
  const std::size_t met = ordered.met_before(ordered.size());
  found.met_median = ordered.median_of(met, [&](std::size_t i) { return ordered.is_met(i); });
  found.unmet_median =
      ordered.median_of(ordered.size() - met, [&](std::size_t i) { return !ordered.is_met(i); });
}

std::optional<InputShare> share_of(const OrderedPaths& ordered, double factor) {
  const std::size_t met = ordered.met_before(ordered.size());
  if (met < kLeastComparedPaths || ordered.size() - met < kLeastComparedPaths ||
      ordered.is_constant())
    return std::nullopt;
  InputShare found;
  set_share(ordered, found);
  set_medians(ordered, found);
  constexpr double kDeviations = 2.576; // significant at 99%
  if (found.share > kDeviations * found.share_se)
    found.rule = deciding_rule(ordered, factor);
  return found;
}

std::vector<std::vector<std::uint8_t>> met_paths(const Model& model, const JudgeObserver& judge,
                                                 std::uint64_t paths) {
  std::vector<std::vector<std::uint8_t>> met(model.targets.size(),
                                             std::vector<std::uint8_t>(paths));
  for (std::size_t target = 0; target < met.size(); ++target)
    for (std::uint64_t path = 0; path < paths; ++path)
      met[target][path] = judge.is_met(target, path) ? 1 : 0;
  return met;
}

// Sorts the values of an input once for all targets that end in one month.
InputAttribution attribution_of(const Model& model, const DrawnObserver& drawn, std::size_t input,
                                std::span<const std::vector<std::uint8_t>> met) {
  InputAttribution found{.input = static_cast<std::uint32_t>(input),
                         .repeated = drawn.is_repeated(input)};
  found.targets.resize(met.size());
  OrderedPaths ordered(drawn.first(input));
  found.p5 = ordered.quantile(0.05);
  found.p50 = ordered.quantile(0.5);
  found.p95 = ordered.quantile(0.95);
  const double* sorted = drawn.first(input).data();
  for (std::size_t i = 0; i < met.size(); ++i) {
    if (!model.targets[i].uncertain)
      continue;
    const std::span<const double> values = drawn.until(input, model.targets[i].to);
    if (values.data() != sorted)
      ordered = OrderedPaths(values);
    sorted = values.data();
    ordered.mark(met[i]);
    found.targets[i] = share_of(ordered, model.drawn[input].unit.factor);
  }
  return found;
}

} // namespace

std::optional<InputShare> share_of_input(std::span<const double> values,
                                         std::span<const std::uint8_t> met, double factor) {
  OrderedPaths ordered(values);
  ordered.mark(met);
  return share_of(ordered, factor);
}

std::vector<InputAttribution> attribute(const Model& model, const DrawnObserver& drawn,
                                        const JudgeObserver& judge, Workers& workers) {
  if (drawn.paths() == 0)
    return {};
  const auto met = met_paths(model, judge, drawn.paths());
  std::vector<InputAttribution> all(model.drawn.size());
  workers.run(all.size(), [&](std::size_t, std::size_t input) {
    all[input] = attribution_of(model, drawn, input, met);
  });
  std::erase_if(all, [](const InputAttribution& each) {
    return std::isnan(each.p50) || !(each.p5 < each.p95 || each.p5 < each.p50);
  });
  return all;
}

TargetsTogether targets_together(const Model& model, std::uint64_t paths,
                                 const JudgeObserver& judge) {
  const std::size_t targets = model.targets.size();
  const auto met = met_paths(model, judge, paths);
  TargetsTogether found{.paths = paths};
  found.met.resize(targets);
  found.only_missed.resize(targets);
  for (std::size_t i = 0; i < targets; ++i) {
    found.met[i] = std::accumulate(met[i].begin(), met[i].end(), std::uint64_t{0});
    auto& both = found.both.emplace_back(i);
    for (std::size_t j = 0; j < i; ++j)
      for (std::uint64_t path = 0; path < paths; ++path)
        both[j] += met[i][path] & met[j][path];
  }
  for (std::uint64_t path = 0; path < paths; ++path) {
    std::size_t missed = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < targets; ++i)
      if (met[i][path] == 0) {
        ++missed;
        last = i;
      }
    if (missed == 1)
      ++found.only_missed[last];
  }
  return found;
}

} // namespace escala
