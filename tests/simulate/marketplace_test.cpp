// SPDX-License-Identifier: Apache-2.0
// scenarios/marketplace.yaml without chance, against its formulas written out in plain C++.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <string>

#include "simulate/run_scenario.h"

namespace {

using namespace escala;
using namespace escala::test;

constexpr int kHorizon = 48;

// One region, month by month.
struct Region {
  const char* name;
  double reps;
  double sellers;
  double buyers;
  double basket;
  double rep_cost;
  std::deque<double> past_sellers = {};

  double orders() const { return buyers * 0.4; }
  double sales() const { return orders() * basket; }

  void step() {
    past_sellers.push_back(sellers);
    const double need = past_sellers[past_sellers.size() > 3 ? past_sellers.size() - 3 : 0] / 300;
    reps += 0.20 * std::max(0.0, need - reps) - reps * 0.18 / 12;
    sellers += reps * 20 - sellers * 0.03;
    buyers += 0.08 * (25 * sellers - buyers);
  }
};

struct World {
  std::array<Region, 3> regions{Region{"americas", 10, 3000, 60'000, 80, 10'000},
                                Region{"europe", 7, 2000, 35'000, 70, 9'000},
                                Region{"asia", 4, 1000, 15'000, 40, 4'500}};
  double cash = 8e6;

  template <typename Value>
  double total(Value value) const {
    double sum = 0;
    for (const Region& region : regions)
      sum += value(region);
    return sum;
  }
  double sales() const {
    return total([](const Region& region) { return region.sales(); });
  }
  double revenue() const { return sales() * 0.11; }
  double payroll() const {
    return total([](const Region& region) { return region.reps * region.rep_cost; });
  }
  void step() {
    for (Region& region : regions)
      region.step();
    cash += revenue() * 0.65 - payroll() - 300'000;
  }
};

} // namespace

TEST_CASE("the marketplace's months follow from its formulas") {
  const TestPlan plan(scenario_text("marketplace.yaml"), "certain");
  const TestRun run = plan.run();
  INFO(plan.messages());
  REQUIRE(run.outcome.status == RunStatus::done);
  World world;
  for (int month = 0; month <= kHorizon; ++month) {
    if (month > 0)
      world.step();
    if (month != 6 && month != 24 && month != kHorizon)
      continue;
    const auto at = static_cast<std::size_t>(month);
    const auto check = [&](const std::string& name, double expected) {
      INFO(name << " in month " << month);
      CHECK(run.mean(name, at) == Approx(expected).epsilon(1e-9));
    };
    for (const Region& region : world.regions) {
      const std::string of = std::string(".") + region.name;
      check("reps" + of, region.reps);
      check("sellers" + of, region.sellers);
      check("buyers" + of, region.buyers);
      check("sales" + of, region.sales());
      check("average_order" + of, region.basket);
      check("revenue" + of, region.sales() * 0.11);
    }
    check("sellers", world.total([](const Region& region) { return region.sellers; }));
    check("orders", world.total([](const Region& region) { return region.orders(); }));
    check("sales", world.sales());
    check("average_order",
          world.sales() / world.total([](const Region& region) { return region.orders(); }));
    check("revenue", world.revenue());
    check("payroll", world.payroll());
    check("sellers_kept", std::pow(0.97, 12));
    check("cash", world.cash);
  }
}
