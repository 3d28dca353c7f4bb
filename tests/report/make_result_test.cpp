// SPDX-License-Identifier: Apache-2.0
// From what observers found to the result of a run.
#include "escala/report/make_result.h"

#include <cmath>
#include <string>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

RunResult result_of(const TestPlan& plan, std::uint64_t paths = 1000) {
  const TestRun run = plan.run({.paths = paths});
  Findings findings = judge_run(plan.model(), run.tally, plan.compiled().simulation.sampler, paths);
  findings.curves = &run.curves;
  return make_result(plan.model(), plan.notes(), findings, {});
}

} // namespace

TEST_CASE("curves are in the unit that the plan writes") {
  const RunResult result = result_of(plan_of("  burn: {unit: USD/y, formula: \"$2M/mo\"}\n"
                                             "  cash: {unit: USD, label: Cash, formula: $5M}\n"
                                             "  share: {unit: \"%\", formula: 40%}\n"
                                             "  people: {unit: people, formula: 7}\n"
                                             "  bare: {formula: 3}\n"
                                             "  hires: {unit: people/mo, formula: 24/y}\n",
                                             "2mo"));
  REQUIRE(result.curves.size() == 6);
  CHECK(result.curves[0].mean[1] == 24e6);
  CHECK(result.curves[0].unit.text == "USD/y");
  CHECK(result.curves[0].quantile(50)[2] == 24e6);
  CHECK(result.curves[0].label == "burn");
  CHECK(result.curves[1].mean[0] == 5e6);
  CHECK(result.curves[1].label == "Cash");
  CHECK(result.curves[1].unit.symbol == "$");
  CHECK(result.curves[2].mean[0] == 0.4);
  CHECK(result.curves[2].unit.style == DisplayUnit::Style::percent);
  CHECK(result.curves[3].unit.text == "people");
  CHECK(result.curves[4].unit.text.empty());
  CHECK(result.curves[5].mean[0] == 2);
}

TEST_CASE("what has no value is missing, not zero") {
  const RunResult result = result_of(plan_of("  x: {formula: t / (t - 1)}", "2mo"));
  const Curve& curve = result.curves[0];
  CHECK(curve.mean[0] == 0);
  CHECK_FALSE(curve.mean[1].has_value());
  CHECK_FALSE(curve.sd[1].has_value());
  CHECK_FALSE(curve.quantiles[0].values[1].has_value());
  CHECK(curve.undefined[1] == 1);
  CHECK(curve.undefined[2] == 0);
}

