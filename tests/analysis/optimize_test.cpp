// SPDX-License-Identifier: Apache-2.0
// The best allocation against closed forms, grids and random allocations, all on the same draws.
#include "escala/analysis/optimize.h"

#include <cmath>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "escala/plan/open_plan.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr OptimizeEffort kEffort{.search_paths = kSanitized ? 2048 : 16'384,
                                 .judged_paths = kSanitized ? 4096 : 40'960};
constexpr double kBudget = 100e6;

// Two pillars lift the two factors of x. Whatever is spent is spent in the first month, so x at
// month 2 is luck * f(share of a) * f(share of b), with f = 1 + lift * S / (S + half_at).
std::string two_pillars(const std::string& goal = "4.7", const std::string& more = "") {
  return "escala: 1\nname: P\nhorizon: 2mo\n"
         "drivers: {luck: 'lognormal(1, 0.05)', mood: 'lognormal(1, 0.05)', a_part: 1, b_part: 1}\n"
         "metrics: {x: {formula: luck * a_part * b_part}, y: {formula: mood * b_part}, "
         "z: {formula: mood}}\n"
         "investment: {budget: $100M, over: 1mo, pillars: {a: {share: 50%, lifts: {a_part: 3000%}, "
         "half_at: $1B}, b: {share: 50%, lifts: {b_part: 1000%}, half_at: $500M}}}\n"
         "targets: {goal: {when: x >= " +
         goal + ", at: 2mo, confidence: 60%}" + more + "}\n";
}

double factor(double share, double budget, double lift, double half_at) {
  return 1 + lift * share * budget / (share * budget + half_at);
}

// The median of x.
double median_of(double share, double budget = kBudget) {
  return factor(share, budget, 30, 1e9) * factor(1 - share, budget, 10, 500e6);
}

double chance(double share, double budget = kBudget) {
  const double score = std::log(median_of(share, budget) / 4.7) / 0.05;
  return std::erfc(-score / std::sqrt(2)) / 2;
}

double best_share(double budget = kBudget) {
  double best = 0;
  for (double share = 0; share <= 1; share += 0.0005)
    if (median_of(share, budget) > median_of(best, budget))
      best = share;
  return best;
}

struct Asked {
  Asked(const std::string& text, std::vector<std::string> pillars, std::vector<double> shares,
        bool open_budget = false)
      : plan(open(text, pillars, shares, open_budget)) {
    problem.plan = &plan;
    problem.declared = {kBudget, shares};
    problem.bounds.resize(pillars.size());
    problem.open_budget = open_budget;
    problem.objective = {.kind = StudiedOutput::Kind::joint};
  }
  Optimized found(std::size_t threads = 2) const {
    Workers workers(threads);
    Optimized found = optimize(problem, kEffort, workers, {});
    REQUIRE(found.outcome.status == RunStatus::done);
    return found;
  }

  OpenPlan plan;
  OptimizeProblem problem;

 private:
  static OpenPlan open(const std::string& text, const std::vector<std::string>& pillars,
                       const std::vector<double>& shares, bool open_budget) {
    std::vector<OpenValue> values;
    for (std::size_t i = 0; i < pillars.size(); ++i)
      values.push_back(
          value("investment.pillars." + pillars[i] + ".share", shares[i], {.percent = true}));
    if (open_budget)
      values.push_back(value("investment.budget", kBudget, {.dimension = kMoney}));
    Diagnostics diagnostics;
    auto plan = OpenPlan::open(Plan::read("plan.yaml", text), {}, std::move(values), diagnostics);
    REQUIRE(plan.has_value());
    for (std::size_t i = 0; i < plan->size(); ++i)
      CHECK(plan->is_input(i));
    return *std::move(plan);
  }
  static OpenValue value(std::string path, double number, const Quantity& quantity) {
    OpenValue open{.path = std::move(path),
                   .expression = literal_text(number, quantity, "USD"),
                   .holes = {},
                   .values = {{.quantity = quantity, .values = {number}}}};
    open.holes.push_back({0, static_cast<std::uint32_t>(open.expression.size()), 0});
    return open;
  }
};

