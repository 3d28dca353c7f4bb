// SPDX-License-Identifier: Apache-2.0
// Shares of the variance against functions whose shares are known.
#include "escala/analysis/sensitivity.h"

#include <cmath>
#include <string>

#include "escala/targets/replicates.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// Ishigami and Homma (1990), a = 7, b = 0.1, with inputs uniform on (-pi, pi).
TestPlan ishigami() {
  return plan_of("  y: {formula: \"sin(x1) + 7 * sin(x2)^2 + 0.1 * x3^4 * sin(x1)\"}\n", "1mo",
                 "drivers:\n"
                 "  x1: uniform(-3.141592653589793, 3.141592653589793)\n"
                 "  x2: uniform(-3.141592653589793, 3.141592653589793)\n"
                 "  x3: uniform(-3.141592653589793, 3.141592653589793)\n");
}

StudiedOutput metric_of(const TestPlan& plan, std::string_view name) {
  for (std::uint32_t i = 0; i < plan.model().metrics.size(); ++i)
    if (plan.model().metrics[i].name == name)
      return {StudiedOutput::Kind::metric, i, plan.model().horizon};
  FAIL("no metric " << name);
  return {};
}

struct Asked {
  StudiedOutput output;
  bool shapley = false;
  std::uint64_t seed = 1;
  std::uint64_t paths = 8192;
};

Sensitivity share_out(const TestPlan& plan, const Asked& asked) {
  SensitivityStudy study(plan.model(), {.output = asked.output,
                                        .inputs = asked.shapley ? random_inputs(plan.model())
                                                                : independent_inputs(plan.model()),
                                        .shapley = asked.shapley,
                                        .seed = asked.seed});
  Workers workers(1);
  const Looks looks = look_until_sure(study, {asked.paths, asked.paths}, workers, {});
  REQUIRE(looks.outcome.status == RunStatus::done);
  return study.found();
}

std::vector<std::string> names_of(const std::vector<RandomInput>& inputs) {
  std::vector<std::string> names;
  for (const RandomInput& input : inputs)
    names.push_back(input.name);
  return names;
}

} // namespace

// The inputs of Ishigami and Homma (1990) with a = 7 and b = 0.1: variance 13.8446.
TEST_CASE("the shares of Ishigami's function, within a hundredth and within their errors") {
  const TestPlan plan = ishigami();
  const double first[] = {0.3139, 0.4424, 0};
  const double total[] = {0.5576, 0.4424, 0.2437};
  constexpr int kSeeds = kSanitized ? 1 : 50;
  int outside = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Sensitivity found =
        share_out(plan, {.output = metric_of(plan, "y"), .seed = seed, .paths = 32'768});
    CHECK(found.mean == Approx(3.5).margin(0.05));
    CHECK(found.variance == Approx(13.8446).epsilon(0.01));
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(std::abs(found.inputs[i].first_order.share - first[i]) < 0.01);
      CHECK(std::abs(found.inputs[i].total.share - total[i]) < 0.01);
      // Student's 99% interval: with 300 of them, 3 are expected outside.
      for (const auto& [share, truth] : {std::pair{found.inputs[i].first_order, first[i]},
                                         std::pair{found.inputs[i].total, total[i]}})
        outside += std::abs(share.share - truth) >
                   replicate_margin(share.std_error, found.replicates) + 5e-5;
    }
  }
  INFO(outside << " outside");
  CHECK(outside <= 10);
}

