// SPDX-License-Identifier: Apache-2.0
// Inputs: numbers of a plan that a run sets in a compiled model.
#include <string>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

constexpr auto kPlan = "escala: 1\nname: P\nhorizon: 12mo\n"
                       "metrics:\n"
                       "  x: {initial: 100, next: \"x * (1 + 10%) ^ (1 / 12)\"}\n"
                       "  y: {unit: USD/y, formula: \"$5/mo\"}\n";

// The plan with one expression whose `$` marks are the place of its hole.
CompiledPlan with_hole(const std::string& path, const std::string& before, const std::string& hole,
                       const std::string& after, double value) {
  const auto begin = static_cast<std::uint32_t>(before.size());
  const auto end = static_cast<std::uint32_t>(begin + hole.size());
  Diagnostics diagnostics;
  const Plan plan = Plan::read("p", kPlan);
  auto compiled = plan.compile({.expressions = {{.path = path,
                                                 .expression = before + hole + after,
                                                 .holes = {{begin, end, 0}}}},
                                .inputs = {{.path = path, .value = value}}},
                               diagnostics)
                      .compiled;
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    UNSCOPED_INFO(to_text(diagnostic));
  REQUIRE(compiled);
  return std::move(*compiled);
}

std::vector<double> curve(const Model& model, std::size_t metric, std::vector<double> inputs) {
  SummaryObserver summary({test_quantiles()});
  Workers workers(1);
  const Run run{.model = &model, .paths = 1, .inputs = std::move(inputs), .observers = {&summary}};
  REQUIRE(simulate(run, workers).status == RunStatus::done);
  const Eigen::ArrayXd& mean = summary.metrics()[metric].mean;
  return {mean.begin(), mean.end()};
}

} // namespace

TEST_CASE("an input has its default until a run sets it") {
  const CompiledPlan plan = with_hole("metrics.x.next", "x * (1 + ", "10%", ") ^ (1 / 12)", 0.10);
  REQUIRE(plan.model.inputs.size() == 1);
  CHECK(plan.model.inputs[0].path == "metrics.x.next");
  CHECK(plan.model.inputs[0].is_read);
  CHECK(curve(plan.model, 0, {}).back() == Approx(110).epsilon(1e-13));
  CHECK(curve(plan.model, 0, {0.5}).back() == Approx(150).epsilon(1e-13));
  CHECK(curve(plan.model, 0, {-0.5}).back() == Approx(50).epsilon(1e-13));
}

TEST_CASE("an input keeps the unit of its literal") {
  const CompiledPlan plan = with_hole("metrics.y.formula", "", "$5/mo", "", 5);
  CHECK(curve(plan.model, 1, {}).front() == 5);
  CHECK(curve(plan.model, 1, {7}).front() == 7); // per month, as all rates are inside
}

TEST_CASE("a number without a unit takes the metric's, as an input too") {
  const CompiledPlan plan = with_hole("metrics.y.formula", "", "24", "", 24);
  CHECK(curve(plan.model, 1, {}).front() == 2); // USD/y
  CHECK(curve(plan.model, 1, {36}).front() == 3);
}

TEST_CASE("an input makes nothing uncertain") {
  const CompiledPlan plan = with_hole("metrics.x.next", "x * (1 + ", "10%", ") ^ (1 / 12)", 0.10);
  CHECK_FALSE(plan.model.is_uncertain());
}

TEST_CASE("an input that nothing reads says so") {
  Diagnostics diagnostics;
  const auto compiled =
      Plan::read("p", kPlan)
          .compile(
              {.expressions = {{.path = "description", .expression = "5", .holes = {{0, 1, 0}}}},
               .inputs = {{.path = "description", .value = 5}}},
              diagnostics)
          .compiled;
  REQUIRE(compiled);
  CHECK_FALSE(compiled->model.inputs[0].is_read);
}

TEST_CASE("a hole must be a value by itself") {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("p", kPlan);
  CHECK_FALSE(plan.compile({.expressions = {{.path = "metrics.x.next",
                                             .expression = "x + 10%",
                                             .holes = {{2, 7, 0}}}},
                            .inputs = {{.path = "metrics.x.next", .value = 0}}},
                           diagnostics)
                  .compiled);
  CHECK(diagnostics.sorted().front().problem == "this is not a value by itself");
}