// The number of paths of the search that meet all targets, for each allocation.
std::vector<std::uint64_t> hits_of(const Asked& asked,
                                   const std::vector<std::vector<double>>& all) {
  std::vector<std::uint64_t> hits;
  Workers workers(2);
  Diagnostics diagnostics;
  for (const std::vector<double>& values : all) {
    const auto point = asked.plan.at(values, diagnostics).value();
    JudgeObserver judge;
    REQUIRE(simulate({.model = &point.plan->model,
                      .paths = kEffort.search_paths,
                      .inputs = point.inputs,
                      .observers = {&judge}},
                     workers)
                .status == RunStatus::done);
    hits.push_back(judge.tally().joint.paths);
  }
  return hits;
}

} // namespace

TEST_CASE("two pillars: the closed form and a grid on the same draws, within a point") {
  const Asked asked(two_pillars(), {"a", "b"}, {0.5, 0.5});
  const Optimized found = asked.found();
  REQUIRE(found.best.has_value());
  CHECK(std::abs(found.best->at.shares[0] - best_share()) < 0.01);
  std::vector<std::vector<double>> grid;
  for (double share = 0; share <= 1; share += 0.01)
    grid.push_back({share, 1 - share});
  const auto hits = hits_of(asked, grid);
  const double best = 0.01 * static_cast<double>(std::ranges::max_element(hits) - hits.begin());
  CHECK(std::abs(found.best->at.shares[0] - best) <= (kSanitized ? 0.03 : 0.01) + 1e-9);
  // Judged on other paths: within the error of the truth.
  const Judgement& judged = found.best->found;
  CHECK(std::abs(judged.probability - chance(found.best->at.shares[0])) < 4 * judged.std_error);
  CHECK(std::abs(found.gain.delta - (chance(found.best->at.shares[0]) - chance(0.5))) <
        4 * found.gain.std_error + 1e-12);
}

TEST_CASE("the same answer from one thread and from two") {
  const Asked asked(two_pillars(), {"a", "b"}, {0.5, 0.5});
  const Optimized one = asked.found(1), two = asked.found(2);
  CHECK(one.best->at.shares == two.best->at.shares);
  CHECK(one.best->found.probability == two.best->found.probability);
  CHECK(one.free_ranges == two.free_ranges);
}

TEST_CASE("bounds hold, and the best is at the nearer end") {
  Asked asked(two_pillars(), {"a", "b"}, {0.5, 0.5});
  asked.problem.bounds[0] = {0.65, 0.8};
  const Optimized found = asked.found();
  CHECK(best_share() < 0.65);
  CHECK(found.best->at.shares[0] == Approx(0.65).margin(0.006));
  CHECK(found.best->at.shares[0] >= 0.65);
}

TEST_CASE("the least budget is that which bisection finds on the same draws") {
  Asked asked(two_pillars(), {"a", "b"}, {0.5, 0.5}, true);
  asked.problem.confidence = 0.6;
  const Optimized found = asked.found();
  REQUIRE(found.best.has_value());
  double low = 1e6, high = 1e9;
  while (high > low * 1.0005) {
    const double middle = std::sqrt(low * high);
    const double share = best_share(middle);
    const double met = static_cast<double>(hits_of(asked, {{share, 1 - share, middle}}).front());
    (met >= 0.6 * static_cast<double>(kEffort.search_paths) ? high : low) = middle;
  }
  CHECK(found.best->at.budget == Approx(high).epsilon(kSanitized ? 0.03 : 0.01));
}

TEST_CASE("a confidence that no budget reaches, and one that needs none") {
  Asked far(two_pillars("5000"), {"a", "b"}, {0.5, 0.5}, true);
  far.problem.confidence = 0.6;
  CHECK(far.found().reason == OptimizeReason::out_of_reach);
  Asked near(two_pillars("0.5"), {"a", "b"}, {0.5, 0.5}, true);
  near.problem.confidence = 0.6;
  CHECK(near.found().reason == OptimizeReason::no_budget);
}

