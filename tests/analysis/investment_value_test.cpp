// SPDX-License-Identifier: Apache-2.0
// What an investment is worth: against a spreadsheet's formulas, and against closed forms.
#include "escala/analysis/investment_value.h"

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "escala/analysis/counterfactual.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

InvestmentValue value_of(const TestPlan& plan, std::uint64_t paths, std::size_t threads = 1) {
  Workers workers(threads);
  JudgeObserver judge;
  OutcomeObserver outcomes;
  FlowsOfPaths flows;
  Run run = plan.run_of({.paths = paths});
  run.observers = {&judge, &outcomes, &flows};
  REQUIRE(simulate(run, workers).status == RunStatus::done);
  const Counterfactuals found = compare_omissions(run, outcomes, judge, workers, {}, &flows);
  REQUIRE(found.outcome.status == RunStatus::done);
  REQUIRE(found.value.has_value());
  return *found.value;
}

// $100 are spent in each of 24 months. By the start of month t, 100 (t - 1) are, which lifts $400 a
// month by 400 (t - 1) / (t + 5).
TestPlan certain_plan(const std::string& metric) {
  return plan_of(metric + "investment:\n  budget: $2400\n  over: 2y\n  value: worth\n"
                          "  discount: 12%/y\n"
                          "  pillars: {all: {share: 100%, lifts: {base: 100%}, half_at: $600}}\n",
                 "24mo", "drivers: {base: $400/mo}");
}

std::vector<double> flows_of_certain_plan() {
  std::vector<double> flows{0};
  for (int t = 1; t <= 24; ++t)
    flows.push_back(400.0 * (t - 1) / (t + 5) - 100);
  return flows;
}

// As a spreadsheet has it: the sum of flow / (1 + rate)^(month / 12).
double present_value(const std::vector<double>& flows, double rate) {
  double value = 0;
  for (std::size_t t = 0; t < flows.size(); ++t)
    value += flows[t] / std::pow(1 + rate, static_cast<double>(t) / 12);
  return value;
}

double rate_of_return(const std::vector<double>& flows) {
  double low = -0.99, high = 1e6; // the flows are negative first: the value falls with the rate
  for (int i = 0; i < 200; ++i)
    (present_value(flows, (low + high) / 2) > 0 ? low : high) = (low + high) / 2;
  return low;
}

double phi(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

} // namespace

TEST_CASE("the worth of a certain investment is a spreadsheet's") {
  const std::vector<double> flows = flows_of_certain_plan();
  double balance = 0;
  int paid_back = 1;
  for (std::size_t t = 1; t < flows.size(); ++t) {
    balance += flows[t];
    if (balance < -1e-9)
      paid_back = static_cast<int>(t) + 1;
  }
  REQUIRE(paid_back < 24);
  for (const std::string metric : {"  worth: {unit: USD/mo, formula: base}\n",
                                   "  worth: {unit: USD, flow: true, formula: base * 1mo}\n",
                                   "  worth: {unit: USD, initial: $1M, next: worth + base * 1mo}\n",
                                   "  worth: {unit: USD/y, formula: base}\n"}) {
    const InvestmentValue value = value_of(certain_plan(metric), 100);
    CHECK(value.paths == 1);
    CHECK(value.mean == Approx(present_value(flows, 0.12)).epsilon(1e-9));
    CHECK(value.std_error == 0);
    CHECK(value.p5 == value.mean);
    CHECK(value.p95 == value.mean);
    CHECK(value.positive == 1);
    REQUIRE(value.irr.rate.has_value());
    CHECK(*value.irr.rate == Approx(rate_of_return(flows)).epsilon(1e-9));
    CHECK(value.payback_month == paid_back);
    CHECK(value.never == 0);
    CHECK(value.mean_balance.back() == Approx(balance).epsilon(1e-9));
  }
}