TEST_CASE("a target's result says where, when and how sure") {
  const RunResult result =
      result_of(plan_of("  x: {formula: u * t}", "24mo",
                        "start: 2027-01\ndrivers: {u: \"uniform(0, 1)\"}\n"
                        "targets:\n"
                        "  half: {label: Half of it, when: x >= 12, confidence: 40%}\n"
                        "  then: {when: x >= 1, at: 2028-06}\n"
                        "  kept: {when: x < 12, throughout: 1y to 2y}\n"
                        "  never: {when: x > 24}\n"
                        "  all: {confidence: 1%}"),
                100'000);
  REQUIRE(result.targets.size() == 4);
  const TargetResult& half = result.targets[0];
  CHECK(half.name == "half");
  CHECK(half.label == "Half of it");
  CHECK(half.when == "x >= 12");
  CHECK(half.timing.kind == TargetTiming::Kind::by);
  CHECK(half.timing.to == 24);
  CHECK(half.confidence == 0.4);
  CHECK(half.judgement.verdict == Verdict::met);
  CHECK(half.judgement.probability == Approx(0.5).margin(0.0064));
  CHECK(half.judgement.std_error == Approx(0.00158).epsilon(0.01));
  CHECK(half.judgement.paths == 100'000);
  CHECK(half.first.never == Approx(1 - half.judgement.probability).epsilon(1e-12));
  CHECK(half.line == 7);
  CHECK(half.column == 3);
  CHECK(half.file == "plan.yaml");
  const TargetResult& then = result.targets[1];
  CHECK(then.timing.kind == TargetTiming::Kind::at);
  CHECK(then.timing.from == 18);
  CHECK(then.timing.to == 18);
  CHECK(then.label == "then");
  CHECK(then.confidence == 0.5);
  // u t >= 1 for half of all paths from month 2 on.
  REQUIRE(then.median_month);
  CHECK((*then.median_month == 2 || *then.median_month == 3));
  const TargetResult& kept = result.targets[2];
  CHECK(kept.timing.kind == TargetTiming::Kind::throughout);
  CHECK(kept.timing.from == 12);
  CHECK(kept.timing.to == 24);
  const TargetResult& never = result.targets[3];
  CHECK(never.judgement.probability == 0);
  CHECK_FALSE(never.median_month.has_value());
  CHECK_FALSE(never.first.p50.has_value());
  CHECK(never.first.never == 1);
  CHECK(never.judgement.verdict == Verdict::missed);
  REQUIRE(result.joint);
  CHECK(result.joint->judgement.probability == 0);
  CHECK(result.joint->confidence == 0.01);
  CHECK(result.joint->verdict() == Verdict::missed);
}

TEST_CASE("times are kept as the plan writes them") {
  const RunResult result = result_of(plan_of("  x: {formula: t}", "3y",
                                             "start: 2027-01\ntargets:\n"
                                             "  a: {when: x >= 1, by: 2027-07 to 2027-12}\n"
                                             "  b: {when: x >= 1, throughout: 18mo to 3y}\n"
                                             "  c: {when: x >= 1, at: 24mo}\n"
                                             "  d: {when: x >= 1, by: 1y + 6mo}\n"
                                             "  e: {when: x >= 1}\n"
                                             "  f: {when: x >= 1, throughout: true}\n"));
  std::string times;
  for (const TargetResult& target : result.targets)
    times += target.timing.written_from + "|" + target.timing.written_to + " ";
  CHECK(times == "2027-07|2027-12 18mo|3y |24mo | | | ");
}

TEST_CASE("metrics that targets read are known, through their past too") {
  const RunResult result = result_of(plan_of("  a: {formula: t}\n  b: {formula: t}\n"
                                             "  c: {formula: t}\n  d: {formula: a}",
                                             "2y",
                                             "targets:\n"
                                             "  one: {when: a >= 1 and c >= 1}\n"
                                             "  two: {when: \"mean(d, 12mo) >= 1\", at: 2y}\n"));
  CHECK(result.metrics[0].judged);
  CHECK_FALSE(result.metrics[1].judged);
  CHECK(result.metrics[2].judged);
  CHECK(result.metrics[3].judged);
}

TEST_CASE("the joint probability is always there, judged only where `all` is") {
  const RunResult without = result_of(
      plan_of(
          "  x: {formula: u}", "1mo",
          "drivers: {u: \"uniform(0, 1)\"}\ntargets:\n  a: {when: x > 0.2}\n  b: {when: x < 0.7}"),
      50'000);
  REQUIRE(without.joint);
  CHECK(without.joint->judgement.probability == Approx(0.5).margin(0.009));
  CHECK_FALSE(without.joint->confidence.has_value());
  CHECK_FALSE(without.joint->verdict().has_value());
  CHECK_FALSE(result_of(plan_of("  x: {formula: t}", "1mo")).joint.has_value());
}

TEST_CASE("a certain plan stands for all the paths that were asked for") {
  const RunResult result = result_of(
      plan_of("  x: {formula: t}", "2mo", "targets:\n  a: {when: x >= 2, confidence: 99%}"),
      100'000);
  CHECK(result.provenance.paths == 100'000);
  CHECK(result.targets[0].judgement.paths == 100'000);
  CHECK(result.targets[0].judgement.interval.low == 1);
  CHECK(result.targets[0].judgement.interval.high == 1);
  CHECK(result.targets[0].judgement.std_error == 0);
  CHECK(result.targets[0].judgement.verdict == Verdict::met);
  CHECK(result.targets[0].median_month == 2);
  CHECK(result.curves[0].sd[1] == 0);
}
