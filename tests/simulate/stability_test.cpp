// SPDX-License-Identifier: Apache-2.0
// The same plan and seed give the same bits; a change to a plan moves nothing that it doesn't name.
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

// A bit of everything that draws.
struct Pieces {
  std::vector<std::string> drivers{
      "  growth_rate: normal(80%, 40%, min=-50%)\n",
      "  kept: beta(40, 8)\n",
      "  demand: {draw: \"normal(0, 1)\", every: month}\n",
      "  season: {draw: \"pert(0.8, 1, 1.3)\", every: year}\n",
      "  per_head: $150k to $350k\n",
  };
  std::vector<std::string> correlations{
      "  - {between: [arr.shock, demand], rho: 50%}\n",
      "  - {between: [growth_rate, kept], rho: -30%}\n",
  };
  std::vector<std::string> metrics{
      "  arr: {unit: USD, model: compound, initial: $5M, growth: growth_rate, persistence: kept, "
      "volatility: 25%}\n",
      "  users: {model: logistic, initial: 200k, growth: 150% to 400%, limit: 20M * season, "
      "volatility: 20%}\n",
      "  heads: {model: staffing, initial: 20, need: arr / per_head, speed: 25%/mo, lead: 0mo}\n",
      "  sites: {model: launches, initial: 1, rate: 1.8/mo, limit: 30}\n",
      "  walk: {initial: 1, next: \"walk * exp(0.02 * demand + 0.01 * normal(0, 1)) + "
      "lag(walk, 3mo) / 100\"}\n",
      "  ratio: {formula: \"mean(arr, 3mo) / initial(arr) * uniform(0.9, 1.1)\"}\n",
  };
  std::vector<std::string> targets{
      "  big: {when: arr >= $20M, by: 2y}\n",
      "  wide: {when: sites >= 20 and walk > 1, at: 14mo}\n",
      "  steady: {when: ratio > 0.5, throughout: true}\n",
  };

  std::string text() const {
    std::string text = "escala: 1\nname: Pieces\nhorizon: 26mo\n";
    const auto add = [&](const char* key, const std::vector<std::string>& entries) {
      text.append(key).append(":\n");
      for (const std::string& entry : entries)
        text.append(entry);
    };
    add("drivers", drivers);
    add("correlations", correlations);
    add("metrics", metrics);
    add("targets", targets);
    return text;
  }
  TestRun run(const TestRunning& how = {.paths = kPaths}) const {
    return TestPlan(text()).run(how);
  }

  static constexpr std::uint64_t kPaths = 5003; // nine whole blocks and some
};

// Everything that `before` has is in `after`, bit for bit.
void check_unmoved(const TestRun& before, const TestRun& after) {
  for (std::size_t i = 0; i < before.names.size(); ++i) {
    INFO(before.names[i]);
    CHECK(same_bits(before.curves[i], after.curve(before.names[i])));
  }
  for (std::size_t i = 0; i < before.target_names.size(); ++i) {
    INFO(before.target_names[i]);
    const auto& target = after.target(before.target_names[i]);
    CHECK(before.tally.targets[i].hits.paths == target.hits.paths);
    CHECK(before.tally.targets[i].first_months == target.first_months);
  }
}

template <typename List>
void reverse(List& list) {
  list = List(list.rbegin(), list.rend());
}

} // namespace

TEST_CASE("any number of threads gives the same bits") {
  const TestPlan plan(Pieces().text());
  const TestRun one = plan.run({.paths = Pieces::kPaths, .threads = 1});
  for (const std::size_t threads : {2U, 7U}) {
    INFO(threads << " threads");
    const TestRun many = plan.run({.paths = Pieces::kPaths, .threads = threads});
    check_unmoved(one, many);
    CHECK(one.tally.joint.paths == many.tally.joint.paths);
  }
}

TEST_CASE("running again gives the same bits") {
  const TestPlan plan(Pieces().text());
  check_unmoved(plan.run({.paths = 700}), plan.run({.paths = 700}));
}

TEST_CASE("adding a metric, a driver or a target moves nothing else") {
  const TestRun before = Pieces().run();
  SECTION("a metric") {
    Pieces pieces;
    pieces.metrics.insert(pieces.metrics.begin(),
                          "  another: {model: compound, initial: 1, growth: \"normal(10%, 5%)\", "
                          "volatility: 60%}\n");
    pieces.metrics.push_back("  more: {formula: \"sum(arr, 26mo) / users + normal(0, 1)\"}\n");
    check_unmoved(before, pieces.run());
  }
  SECTION("a driver") {
    Pieces pieces;
    pieces.drivers.insert(pieces.drivers.begin() + 1, "  a_first: uniform(0, 1)\n");
    pieces.drivers.push_back("  z_last: {draw: \"normal(0, 1)\", every: year}\n");
    pieces.metrics.push_back("  use: {formula: a_first + z_last}\n");
    check_unmoved(before, pieces.run());
  }
  SECTION("a target") {
    Pieces pieces;
    pieces.targets.insert(pieces.targets.begin(), "  huge: {when: arr > $1B}\n");
    check_unmoved(before, pieces.run());
  }
  SECTION("another group of correlations") {
    Pieces pieces;
    pieces.drivers.push_back("  p: normal(0, 1)\n  q: normal(0, 1)\n");
    pieces.correlations.insert(pieces.correlations.begin(), "  - {between: [q, p], rho: 20%}\n");
    pieces.metrics.push_back("  use: {formula: p + q}\n");
    check_unmoved(before, pieces.run());
  }
}