// All of $1,000 is spent in month 1 and doubles a lognormal X a month from month 2 on: the balance
// of month t is X (t - 1) - 1000.
TEST_CASE("the worth of an uncertain investment has closed forms") {
  const double median = 50, sigma = 0.6, spent = 1000;
  const int horizon = 36;
  for (const std::string sampler : {"random", "antithetic", "sobol"}) {
    const TestPlan plan = plan_of(
        "  worth: {unit: USD/mo, formula: rate}\n"
        "investment:\n  budget: $1000\n  over: 1mo\n  value: worth\n  discount: 12%/y\n"
        "  pillars: {all: {share: 100%, lifts: {rate: 100%}, half_at: $0.000000001}}\n",
        "36mo",
        "simulation: {sampler: " + sampler + "}\ndrivers: {rate: \"lognormal($50/mo, 0.6)\"}");
    const InvestmentValue value = value_of(plan, 20'000);
    CHECK(value.paths == 20'000);
    const double first = std::pow(1.12, -1.0 / 12);
    double annuity = 0;
    for (int t = 2; t <= horizon; ++t)
      annuity += std::pow(first, t);
    const double root_n = std::sqrt(20'000.0);
    const auto below = [&](double x) { return phi(std::log(x / median) / sigma); };
    const auto near = [&](double found, double p) {
      return std::abs(found - p) < 4 * std::sqrt(p * (1 - p)) / root_n;
    };
    const double mean = median * std::exp(sigma * sigma / 2);
    const double sd = mean * std::sqrt(std::exp(sigma * sigma) - 1);
    CHECK(std::abs(value.mean - (mean * annuity - spent * first)) < 4 * sd * annuity / root_n);
    if (sampler == "random")
      CHECK(value.std_error == Approx(sd * annuity / root_n).epsilon(0.05));
    else
      CHECK(value.std_error < sd * annuity / root_n);
    CHECK(near(value.positive, 1 - below(spent * first / annuity)));
    CHECK(near(value.never, below(spent / (horizon - 1))));
    CHECK(value.payback_month == 21); // 50 (t - 1) >= 1000
    const auto quantile = [&](double z) {
      return median * std::exp(sigma * z) * annuity - spent * first;
    };
    CHECK(value.p50 == Approx(quantile(0)).margin(0.03 * median * annuity));
    CHECK(value.p5 == Approx(quantile(-1.644854)).margin(0.03 * median * annuity));
    CHECK(value.p95 == Approx(quantile(1.644854)).margin(0.1 * median * annuity));
    std::vector<double> flows(horizon + 1, mean);
    flows[0] = 0;
    flows[1] = -spent;
    REQUIRE(value.irr.rate.has_value());
    CHECK(value.irr_error > 0);
    CHECK(std::abs(*value.irr.rate - rate_of_return(flows)) <
          (sampler == "random" ? 4 : 6) * value.irr_error);
  }
}

TEST_CASE("the worth of an investment does not depend on the number of threads") {
  const TestPlan plan = plan_of(
      "  worth: {unit: USD, model: compound, initial: $100, growth: pace, volatility: 30%}\n"
      "investment:\n  budget: $24\n  over: 2y\n  value: worth\n"
      "  pillars: {all: {share: 100%, lifts: {pace: 40%}, half_at: $6}}\n",
      "24mo", "drivers: {pace: \"normal(40%, 10%)\"}");
  const InvestmentValue one = value_of(plan, 5000, 1), three = value_of(plan, 5000, 3);
  CHECK(one.mean == three.mean);
  CHECK(one.std_error == three.std_error);
  CHECK(one.p5 == three.p5);
  CHECK(one.never == three.never);
  CHECK(one.irr.rate == three.irr.rate);
  CHECK(one.mean_balance == three.mean_balance);
}

TEST_CASE("at most so many paths are valued that their flows fit in memory") {
  Model model;
  model.horizon = 60;
  CHECK(valued_paths(model, 100'000) == 0);
  model.valuation = Valuation{};
  CHECK(valued_paths(model, 100'000) == kValuedPaths);
  CHECK(valued_paths(model, 500) == 500);
  model.horizon = 1200;
  CHECK(valued_paths(model, 100'000) * 1201 <= kValuedFlows);
  CHECK(valued_paths(model, 100'000) >= kLeastValuedPaths);
}

TEST_CASE("flows have a rate of return, several or none") {
  const auto yearly = [](double monthly) { return std::pow(1 + monthly, 12) - 1; };
  const InternalReturn one = internal_return(std::vector<double>{0, -100, 0, 121});
  REQUIRE(one.rate.has_value());
  CHECK(*one.rate == Approx(yearly(0.1)).epsilon(1e-9)); // 100 x 1.1^2 = 121
  CHECK(one.reason == NoReturn::none);
  // -(1.1 - x)(1.2 - x) for growth factors x, times 100.
  const InternalReturn two = internal_return(std::vector<double>{0, -100, 230, -132});
  CHECK_FALSE(two.rate.has_value());
  CHECK(two.reason == NoReturn::several);
  REQUIRE(two.rates.size() == 2);
  CHECK(two.rates[0] == Approx(yearly(0.1)).epsilon(1e-9));
  CHECK(two.rates[1] == Approx(yearly(0.2)).epsilon(1e-9));
  CHECK(internal_return(std::vector<double>{0, 5, 0, 10}).reason == NoReturn::no_sign_change);
  CHECK(internal_return(std::vector<double>{0, 0, 0}).reason == NoReturn::no_sign_change);
  // -1 + 2y - 2y^2 has no real root.
  CHECK(internal_return(std::vector<double>{0, -1, 2, -2}).reason == NoReturn::no_rate);
  // Losses for good: 1.1^-1 a month.
  const InternalReturn loss = internal_return(std::vector<double>{0, -110, 100});
  REQUIRE(loss.rate.has_value());
  CHECK(*loss.rate == Approx(yearly(-1 / 11.0)).epsilon(1e-9));
}