// y >= 1.9 on 90% of paths needs a share of b of 57.1%.
TEST_CASE("floors: one that binds, and one that no allocation keeps") {
  const auto with_floor = [](const std::string& when) {
    Asked asked(two_pillars("4.7", ", second: {when: " + when + ", at: 2mo}"), {"a", "b"},
                {0.5, 0.5});
    asked.problem.objective = {.kind = StudiedOutput::Kind::target, .index = 0};
    asked.problem.floors = {{{.kind = StudiedOutput::Kind::target, .index = 1}, 0.9}};
    return asked.found();
  };
  const Optimized bound = with_floor("y >= 1.9");
  CHECK(bound.reason != OptimizeReason::infeasible);
  CHECK(bound.best->at.shares[1] == Approx(0.571).margin(kSanitized ? 0.03 : 0.01));
  const Optimized none = with_floor("y >= 2.9");
  CHECK(none.reason == OptimizeReason::infeasible);
  CHECK(none.best->at.shares[1] == Approx(1).margin(0.02));
}

TEST_CASE("pillars that lift the same alike leave a flat optimum") {
  const std::string text =
      "escala: 1\nname: P\nhorizon: 2mo\n"
      "drivers: {luck: 'lognormal(1, 0.3)', a_part: 1, b_part: 1}\n"
      "metrics: {x: {formula: luck * a_part * b_part}}\n"
      "investment: {budget: $100M, over: 1mo, pillars: {a: {share: 50%, lifts: {a_part: 1%}, "
      "half_at: $100M}, b: {share: 50%, lifts: {b_part: 1%}, half_at: $100M}}}\n"
      "targets: {goal: {when: x >= 1, at: 2mo}}\n";
  const Optimized found = Asked(text, {"a", "b"}, {0.5, 0.5}).found();
  CHECK(found.flat);
  CHECK(found.reason == OptimizeReason::no_gain);
  REQUIRE(found.free_ranges.size() == 2);
  CHECK(found.free_ranges[0].first < 0.4);
  CHECK(found.free_ranges[0].second > 0.6);
  CHECK_FALSE(Asked(two_pillars(), {"a", "b"}, {0.5, 0.5}).found().flat);
}

TEST_CASE("shares that no pillar's effect reaches do not move a target") {
  Asked asked(two_pillars("4.7", ", calm: {when: z >= 1, at: 2mo}"), {"a", "b"}, {0.5, 0.5});
  asked.problem.objective = {.kind = StudiedOutput::Kind::target, .index = 1};
  CHECK_FALSE(asked.found().is_moved);
}

TEST_CASE("five pillars are not worse than random allocations on the same draws") {
  std::string drivers, pillars, product = "luck";
  const std::vector<std::string> names{"a", "b", "c", "d", "e"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    drivers += ", " + names[i] + "_part: 1";
    product += " * " + names[i] + "_part";
    pillars += (i == 0 ? "" : ", ") + names[i] + ": {share: 20%, lifts: {" + names[i] +
               "_part: " + std::to_string(20 + 25 * i) + "%}, half_at: $" +
               std::to_string(8 + 7 * i) + "M}";
  }
  const std::string text = "escala: 1\nname: P\nhorizon: 2mo\ndrivers: {luck: 'lognormal(1, 0.2)'" +
                           drivers + "}\nmetrics: {x: {formula: " + product +
                           "}}\ninvestment: {budget: $100M, over: 1mo, pillars: {" + pillars +
                           "}}\ntargets: {goal: {when: x >= 4, at: 2mo}}\n";
  const Asked asked(text, names, std::vector<double>(5, 0.2));
  const Optimized found = asked.found();
  std::mt19937_64 random(1);
  std::exponential_distribution<double> part;
  std::vector<std::vector<double>> all;
  for (int i = 0; i < (kSanitized ? 50 : 2000); ++i) {
    std::vector<double> shares;
    double sum = 0;
    for (std::size_t pillar = 0; pillar < 5; ++pillar)
      sum += shares.emplace_back(part(random));
    for (double& share : shares)
      share /= sum;
    all.push_back(std::move(shares));
  }
  const auto hits = hits_of(asked, all);
  CHECK(hits_of(asked, {found.best->at.shares}).front() >= *std::ranges::max_element(hits));
}
