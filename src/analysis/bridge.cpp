// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/bridge.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "escala/analysis/studied_output.h"
#include "escala/core/undefined.h"
#include "escala/summarize/moments.h"
#include "escala/summarize/sorted_quantile.h"

namespace escala {
namespace {

constexpr std::size_t kBatches = 32;      // of paths
constexpr std::size_t kRunsTogether = 16; // of one call, which bounds memory
constexpr std::size_t kSampledRuns = 256; // about as many plans are run where orders are sampled

using Taken = std::vector<bool>; // by group
using Groups = std::vector<std::vector<std::size_t>>;

// Compiles the plans between two plans.
class PlansBetween {
 public:
  explicit PlansBetween(const PlanPair& plans) : plans_(plans) {}

  std::shared_ptr<const CompiledPlan> at(const Groups& groups, const Taken& taken) const {
    std::vector<bool> changes(plans_.changes().size());
    for (std::size_t group = 0; group < groups.size(); ++group)
      for (const std::size_t change : groups[group])
        changes[change] = taken[group];
    Diagnostics unused;
    Compilation compilation = plans_.between(changes).compile({}, unused);
    if (!compilation.compiled)
      return nullptr;
    return std::make_shared<const CompiledPlan>(std::move(*compilation.compiled));
  }

 private:
  const PlanPair& plans_;
};

Groups each_alone(std::size_t changes) {
  Groups groups;
  for (std::size_t i = 0; i < changes; ++i)
    groups.push_back({i});
  return groups;
}

// Puts all changes that cannot be made first, or cannot be made last, into one group.
Groups grouped(const PlansBetween& plans, std::size_t changes) {
  const Groups alone = each_alone(changes);
  Groups groups;
  std::vector<std::size_t> together;
  for (std::size_t i = 0; i < changes; ++i) {
    Taken first(changes, false), last(changes, true);
    first[i] = true;
    last[i] = false;
    if (plans.at(alone, first) != nullptr && plans.at(alone, last) != nullptr)
      groups.push_back({i});
    else
      together.push_back(i);
  }
  if (!together.empty())
    groups.push_back(std::move(together));
  return groups;
}

// Merges a change that a plan with mistakes has with one that it lacks.
void merge(Groups& groups, const Taken& taken) {
  const auto made = static_cast<std::size_t>(std::ranges::find(taken, true) - taken.begin());
  const auto lacking = static_cast<std::size_t>(std::ranges::find(taken, false) - taken.begin());
  const std::size_t into = std::min(made, lacking), from = std::max(made, lacking);
  groups[into].insert(groups[into].end(), groups[from].begin(), groups[from].end());
  std::ranges::sort(groups[into]);
  groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(from));
}

using Orders = std::vector<std::vector<std::size_t>>;

// Pairs of an order and its reverse. The same for the same number of changes.
Orders sampled_orders(std::size_t groups) {
  std::mt19937 random(20260101);
  const std::size_t pairs = std::max<std::size_t>(4, kSampledRuns / (2 * groups));
  Orders orders;
  for (std::size_t i = 0; i < pairs; ++i) {
    std::vector<std::size_t> order(groups);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t at = groups; at > 1; --at)
      std::swap(order[at - 1], order[random() % at]);
    orders.push_back(order);
    orders.emplace_back(order.rbegin(), order.rend());
  }
  return orders;
}

std::vector<Taken> all_subsets(std::size_t groups) {
  std::vector<Taken> all;
  for (std::size_t mask = 0; mask < std::size_t{1} << groups; ++mask) {
    Taken& taken = all.emplace_back(groups);
    for (std::size_t i = 0; i < groups; ++i)
      taken[i] = (mask >> i & 1) != 0;
  }
  return all;
}

std::vector<Taken> subsets_of(const Orders& orders) {
  std::map<Taken, bool> seen;
  std::vector<Taken> all;
  for (const auto& order : orders) {
    Taken taken(order.size());
    for (std::size_t i = 0; i <= order.size(); ++i) {
      if (seen.emplace(taken, true).second)
        all.push_back(taken);
      if (i < order.size())
        taken[order[i]] = true;
    }
  }
  return all;
}

