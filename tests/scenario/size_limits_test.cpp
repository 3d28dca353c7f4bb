// SPDX-License-Identifier: Apache-2.0
// Plans larger than any that people write: each is answered or refused. What is quadratic in their
// size shows as a test that does not end.
#include <string>

#include <catch2/catch.hpp>

#include "scenario/checked_plan.h"

namespace escala {
namespace {

constexpr int kMany = 10'000;

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all += text;
  return all;
}

// "  m0: {...}\n  m1: {...}\n", from what comes before and after each number.
std::string numbered(int count, const std::string& before, const std::string& after) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all += before + std::to_string(i) + after;
  return all;
}

std::string formula_plan(const std::string& formula) {
  return "horizon: 24mo\nmetrics:\n  x: {formula: \"" + formula + "\"}\n";
}

std::size_t errors_of(const std::string& lines) {
  return CheckedPlan(lines).diagnostics.error_count();
}

} // namespace

TEST_CASE("expressions nested 10,000 deep are refused where they are too deep") {
  for (const std::string& formula :
       {times(kMany, "(") + "1" + times(kMany, ")"), times(kMany, "-") + "1",
        "if(" + times(kMany, "not ") + "true, 1, 2)", times(kMany, "1^") + "1",
        times(kMany, "if(t > 1, 1, ") + "1" + times(kMany, ")"),
        times(kMany, "abs(") + "1" + times(kMany, ")")}) {
    const CheckedPlan plan(formula_plan(formula));
    CHECK(plan.problems() == "nested more than 256 levels deep\n");
  }
}

TEST_CASE("a chain of 10,000 operators is no nesting") {
  CHECK(CheckedPlan(formula_plan(times(kMany, "1 + t + ") + "1")).good().metrics.size() == 1);
  const std::string condition = times(kMany, "x > 1 or ") + "x > 2";
  CHECK(CheckedPlan(formula_plan("1") + "targets:\n  y: {when: \"" + condition + "\"}\n")
            .good()
            .targets.size() == 1);
}

TEST_CASE("windows and delays may be longer than the horizon") {
  CheckedPlan("horizon: 24mo\nmetrics:\n  x: {formula: t}\n  y: {formula: \"lag(x, 100y)\"}\n"
              "  z: {formula: \"sum(x, 1200mo) + mean(x, 90y)\"}\n"
              "  s: {model: staffing, initial: 1, need: x, lead: 100y}\n")
      .good();
}

TEST_CASE("10,000 metrics are read, in a chain too") {
  const std::string head = "horizon: 24mo\nmetrics:\n";
  CHECK(CheckedPlan(head + numbered(kMany, "  m", ": {formula: 1}\n")).good().metrics.size() ==
        kMany);
  std::string chain = "  m0: {formula: 1}\n";
  for (int i = 1; i < kMany; ++i)
    chain += "  m" + std::to_string(i) + ": {formula: m" + std::to_string(i - 1) + " + 1}\n";
  CHECK(CheckedPlan(head + chain).good().metrics.size() == kMany);
}

TEST_CASE("10,000 mistakes are all found") {
  std::string cycle;
  std::string unknown;
  for (int i = 0; i < kMany; ++i) {
    const std::string number = std::to_string(i);
    cycle += "  m" + number + ": {formula: m" + std::to_string((i + 1) % kMany) + " + 1}\n";
    unknown += "  m" + number + ": {formula: nope" + number + "}\n";
  }
  CHECK(errors_of("horizon: 24mo\nmetrics:\n" + cycle) == 1);
  CHECK(errors_of("horizon: 24mo\nmetrics:\n" + unknown) == kMany);
}

TEST_CASE("1,000 risks and 10,000 targets and drivers are read") {
  const std::string metrics = "horizon: 24mo\nmetrics:\n  x: {formula: t}\n";
  CHECK(CheckedPlan(metrics + "risks:\n" +
                    numbered(1000, "  r",
                             ": {frequency: 1/y, impact: {x: 1% to 5%}, duration: 1mo to 3mo, "
                             "mitigation: {prevention: 10%, cost: $1/y}}\n"))
            .good()
            .risks.size() == 1000);
  CHECK(CheckedPlan(metrics + "targets:\n" + numbered(kMany, "  y", ": {when: x >= 1}\n"))
            .good()
            .targets.size() == kMany);
  CHECK(CheckedPlan(metrics + "drivers:\n" + numbered(kMany, "  d", ": \"normal(0, 1)\"\n"))
            .good()
            .drivers.size() == kMany);
}

TEST_CASE("1,000 correlated drivers are one group") {
  std::string names;
  for (int i = 0; i < 1000; ++i)
    names += (i > 0 ? ", d" : "d") + std::to_string(i);
  CheckedPlan("horizon: 24mo\nmetrics:\n  x: {formula: d1}\ndrivers:\n" +
              numbered(1000, "  d", ": \"normal(0, 1)\"\n") + "correlations:\n  - {between: [" +
              names + "], rho: 10%}\n")
      .good();
}

TEST_CASE("lists of 10,000 entries are read") {
  const std::string list = "[5%" + times(kMany - 1, ", 5%") + "]";
  CheckedPlan("horizon: 24mo\nmetrics:\n  c: {model: cohort, new: 1/mo, retention: " + list +
              "}\n  g: {model: compound, initial: 1, persistence: 100%, growth: " + list + "}\n")
      .good();
}

} // namespace escala