TEST_CASE("reordering the file moves nothing") {
  const TestRun before = Pieces().run();
  Pieces pieces;
  reverse(pieces.drivers);
  reverse(pieces.correlations);
  reverse(pieces.metrics);
  reverse(pieces.targets);
  pieces.correlations.back() = "  - {between: [demand, arr.shock], rho: 50%}\n";
  const TestRun after = pieces.run();
  check_unmoved(before, after);
  CHECK(before.tally.joint.paths == after.tally.joint.paths);
}

TEST_CASE("changing a correlation moves that group alone") {
  const TestRun before = Pieces().run();
  Pieces pieces;
  pieces.correlations[1] = "  - {between: [growth_rate, kept], rho: 60%}\n";
  const TestRun after = pieces.run();
  CHECK_FALSE(same_bits(before.curve("arr"), after.curve("arr")));
  for (const char* name : {"users", "sites", "walk"})
    CHECK(same_bits(before.curve(name), after.curve(name)));
}

TEST_CASE("a longer horizon leaves the months before as they were") {
  const TestRun before = Pieces().run({.paths = 600, .keep = true});
  std::string text = Pieces().text();
  text.replace(text.find("26mo"), 4, "60mo");
  const TestRun after = TestPlan(text).run({.paths = 600, .keep = true});
  for (std::size_t month = 0; month <= 26; ++month)
    for (std::size_t metric = 0; metric < before.names.size(); ++metric)
      REQUIRE(same_bits(before.columns[month][metric], after.columns[month][metric]));
}

TEST_CASE("the first paths of a longer run are the same paths") {
  const TestPlan plan(Pieces().text());
  const TestRun longer = plan.run({.paths = 2100, .keep = true, .curves = false});
  for (const std::uint64_t paths : {1U, 2U, 511U, 512U, 513U, 2099U}) {
    const TestRun shorter = plan.run({.paths = paths, .keep = true, .curves = false});
    for (std::size_t month = 0; month <= 26; ++month)
      for (std::size_t metric = 0; metric < shorter.names.size(); ++metric) {
        std::vector<double> first = longer.columns[month][metric];
        first.resize(paths);
        REQUIRE(same_bits(first, shorter.columns[month][metric]));
      }
  }
}

TEST_CASE("a run may begin at a later path") {
  const TestPlan plan(Pieces().text());
  const TestRun whole = plan.run({.paths = 2048, .keep = true, .curves = false});
  const TestRun rest = plan.run({.paths = 1024, .first_path = 1024, .keep = true, .curves = false});
  const auto& all = whole.values("ratio", 26);
  CHECK(same_bits({all.begin() + 1024, all.end()}, rest.values("ratio", 26)));
}

TEST_CASE("seeds give other draws") {
  const TestPlan plan(Pieces().text());
  const TestRun one = plan.run({.paths = 100, .seed = 1, .keep = true});
  for (const std::uint64_t seed :
       {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{1} << 32, ~std::uint64_t{0}}) {
    const TestRun other = plan.run({.paths = 100, .seed = seed, .keep = true});
    for (const char* name : {"arr", "users", "heads", "walk", "ratio"})
      CHECK(one.values(name, 20) != other.values(name, 20));
  }
}

TEST_CASE("no variance gives what certain inputs give") {
  const auto plan = [](const char* growth, const char* need, const char* volatility) {
    return plan_of(std::string("  arr: {model: compound, initial: 5, growth: \"") + growth +
                       "\", persistence: 80%, volatility: " + volatility +
                       "}\n  heads: {model: staffing, initial: 2, need: \"arr * " + need +
                       "\", speed: 30%/mo}\n",
                   "26mo", "drivers: {still: \"normal(0, 1)\"}");
  };
  const TestRun certain = plan("90%", "3", "0").run();
  const TestRun uncertain =
      plan("normal(90%, 0)", "uniform(3, 3)", "0 * still").run({.paths = 1000});
  for (const char* name : {"arr", "heads"})
    for (std::size_t month = 0; month <= 26; ++month) {
      CHECK(close(uncertain.mean(name, month), certain.mean(name, month)));
      CHECK(uncertain.curve(name).sd[month] == 0);
      CHECK(certain.curve(name).sd[month] == 0);
      CHECK((uncertain.curve(name).quantiles.row(month) == uncertain.mean(name, month)).all());
    }
}
