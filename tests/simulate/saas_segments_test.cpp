// SPDX-License-Identifier: Apache-2.0
// scenarios/saas_segments.yaml without chance, against its formulas written out in plain C++: the
// history as it is in the CSV, then month by month.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "simulate/run_scenario.h"

namespace {

using namespace escala;
using namespace escala::test;

constexpr int kLastActual = 18;
constexpr int kHorizon = 54;
constexpr double kMargin = 0.75;
constexpr double kCostPerHead = 14'000;

struct Month {
  double smb = 0;
  double enterprise = 0;
  double team = 0;
  double cash = 0;

  double arr() const { return smb + enterprise; }
  double revenue() const { return arr() / 12; }
  double costs() const { return team * kCostPerHead + (1 - kMargin) * revenue(); }
};

std::vector<Month> history(const std::string& csv) {
  std::vector<Month> months;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  REQUIRE(line == "month,smb,enterprise,team,cash");
  while (std::getline(lines, line)) {
    Month month;
    REQUIRE(std::sscanf(line.c_str(), "%*d-%*d,%lf,%lf,%lf,%lf", &month.smb, &month.enterprise,
                        &month.team, &month.cash) == 4);
    months.push_back(month);
  }
  return months;
}

// From 2026-07, 2027-07 and 2028-07 on.
double arr_per_head(int month) {
  if (month < 31)
    return 155'000;
  return month < 43 ? 165'000 : 175'000;
}

Month step(const Month& last, int month) {
  Month next;
  next.smb = last.smb + 120'000 + last.smb * (0.06 - 0.18) / 12;
  next.enterprise = last.enterprise + 140'000 + last.enterprise * (0.18 - 0.06) / 12;
  const double need = next.arr() / arr_per_head(month);
  next.team = last.team + 0.20 * std::max(0.0, need - last.team) - last.team * 0.12 / 12;
  next.cash = last.cash + next.revenue() - next.costs();
  return next;
}

// The plan's months, and the ratios that read several of them.
class Company {
 public:
  explicit Company(std::vector<Month> known) : months_(std::move(known)) {
    while (months_.size() <= kHorizon)
      months_.push_back(step(months_.back(), static_cast<int>(months_.size())));
  }

  const Month& at(int month) const { return months_.at(static_cast<std::size_t>(month)); }

  // Money spent in the `count` months that end with this one.
  double burnt(int month, int count) const { return at(month - count).cash - at(month).cash; }
  double burn_multiple(int month) const {
    return burnt(month, 12) / (at(month).arr() - at(month - 12).arr());
  }
  double rule_of_40(int month) const {
    double revenue = 0;
    for (int back = 0; back < 12; ++back)
      revenue += at(month - back).revenue();
    return at(month).arr() / at(month - 12).arr() - 1 - burnt(month, 12) / revenue;
  }
  double runway(int month) const {
    const double burn = burnt(month, 3) / 3;
    return burn <= 1 ? 60 : std::min(60.0, at(month).cash / burn);
  }
  // What is left after a year of what there was, both segments together.
  double nrr(int month) const {
    const Month& opened = at(month - 12);
    return (opened.smb * std::pow(0.99, 12) + opened.enterprise * std::pow(1.01, 12)) /
           opened.arr();
  }

 private:
  std::vector<Month> months_;
};

} // namespace

TEST_CASE("a SaaS company's months follow from its history and its formulas") {
  const std::string csv = scenario_text("saas_history.csv");
  const TestPlan plan(scenario_text("saas_segments.yaml"), "certain", {{"saas_history.csv", csv}});
  INFO(plan.messages());
  const TestRun run = plan.run();
  REQUIRE(run.outcome.status == RunStatus::done);
  const std::vector<Month> known = history(csv);
  REQUIRE(known.size() == kLastActual + 1);
  const Company company(known);
  for (const int month : {kLastActual, 33, kHorizon}) {
    const auto check = [&](const std::string& name, double expected) {
      const double value = run.mean(name, static_cast<std::size_t>(month));
      INFO(name << " in month " << month << " is " << value << ", not " << expected);
      CHECK(close(value, expected, 1e-9));
    };
    const Month& at = company.at(month);
    check("arr.smb", at.smb);
    check("arr.enterprise", at.enterprise);
    check("arr", at.arr());
    check("team", at.team);
    check("revenue", at.revenue());
    check("costs", at.costs());
    check("cash", at.cash);
    check("burn", company.burnt(month, 1));
    check("burn_multiple", company.burn_multiple(month));
    check("rule_of_40", company.rule_of_40(month));
    check("runway", company.runway(month));
    // Nobody knows what a known month is made of.
    const bool unknown = month <= kLastActual;
    const double not_available = std::numeric_limits<double>::quiet_NaN();
    check("nrr.smb", unknown ? not_available : std::pow(0.99, 12));
    check("nrr.enterprise", unknown ? not_available : std::pow(1.01, 12));
    check("nrr", unknown ? not_available : company.nrr(month));
  }
}
