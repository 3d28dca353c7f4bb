// SPDX-License-Identifier: Apache-2.0
// Sweeps against closed forms.
#include "escala/analysis/sweep.h"

#include <cmath>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// x at month 12 is lognormal with the median 100 (1 + growth) / e^0.02 and sigma 20%.
const std::string kPlan = "escala: 1\nname: P\nhorizon: 12mo\n"
                          "metrics: {x: {model: compound, initial: 100, growth: 10%, "
                          "volatility: 20%}}\n"
                          "targets: {goal: {when: x >= 120, at: 12mo}}\n";

double score(double initial, double growth) {
  return (std::log(initial * (1 + growth) / 120) - 0.02) / 0.2;
}

OpenValue open_value(const std::string& text) {
  static Sources sources;
  Diagnostics diagnostics;
  auto value = read_open_value(sources.add("--vary", text, true), "USD", diagnostics);
  REQUIRE(value);
  return *std::move(value);
}

} // namespace

TEST_CASE("a sweep over two values has the closed form at every point") {
  Diagnostics diagnostics;
  std::vector<OpenValue> values{open_value("metrics.x.initial={80, 100, 120}"),
                                open_value("metrics.x.growth={0%..40%:3}")};
  const auto all = combinations({values[0].values[0].values, values[1].values[0].values});
  REQUIRE(all.size() == 9);
  CHECK(all[1] == std::vector<double>{80, 0.2});
  const auto plan = OpenPlan::open(Plan::read("p.yaml", kPlan), {}, values, diagnostics);
  REQUIRE(plan);
  std::vector<SweepPoint> points;
  for (const auto& at : all)
    points.push_back({at, plan->at(at, diagnostics).value()});
  SweepStudy sweep(points, DrawSource(11), {0}, -1);
  Workers workers(2);
  const Looks looks = look_until_sure(sweep, {4096, 1 << 20}, workers, {});
  CHECK(looks.ended == Ended::sure); // half a point: 10,000 paths where the chance is a half
  CHECK(looks.paths == 16'384);
  const auto found = sweep.found();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double z = score(all[i][0], all[i][1]);
    CHECK(found[i].targets[0].interval.low <= std::erfc(-z / std::sqrt(2)) / 2);
    CHECK(found[i].targets[0].interval.high >= std::erfc(-z / std::sqrt(2)) / 2);
    const double median = all[i][0] * (1 + all[i][1]) * std::exp(-0.02);
    CHECK(found[i].metrics[0].p50 == Approx(median).epsilon(0.01));
    CHECK(found[i].metrics[0].p95 == Approx(median * std::exp(1.645 * 0.2)).epsilon(0.015));
  }
}