// The value of an output in one plan: over all paths, and in each batch of them.
struct OutputValue {
  double all = 0;
  std::vector<double> batches = {};
};
using ValuesOfPlan = std::vector<OutputValue>; // by output

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median_of(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::erase_if(sorted, [](double value) { return std::isnan(value); });
  std::ranges::sort(sorted);
  return sorted.empty() ? kUndefined : quantile_of_sorted(sorted, 0.5);
}

// If all paths are the same there is one value, which every batch has.
OutputValue value_of(std::span<const double> values, bool is_metric) {
  const auto fold = is_metric ? median_of : mean_of;
  OutputValue value{.all = fold(values)};
  for (std::size_t i = 0; i < kBatches; ++i) {
    const std::size_t begin = values.size() * i / kBatches;
    const std::size_t end = values.size() * (i + 1) / kBatches;
    value.batches.push_back(end > begin ? fold(values.subspan(begin, end - begin)) : value.all);
  }
  return value;
}

class BridgeRuns {
 public:
  BridgeRuns(const BridgeSpec& spec, Workers& workers, const RunControl& control)
      : spec_(spec), workers_(workers), control_(control) {}

  // The values of each plan. Stops at the first call that is not done.
  std::vector<ValuesOfPlan> run(const std::vector<std::shared_ptr<const CompiledPlan>>& plans,
                                Bridge& bridge) {
    std::vector<ValuesOfPlan> values;
    for (std::size_t first = 0; first < plans.size(); first += kRunsTogether) {
      const std::size_t count = std::min(kRunsTogether, plans.size() - first);
      if (!run_some(std::span(plans).subspan(first, count), values, bridge))
        break;
    }
    return values;
  }

 private:
  bool run_some(std::span<const std::shared_ptr<const CompiledPlan>> plans,
                std::vector<ValuesOfPlan>& values, Bridge& bridge) {
    std::deque<OutputObserver> observers;
    std::vector<Run> runs;
    for (const auto& plan : plans)
      runs.push_back({.model = &plan->model,
                      .draws = spec_.draws,
                      .paths = spec_.paths,
                      .observers = {&observers.emplace_back(outputs_in(plan->model))}});
    bridge.outcome = simulate(runs, workers_, control_);
    if (bridge.outcome.status != RunStatus::done) {
      bridge.failed = plans[bridge.outcome.run];
      return false;
    }
    for (const OutputObserver& observer : observers) {
      ValuesOfPlan& of_plan = values.emplace_back();
      for (std::size_t i = 0; i < spec_.outputs.size(); ++i)
        of_plan.push_back(
            value_of(observer.values(i), spec_.outputs[i].kind == BridgeOutput::Kind::metric));
    }
    return true;
  }

  std::vector<StudiedOutput> outputs_in(const Model& model) const {
    const auto index = [](const auto& list, const std::string& name) {
      const auto found =
          std::ranges::find_if(list, [&](const auto& one) { return one.name == name; });
      return static_cast<std::uint32_t>(found - list.begin());
    };
    std::vector<StudiedOutput> outputs;
    for (const BridgeOutput& output : spec_.outputs) {
      if (output.kind == BridgeOutput::Kind::joint)
        outputs.push_back({.kind = StudiedOutput::Kind::joint});
      else if (output.kind == BridgeOutput::Kind::target)
        outputs.push_back({StudiedOutput::Kind::target, index(model.targets, output.name)});
      else
        outputs.push_back({StudiedOutput::Kind::metric, index(model.metrics, output.name),
                           std::min(spec_.month, model.horizon)});
    }
    return outputs;
  }

  const BridgeSpec& spec_;
  Workers& workers_;
  const RunControl& control_;
};

// The values of the plans that were run, by what they take.
class Game {
 public:
  Game(std::vector<Taken> plans, std::vector<ValuesOfPlan> values) : values_(std::move(values)) {
    for (std::size_t i = 0; i < plans.size(); ++i)
      index_.emplace(std::move(plans[i]), i);
  }

  const OutputValue& at(const Taken& taken, std::size_t output) const {
    return values_[index_.at(taken)][output];
  }