TEST_CASE("an additive plan's shares are those of its terms, alone and in total") {
  // Variances: (0.5 - -0.5)^2 / 12 times 1, 4, 9; and 1 of a normal.
  const TestPlan plan = plan_of("  y: {formula: a + 2 * b + 3 * c + d + 0 * idle}\n", "1mo",
                                "drivers: {a: \"uniform(-0.5, 0.5)\", b: \"uniform(-0.5, 0.5)\", "
                                "c: \"uniform(-0.5, 0.5)\", d: \"normal(0, 1)\", idle: 1 to 2}\n");
  const Sensitivity found = share_out(plan, {.output = metric_of(plan, "y")});
  const double variance = 14.0 / 12 + 1;
  const double shares[] = {1 / 12.0 / variance, 4 / 12.0 / variance, 9 / 12.0 / variance,
                           1 / variance, 0};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(found.inputs[i].first_order.share == Approx(shares[i]).margin(0.01));
    CHECK(found.inputs[i].total.share == Approx(shares[i]).margin(0.01));
  }
  CHECK(found.inputs[4].total.share == 0);
  CHECK(found.sum_of_first.share == Approx(1).margin(0.01));
  CHECK(found.inputs[3].points[0] == Approx(-1.2815515655446004).margin(1e-3)); // p10
  CHECK(found.inputs[3].points[4] == Approx(1.2815515655446004).margin(1e-3));
  CHECK(found.inputs[3].monotone);
}

// With b = (1, 2, 1), correlation 1/2 of the first two, and V = 8: what subsets explain is
// 4, 6.25, 7 of the first two (Owen and Prieur 2017, linear functions of normals).
TEST_CASE("Shapley effects of correlated normals") {
  const TestPlan plan =
      plan_of("  y: {formula: a + 2 * b + c}\n", "1mo",
              "drivers: {a: \"normal(0, 1)\", b: \"normal(0, 1)\", c: \"normal(0, 1)\"}\n"
              "correlations: [{between: [a, b], rho: 50%}]\n");
  const double shapley[] = {2.375 / 8, 4.625 / 8, 1.0 / 8};
  const double first[] = {4.0 / 8, 6.25 / 8, 1.0 / 8};
  const double total[] = {0.75 / 8, 3.0 / 8, 1.0 / 8};
  constexpr int kSeeds = kSanitized ? 2 : 20;
  int outside = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Sensitivity found = share_out(
        plan, {.output = metric_of(plan, "y"), .shapley = true, .seed = seed, .paths = 4096});
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const InputSensitivity& input = found.inputs[i];
      sum += input.shapley.share;
      CHECK(input.shapley.share == Approx(shapley[i]).margin(0.03));
      CHECK(input.first_order.share == Approx(first[i]).margin(0.03));
      CHECK(input.total.share == Approx(total[i]).margin(0.03));
      outside += std::abs(input.shapley.share - shapley[i]) >
                 replicate_margin(input.shapley.std_error, found.replicates);
    }
    CHECK(sum == Approx(1).epsilon(1e-12));
  }
  CHECK(outside <= 3); // 0.6 are expected
}

TEST_CASE("Shapley effects of many inputs come from random orders, and add up too") {
  std::string drivers = "drivers: {";
  std::string formula = "  y: {formula: \"0";
  double variance = 0;
  for (int i = 1; i <= 11; ++i) {
    drivers += "x" + std::to_string(i) + ": \"normal(0, 1)\", ";
    formula += " + " + std::to_string(i) + " * x" + std::to_string(i);
    variance += i * i;
  }
  const TestPlan plan = plan_of(formula + "\"}\n", "1mo", drivers + "}\n");
  const Sensitivity found =
      share_out(plan, {.output = metric_of(plan, "y"), .shapley = true, .paths = 1024});
  double sum = 0;
  for (std::size_t i = 0; i < 11; ++i) {
    const VarianceShare& share = found.inputs[i].shapley;
    const auto weight = static_cast<double>(i + 1);
    sum += share.share;
    CHECK(share.share == Approx(weight * weight / variance).margin(0.02));
    CHECK(share.std_error < 0.02);
  }
  CHECK(sum == Approx(1).epsilon(1e-12));
}

