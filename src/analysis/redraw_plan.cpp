// SPDX-License-Identifier: Apache-2.0
#include "analysis/redraw_plan.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <utility>

#include "escala/columns/uniforms.h"
#include "escala/model/compile.h"

namespace escala {
namespace {

using Mask = std::uint64_t; // a bit for each input that is drawn anew

constexpr Mask bit(std::size_t input) { return Mask{1} << input; }

RedrawnRun run_of(Mask mask, std::size_t inputs) {
  RedrawnRun run;
  for (std::size_t i = 0; i < inputs; ++i)
    run.inputs.push_back((mask & bit(i)) != 0);
  return run;
}

// Gives each subset that is asked for one run.
class Subsets {
 public:
  explicit Subsets(std::size_t inputs) : inputs_(inputs) {
    run(0);
    plan.all = run(bit(inputs) - 1);
    for (std::size_t i = 0; i < inputs; ++i) {
      plan.only.push_back(run(bit(i)));
      plan.but.push_back(run((bit(inputs) - 1) ^ bit(i)));
    }
  }

  std::size_t run(Mask mask) {
    const auto [at, added] = numbers_.try_emplace(mask, plan.runs.size());
    if (added)
      plan.runs.push_back(run_of(mask, inputs_));
    return at->second;
  }

  RedrawPlan plan;

 private:
  std::size_t inputs_;
  std::map<Mask, std::size_t> numbers_;
};

// Of all orders of the inputs, the share in which just `before` of them come before a given one and
// are a given subset.
double shapley_weight(std::size_t before, std::size_t inputs) {
  double weight = 1 / static_cast<double>(inputs);
  for (std::size_t i = 1; i <= before; ++i)
    weight *= static_cast<double>(i) / static_cast<double>(inputs - i);
  return weight;
}

// Fisher and Yates.
std::vector<std::size_t> random_order(std::size_t inputs, std::uint64_t seed,
                                      std::uint32_t number) {
  std::vector<std::size_t> order(inputs);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::uint64_t stream = stream_of("orders of inputs");
  for (std::size_t left = inputs; left > 1; --left) {
    const double uniform = uniform_at({seed, stream, number}, left);
    std::swap(order[left - 1],
              order[static_cast<std::size_t>(uniform * static_cast<double>(left))]);
  }
  return order;
}

} // namespace

RedrawPlan radial_plan(std::size_t inputs) {
  RedrawPlan plan;
  const std::vector<bool> none(inputs, false);
  const std::vector<bool> all(inputs, true);
  plan.runs = {{none, false}, {all, true}};
  plan.all = 1;
  for (std::size_t i = 0; i < inputs; ++i) {
    plan.only.push_back(plan.runs.size());
    plan.runs.push_back({none, false});
    plan.runs.back().inputs[i] = true;
    plan.but.push_back(plan.runs.size());
    plan.runs.push_back({all, true});
    plan.runs.back().inputs[i] = false;
  }
  return plan;
}

RedrawPlan subset_plan(std::size_t inputs) {
  Subsets subsets(inputs);
  for (Mask mask = 0; mask < bit(inputs); ++mask)
    for (std::size_t i = 0; i < inputs; ++i)
      if ((mask & bit(i)) == 0) {
        const auto before = static_cast<std::size_t>(std::popcount(mask));
        const std::size_t without = subsets.run(mask);
        subsets.plan.steps.push_back({.input = i,
                                      .without = without,
                                      .with = subsets.run(mask | bit(i)),
                                      .weight = shapley_weight(before, inputs)});
      }
  return std::move(subsets.plan);
}

RedrawPlan order_plan(std::size_t inputs, std::size_t orders, std::uint64_t seed) {
  Subsets subsets(inputs);
  subsets.plan.orders = orders;
  for (std::size_t number = 0; number < orders; ++number) {
    auto order = random_order(inputs, seed, static_cast<std::uint32_t>(number / 2));
    if (number % 2 == 1)
      std::ranges::reverse(order);
    Mask mask = 0;
    for (const std::size_t input : order) {
      const std::size_t without = subsets.run(mask);
      mask |= bit(input);
      subsets.plan.steps.push_back({.input = input,
                                    .without = without,
                                    .with = subsets.run(mask),
                                    .weight = 1 / static_cast<double>(orders),
                                    .order = number});
    }
  }
  return std::move(subsets.plan);
}

} // namespace escala