 private:
  std::map<Taken, std::size_t> index_;
  std::vector<ValuesOfPlan> values_;
};

// A weighted sum of marginal effects, over all paths and by batch.
struct EffectSums {
  double all = 0;
  std::vector<double> batches = std::vector<double>(kBatches);

  void add(const OutputValue& with, const OutputValue& without, double weight) {
    all += weight * (with.all - without.all);
    for (std::size_t i = 0; i < kBatches; ++i)
      batches[i] += weight * (with.batches[i] - without.batches[i]);
  }
  double std_error() const { return moments(batches).sd() / std::sqrt(kBatches); }
};

BridgeEffect exact_effect(const Game& game, std::size_t group, std::size_t groups,
                          std::size_t output) {
  EffectSums sums;
  for (const Taken& without : all_subsets(groups)) {
    if (without[group])
      continue;
    Taken with = without;
    with[group] = true;
    const auto before = static_cast<std::size_t>(std::ranges::count(without, true));
    sums.add(game.at(with, output), game.at(without, output), shapley_weight(before, groups));
  }
  return {sums.all, sums.std_error()};
}

BridgeEffect sampled_effect(const Game& game, const Orders& orders, std::size_t group,
                            std::size_t output) {
  EffectSums sums;
  std::vector<double> of_pairs;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    Taken taken(orders[i].size());
    for (const std::size_t made : orders[i]) {
      if (made == group)
        break;
      taken[made] = true;
    }
    const OutputValue& without = game.at(taken, output);
    taken[group] = true;
    const OutputValue& with = game.at(taken, output);
    sums.add(with, without, 1 / static_cast<double>(orders.size()));
    if (i % 2 == 0)
      of_pairs.push_back(0);
    of_pairs.back() += (with.all - without.all) / 2;
  }
  const double of_orders = moments(of_pairs).sd() / std::sqrt(static_cast<double>(of_pairs.size()));
  return {sums.all, std::hypot(sums.std_error(), of_orders)};
}

} // namespace

double shapley_weight(std::size_t before, std::size_t count) {
  // before! (count - before - 1)! / count!
  double weight = 1 / static_cast<double>(count);
  for (std::size_t i = 1; i <= before; ++i)
    weight *= static_cast<double>(i) / static_cast<double>(count - i);
  return weight;
}

Bridge find_bridge(const PlanPair& plans, const BridgeSpec& spec, Workers& workers,
                   const RunControl& control) {
  const PlansBetween between(plans);
  Bridge bridge;
  bridge.groups = grouped(between, plans.changes().size());
  std::vector<Taken> taken;
  std::vector<std::shared_ptr<const CompiledPlan>> compiled;
  Orders orders;
  for (bool complete = false; !complete;) {
    const std::size_t groups = bridge.groups.size();
    bridge.sampled = groups > kExactChanges;
    orders = bridge.sampled ? sampled_orders(groups) : Orders();
    taken = bridge.sampled ? subsets_of(orders) : all_subsets(groups);
    compiled.clear();
    complete = true;
    for (const Taken& plan : taken) {
      compiled.push_back(between.at(bridge.groups, plan));
      if (compiled.back() == nullptr && groups > 1) {
        merge(bridge.groups, plan);
        complete = false;
        break;
      }
    }
  }
  std::vector<ValuesOfPlan> values = BridgeRuns(spec, workers, control).run(compiled, bridge);
  if (bridge.outcome.status != RunStatus::done)
    return bridge;
  const std::size_t groups = bridge.groups.size();
  const Game game(taken, std::move(values));
  for (std::size_t output = 0; output < spec.outputs.size(); ++output) {
    BridgeOfOutput& found = bridge.outputs.emplace_back(BridgeOfOutput{
        game.at(Taken(groups, false), output).all, game.at(Taken(groups, true), output).all, {}});
    for (std::size_t group = 0; group < groups; ++group)
      found.effects.push_back(bridge.sampled ? sampled_effect(game, orders, group, output)
                                             : exact_effect(game, group, groups, output));
  }
  return bridge;
}

} // namespace escala
