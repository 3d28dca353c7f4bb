// SPDX-License-Identifier: Apache-2.0
// The cells of a replay against the path that a run computes.
#include <catch2/catch.hpp>

#include "escala/report/replay.h"
#include "escala/report/replay_sheets.h"
#include "report/replayed_plan.h"

namespace escala {
namespace {

TEST_CASE("A metric's month is a formula of cells") {
  const Replayed of("escala: 1\nname: P\nstart: 2026-01\nhorizon: 1y\nmetrics:\n"
                    "  arr: {unit: USD, model: compound, initial: $5M, growth: 200%}\n"
                    "  scale: {unit: x, formula: arr / initial(arr)}\n");
  CHECK(of.replay->error < 1e-12);
  REQUIRE(of.replay->inputs.size() == 2);
  CHECK(of.replay->inputs[0].name == "metrics.arr.initial");
  CHECK(of.replay->inputs[1].expression == "200%");
  CHECK(of.row("arr").months[0].formula == "Inputs!$B$4");
  CHECK(of.row("arr").months[2].formula == "G12*(1+Inputs!$B$5)^(1/12)");
  CHECK(of.row("scale").months[2].formula == "H12/F12");
}

TEST_CASE("Functions of the past are ranges of earlier cells") {
  const Replayed of("escala: 1\nname: P\nhorizon: 1y\nmetrics:\n"
                    "  a: {initial: 1, next: a * 1.1}\n"
                    "  b: {formula: \"sum(a, 3mo) + peak(a) + lag(a, 2mo)\"}\n"
                    "  c: {formula: \"if(t < 3 or a > 2, 1, growth(a))\"}\n");
  CHECK(of.replay->error < 1e-12);
  CHECK(of.row("b").months[5].formula == "SUM(I12:K12)+MAX(F12:K12)+I12");
  CHECK(of.row("b").months[1].formula == "SUM(G12)+MAX(F12:G12)+F12");
}

TEST_CASE("Drawn drivers are inputs, monthly draws are rows, events of risks are values") {
  const Replayed of(
      "escala: 1\nname: P\nhorizon: 2y\ndrivers: {growth: 10% to 50%}\nmetrics:\n"
      "  arr: {unit: USD, model: compound, initial: $1M, growth: growth, volatility: 20%}\n"
      "risks:\n  outage: {frequency: 2/y, impact: {arr: 10% to 20%}}\n");
  CHECK(of.replay->error < 1e-11);
  CHECK(of.replay->futures.size() == 205);
  CHECK(of.replay->inputs.back().name == "drivers.growth");
  CHECK(of.replay->inputs.back().cell.formula.starts_with("INDEX(Shocks!$B$"));
  CHECK(of.row("arr.shock").months[1].formula.starts_with("INDEX(Shocks!C$"));
  CHECK(of.row("outage: share left of arr").months[1].formula.starts_with("INDEX(Shocks!C$"));
}

TEST_CASE("Temporary losses part what a metric reports from its state") {
  const Replayed of("escala: 1\nname: P\nhorizon: 2y\nmetrics:\n"
                    "  a: {initial: 100, next: a * 1.02, max: 130}\n"
                    "risks:\n  gone: {frequency: 6/y, duration: 2mo, impact: {a: 10% to 60%}}\n");
  CHECK(of.replay->error < 1e-11);
  CHECK(of.row("a without temporary losses").months[1].formula.find("MIN(") == 0);
}

TEST_CASE("Actual months are values") {
  const Replayed of(
      "escala: 1\nname: P\nstart: 2026-01\nhorizon: 1y\nmetrics:\n"
      "  a: {model: linear, initial: 1, slope: 1/mo, actual: {2026-01: 7, 2026-02: 9}}\n");
  CHECK(of.replay->error == 0);
  CHECK(of.row("a").months[2].kind == ReplayCell::Kind::actual);
  CHECK(of.row("a").months[3].kind == ReplayCell::Kind::formula);
}

TEST_CASE("Losses reach what a model keeps, and what it is above its own curve") {
  const Replayed of(
      "escala: 1\nname: P\nstart: 2026-01\nhorizon: 3y\nmetrics:\n"
      "  a: {model: cohort, new: 1k/mo, initial: 5k, retention: \"sbg(0.67, 3.8)\"}\n"
      "  b: {model: bass, market: 10M, innovation: 3%, imitation: 40%, actual: {2026-01: 30k}}\n"
      "  c: {model: waterfall, initial: 100, new: 10/mo, churn: 1%/mo}\n"
      "  d: {formula: c.churned + c.nrr}\n"
      "  e: {model: cohort, new: 1k/mo, initial: 5k, retention: \"sbg(0.67, 3.8)\", "
      "actual: {2026-01: 6k, 2026-02: 7k}}\n"
      "risks:\n  r: {frequency: 3/y, impact: {a: 60% to 150%, b: 5% to 9%, c: 10%, e: 20%}}\n");
  CHECK(of.replay->error < 1e-10);
  CHECK(of.replay->values == 0);
}

TEST_CASE("Drawn rates that take more than there is end at 0") {
  const Replayed of("escala: 1\nname: P\nhorizon: 6mo\nmetrics:\n"
                    "  w: {model: waterfall, initial: 100, new: 10/mo, churn: \"discrete(150%/mo, "
                    "100%)\"}\n"
                    "  gone: {formula: w.churned}\n"
                    "  team: {model: staffing, initial: 10, need: 10, attrition: "
                    "\"discrete(150%/mo, 100%)\"}\n");
  CHECK(of.replay->error < 1e-12);
}

TEST_CASE("The sheets have rows where the formulas expect them") {
  const Replayed of("escala: 1\nname: P\nhorizon: 1y\nmetrics:\n"
                    "  a: {initial: 1, next: a * 1.1, volatility: 10%}\n");
  const Sheet model = model_sheet(*of.replay, {});
  const ReplayCheck& check = of.replay->checks.front();
  CHECK(text_of(model.rows[check.number - 1][0].text) == "a");
  const Sheet shocks = shocks_sheet(*of.replay);
  REQUIRE(shocks.numbers.size() > of.replay->blocks.size());
  CHECK(shocks.numbers[0].first_row == kFirstFutureRow - 1);
  for (std::size_t i = 0; i < of.replay->blocks.size(); ++i) {
    CHECK(shocks.numbers[i + 1].first_row == of.replay->blocks[i].first_row - 1);
    CHECK(text_of(shocks.numbers[i + 1].labels[0]) == "5% future");
  }
  CHECK(choice_of(*of.replay).range == "Shocks!$A$4:$A$208");
}

} // namespace
} // namespace escala