TEST_CASE("inputs are drivers, parameters, monthly shocks, risks, and groups of them") {
  const TestPlan plan =
      plan_of("  x: {model: compound, initial: 100, growth: g + h, volatility: 20%}\n"
              "  z: {model: compound, initial: 100 to 200, growth: 0%, volatility: 10%}\n"
              "risks: {fire: {frequency: 3/y, impact: {x: 5% to 10%}, duration: 1mo to 3mo,\n"
              "               mitigation: {prevention: 20% to 40%}}}\n",
              "12mo",
              "drivers: {g: \"normal(10%, 5%)\", h: \"normal(2%, 1%)\"}\n"
              "correlations: [{between: [g, h], rho: 50%}]\n");
  CHECK(names_of(random_inputs(plan.model())) ==
        std::vector<std::string>{"g", "h", "z.initial", "x.shock", "z.shock", "fire"});
  const std::vector<RandomInput> joined = independent_inputs(plan.model());
  CHECK(names_of(joined) ==
        std::vector<std::string>{"g + h", "z.initial", "x.shock", "z.shock", "fire"});
  CHECK(joined[0].members == std::vector<std::string>{"g", "h"});
  CHECK(joined[1].single);
  for (const std::size_t i : {0U, 2U, 3U, 4U})
    CHECK_FALSE(joined[i].single);
  CHECK(joined[4].streams.size() == 5); // events, detections, prevention, duration, impact
}

TEST_CASE("shares of shocks, risks and groups add up where they do not interact") {
  // log x is a sum of terms of the group g and h, of twelve shocks, and of the losses.
  const TestPlan plan = plan_of("  x: {model: compound, initial: 100, growth: \"exp(0.1 * g + 0.1 "
                                "* h) - 1\", volatility: 10%}\n"
                                "  y: {formula: log(x)}\n"
                                "risks: {fire: {frequency: 3/y, impact: {x: 5% to 10%}}}\n",
                                "12mo",
                                "drivers: {g: \"normal(0, 1)\", h: \"normal(0, 1)\"}\n"
                                "correlations: [{between: [g, h], rho: 50%}]\n");
  const Sensitivity found = share_out(plan, {.output = metric_of(plan, "y")});
  CHECK(found.sum_of_first.share == Approx(1).margin(0.02));
  // Variances over a year: 0.01 * 3 of the group, 0.01 of the shocks.
  CHECK(found.inputs[0].total.share / found.inputs[1].total.share == Approx(3).epsilon(0.05));
  for (const InputSensitivity& input : found.inputs)
    CHECK(input.first_order.share == Approx(input.total.share).margin(0.02));
  CHECK(found.inputs[0].points.empty());
}

TEST_CASE("paths on which the output is n/a are left out and counted") {
  const TestPlan plan =
      plan_of("  y: {formula: \"a / max(0, b) + 0 * a\"}\n  z: {formula: a + b}\n", "1mo",
              "drivers: {a: \"normal(0, 1)\", b: \"uniform(-1, 3)\"}\n");
  const Sensitivity all = share_out(plan, {.output = metric_of(plan, "z")});
  CHECK(all.undefined == 0);
  CHECK(all.values == 2 * 8192);
  const Sensitivity some = share_out(plan, {.output = metric_of(plan, "y")});
  CHECK(static_cast<double>(some.undefined) / static_cast<double>(some.values) ==
        Approx(0.25).margin(0.01));
}

TEST_CASE("an input that moves the output up and down is not monotone") {
  const TestPlan plan = plan_of("  y: {formula: (a - 0.5)^2 + b}\n", "1mo",
                                "drivers: {a: \"uniform(0, 1)\", b: \"normal(0, 0.1)\"}\n");
  const Sensitivity found = share_out(plan, {.output = metric_of(plan, "y")});
  CHECK_FALSE(found.inputs[0].monotone);
  CHECK(found.inputs[0].points[0] == Approx(0.16).margin(0.01));
  CHECK(found.inputs[1].monotone);
}
