// SPDX-License-Identifier: Apache-2.0
// Growth models against closed forms, and against their recursions written out by hand.
#include <algorithm>
#include <cmath>
#include <vector>

#include "escala/catalog/growth_model.h"
#include "simulate/run_scenario.h"

using namespace escala::test;

namespace {

constexpr double kMonth = 1.0 / 12;

// What a compound metric of 1000 becomes when year n grows by annual(n).
template <typename Annual>
double compounded(int month, Annual annual) {
  double value = 1000;
  for (int step = 1; step <= month; ++step)
    value *= std::pow(1 + annual((step - 1) / 12), kMonth);
  return value;
}

std::vector<double> metric_values(const std::string& metric, int months) {
  return series_of(plan_of("  x: " + metric, std::to_string(months) + "mo"), "x");
}

} // namespace

// --- compound ---

TEST_CASE("constant growth compounds to its annual rate, month by month") {
  check_months(metric_values("{model: compound, initial: 1000, growth: 200%}", 60),
               [](int month) { return 1000 * std::pow(3.0, month * kMonth); });
  check_months(metric_values("{model: compound, initial: 1000, growth: 200%/y}", 24),
               [](int month) { return 1000 * std::pow(3.0, month * kMonth); });
  check_months(metric_values("{model: compound, initial: 1000, growth: -99%}", 24),
               [](int month) { return 1000 * std::pow(0.01, month * kMonth); });
  check_months(metric_values("{model: compound, initial: -1000, growth: 50%}", 24),
               [](int month) { return -1000 * std::pow(1.5, month * kMonth); });
  check_months(metric_values("{model: compound, initial: 0, growth: 50%}", 24),
               [](int) { return 0.0; });
}

TEST_CASE("the billion at a flat 200% is 243 times the start") {
  const TestPlan plan(scenario_text("billion_flat.yaml"));
  const TestRun run = plan.run();
  CHECK(close(run.mean("arr", 60), 1'215'000'000));
  CHECK(close(run.mean("arr", 12), 15e6));
  CHECK(run.probability("billion") == 1);
  CHECK(run.probability("all_of_it") == 1); // to within the tolerance of comparisons
}

TEST_CASE("growth that decays gives 90 times the start") {
  const TestPlan plan(scenario_text("billion_decay.yaml"));
  const TestRun run = plan.run();
  CHECK(close(run.mean("arr", 12), 5e6 * 3));
  CHECK(close(run.mean("arr", 24), 5e6 * 3 * 2.7));
  CHECK(close(run.mean("arr", 36), 5e6 * 3 * 2.7 * 2.445));
  CHECK(close(run.mean("arr", 48), 5e6 * 3 * 2.7 * 2.445 * 2.22825));
  CHECK(close(run.mean("arr", 60), 5e6 * 3 * 2.7 * 2.445 * 2.22825 * 2.0440125));
  CHECK(run.probability("billion") == 0);
  CHECK(run.probability("half") == 1);
}

TEST_CASE("triple, triple, double, double, double") {
  const TestPlan plan(scenario_text("t2d3.yaml"));
  const TestRun run = plan.run();
  const double millions[] = {2, 6, 18, 36, 72, 144};
  for (std::size_t year = 0; year <= 5; ++year)
    CHECK(close(run.mean("arr", 12 * year), millions[year] * 1e6));
  CHECK(close(run.mean("arr", 18), 6e6 * std::sqrt(3.0)));
  CHECK(close(run.mean("arr", 42), 36e6 * std::sqrt(2.0)));
}

TEST_CASE("growth decays towards the long run") {
  check_months(metric_values("{model: compound, initial: 1000, growth: 100%, persistence: 60%, "
                             "long_run: 10%}",
                             84),
               [](int month) {
                 return compounded(month, [](int n) { return 0.1 + 0.9 * std::pow(0.6, n); });
               });
  // Growth below the long run rises to it; all of it at once where nothing persists.
  check_months(metric_values("{model: compound, initial: 1000, growth: -20%, persistence: 50%, "
                             "long_run: 30%/y}",
                             48),
               [](int month) {
                 return compounded(month, [](int n) { return 0.3 - 0.5 * std::pow(0.5, n); });
               });
  check_months(
      metric_values("{model: compound, initial: 1000, growth: 100%, persistence: 0%, "
                    "long_run: 5%}",
                    36),
      [](int month) { return compounded(month, [](int n) { return n == 0 ? 1 : 0.05; }); });
  check_months(
      metric_values("{model: compound, initial: 1000, growth: 10%, persistence: 110%}", 48),
      [](int month) { return compounded(month, [](int n) { return 0.1 * std::pow(1.1, n); }); });
}

TEST_CASE("after a list, decay begins when its last entry began") {
  const auto annual = [](int n) {
    const double list[] = {2, 1, 0.5};
    return n < 3 ? list[n] : 0.1 + 0.4 * std::pow(0.7, n - 2);
  };
  check_months(metric_values("{model: compound, initial: 1000, growth: [200%, 100%, 50%], "
                             "persistence: 70%, long_run: 10%}",
                             84),
               [&](int month) { return compounded(month, annual); });
  check_months(
      metric_values("{model: compound, initial: 1000, growth: [80%], persistence: 50%}", 36),
      [](int month) { return compounded(month, [](int n) { return 0.8 * std::pow(0.5, n); }); });
  // A list longer than the plan is read as far as the plan goes; without persistence its last
  // entry is held.
  check_months(metric_values("{model: compound, initial: 1000, growth: [10%, 20%, 30%, 40%]}", 18),
               [](int month) { return compounded(month, [](int n) { return 0.1 * (n + 1); }); });
  check_months(metric_values("{model: compound, initial: 1000, growth: [10%, 20%]}", 60),
               [](int month) { return compounded(month, [](int n) { return n == 0 ? .1 : .2; }); });
}

TEST_CASE("linear growth adds the same every month, and its shock keeps the mean") {
  check_months(metric_values("{model: linear, initial: 40, slope: 24/y}", 30),
               [](int month) { return 40.0 + 2 * month; });
  check_months(metric_values("{model: linear, initial: 40, slope: -1/mo, min: 20}", 30),
               [](int month) { return std::max(20.0, 40.0 - month); });
  const TestRun run =
      plan_of("  x: {model: linear, initial: 40, slope: 2/mo, volatility: 20%}", "24mo")
          .run({.paths = 40'000, .seed = 5});
  check_estimate(run.mean("x", 24), 88, run.curve("x").sd[24] / std::sqrt(40'000));
}

TEST_CASE("list entries may be expressions, read each month") {
  const auto values = series_of(plan_of("  x: {model: compound, initial: 1000, growth: [\"g\", "
                                        "\"g / 2 + 1% * t\"]}",
                                        "30mo", "drivers: {g: 40%}"),
                                "x");
  double expected = 1000;
  check_months(values, [&](int month) {
    if (month > 0)
      expected *= std::pow(1 + (month <= 12 ? 0.4 : 0.2 + 0.01 * month), kMonth);
    return expected;
  });
}

TEST_CASE("the step into month t reads its parameters at t") {
  const auto values =
      metric_values("{model: compound, initial: 1000, growth: \"if(t <= 6, 10%, 20%)\"}", 12);
  check_months(values, [](int month) {
    return 1000 * std::pow(1.1, std::min(month, 6) * kMonth) *
           std::pow(1.2, std::max(month - 6, 0) * kMonth);
  });
}

TEST_CASE("growth of -100% or less is a mistake, wherever it comes from") {
  CHECK_FALSE(plan_of("  x: {model: compound, initial: 1, growth: -100%}").is_valid());
  // 50% decays to a long run below -100% only by way of persistence above 100%.
  const TestPlan falling =
      plan_of("  x: {model: compound, initial: 1, growth: -50%, persistence: 200%}", "36mo");
  const TestRun run = falling.run();
  REQUIRE(run.outcome.status == escala::RunStatus::failed);
  const std::string text = to_text(run.outcome.failure);
  INFO(text);
  CHECK(text.find("x") != std::string::npos);
  CHECK(text.find("13") != std::string::npos); // the month
}

// --- logistic ---

TEST_CASE("logistic growth is the exact curve") {
  // x(t) = L / (1 + (L / x0 - 1) (1 + g)^-t)
  const auto curve = [](double initial, double growth, double limit, int month) {
    return limit / (1 + (limit / initial - 1) * std::pow(1 + growth, -month * kMonth));
  };
  check_months(metric_values("{model: logistic, initial: 200k, growth: 300%, limit: 200M}", 120),
               [&](int month) { return curve(200e3, 3, 200e6, month); });
  check_months(metric_values("{model: logistic, initial: 90, growth: -50%, limit: 100}", 60),
               [&](int month) { return curve(90, -0.5, 100, month); });
  check_months(metric_values("{model: logistic, initial: 1, growth: 1000000%, limit: 1000}", 60),
               [&](int month) { return curve(1, 10000, 1000, month); });
  check_months(metric_values("{model: logistic, initial: 0, growth: 100%, limit: 10}", 12),
               [](int) { return 0.0; });
}

TEST_CASE("logistic growth follows a limit that moves") {
  const auto values =
      metric_values("{model: logistic, initial: 10, growth: 100%, limit: \"100 + 10 * t\"}", 24);
  double expected = 10;
  check_months(values, [&](int month) {
    if (month > 0) {
      const double limit = 100 + 10 * month;
      const double odds = expected / (limit - expected) * std::pow(2.0, kMonth);
      expected = limit * odds / (1 + odds);
    }
    return expected;
  });
}

// --- staffing ---

TEST_CASE("staffing hires a share of the open positions") {
  double expected = 40;
  check_months(metric_values("{model: staffing, initial: 40, need: 100, speed: 25%/mo}", 24),
               [&](int month) {
                 if (month > 0)
                   expected += 0.25 * (100 - expected);
                 return expected;
               });
  // All of them at once by default; and nobody is let go.
  check_months(metric_values("{model: staffing, initial: 40, need: \"100 + t\"}", 12),
               [](int month) { return month == 0 ? 40.0 : 100.0 + month; });
  check_months(metric_values("{model: staffing, initial: 40, need: 10}", 12),
               [](int) { return 40.0; });
  // A speed a year is a twelfth of it a month.
  double yearly = 40;
  check_months(metric_values("{model: staffing, initial: 40, need: 100, speed: 120%/y}", 24),
               [&](int month) {
                 if (month > 0)
                   yearly += 0.1 * (100 - yearly);
                 return yearly;
               });
}

TEST_CASE("staffing loses people and hires at most so many") {
  const auto recursion = [](double rate, double most) {
    return [=, x = 40.0](int month) mutable {
      if (month > 0)
        x += std::min(most, std::max(0.0, 100.0 - x)) - x * rate * kMonth;
      return x;
    };
  };
  check_months(metric_values("{model: staffing, initial: 40, need: 100, attrition: 24%/y}", 36),
               recursion(0.24, 1e300));
  check_months(metric_values("{model: staffing, initial: 40, need: 100, attrition: 2%/mo}", 36),
               recursion(0.24, 1e300));
  check_months(metric_values("{model: staffing, initial: 40, need: 100, max_hires: 3/mo}", 36),
               recursion(0, 3));
  check_months(metric_values("{model: staffing, initial: 40, need: 100, attrition: 12%/y, "
                             "max_hires: 60/y}",
                             36),
               recursion(0.12, 5));
  check_months(metric_values("{model: staffing, initial: 40, need: 100, max_hires: 0/mo}", 6),
               recursion(0, 0));
}

TEST_CASE("staffing sees the need of some months ago") {
  double expected = 40;
  check_months(metric_values("{model: staffing, initial: 40, need: \"50 + 5 * t\", speed: 50%/mo, "
                             "attrition: 6%/y, lead: 3mo}",
                             24),
               [&](int month) {
                 const double need = 50 + 5 * std::max(0, month - 3);
                 if (month > 0)
                   expected += 0.5 * std::max(0.0, need - expected) - expected * 0.06 * kMonth;
                 return expected;
               });
  // The need may be another metric of the same month, and the lead a driver.
  const TestPlan plan =
      plan_of("  arr: {unit: USD, model: compound, initial: $5M, growth: 100%}\n"
              "  heads: {model: staffing, initial: 20, need: arr / $250k, lead: seen}",
              "24mo", "drivers: {seen: 1q}");
  check_months(series_of(plan, "heads"),
               [](int month) { return 20 * std::pow(2.0, std::max(0, month - 3) * kMonth); });
}

// --- launches ---

TEST_CASE("launches follow a schedule up to a limit") {
  const auto scheduled = [](int month) {
    return 3.0 + (month >= 1 ? 2 : 0) + (month >= 3 ? 4 : 0) + (month >= 14 ? 1 : 0);
  };
  const std::string schedule = "schedule: {2026-01: 2, 2026-03: 4, 2027-02: 1, 2031-01: 9}";
  check_months(metric_values("{model: launches, initial: 3, " + schedule + "}", 24), scheduled);
  check_months(metric_values("{model: launches, initial: 3, limit: 8, " + schedule + "}", 24),
               [&](int month) { return std::min(8.0, scheduled(month)); });
  // Month 0 adds to the opening.
  check_months(
      metric_values("{model: launches, initial: 3, schedule: {2025-12: 2, 2026-02: 1}}", 6),
      [](int month) { return month < 2 ? 5.0 : 6.0; });
  CHECK_FALSE(plan_of("  x: {model: launches, initial: 3, schedule: {2025-11: 2}}").is_valid());
}

TEST_CASE("launches at a rate are whole, never fall and never pass the limit") {
  const TestPlan plan = plan_of("  x: {model: launches, initial: 1, rate: 1.5/mo, limit: 12}\n"
                                "  free: {model: launches, initial: 1, rate: 18/y}",
                                "24mo");
  const TestRun run = plan.run({.paths = 20'000, .keep = true});
  double mean = 0;
  for (std::size_t path = 0; path < 20'000; ++path) {
    double before = run.values("x", 0)[path];
    REQUIRE(before == 1);
    for (std::size_t month = 1; month <= 24; ++month) {
      const double now = run.values("x", month)[path];
      REQUIRE(now == std::floor(now));
      REQUIRE(now >= before);
      REQUIRE(now <= 12);
      before = now;
    }
    mean += run.values("free", 24)[path] / 20'000;
  }
  check_estimate(mean, 1 + 36, std::sqrt(36.0 / 20'000));
  check_estimate(run.curve("free").sd[24] * run.curve("free").sd[24], 36,
                 36 * std::sqrt((2 + 1 / 36.0) / 20'000));
}

TEST_CASE("what stages treat in a way of its own has a role in every model") {
  for (const auto models : {escala::growth_models(), escala::written_models()})
    for (const escala::ModelSpec* model : models) {
      INFO(model->name);
      const auto at = [&](std::string_view name) { return model->find_parameter(name); };
      CHECK(model->find_role(escala::ParameterRole::opening) == at("initial"));
      CHECK(model->find_role(escala::ParameterRole::volatility) == at("volatility"));
      CHECK(model->find_role(escala::ParameterRole::formula) == at("formula"));
      CHECK(model->find_role(escala::ParameterRole::next) == at("next"));
      for (const escala::ParameterSpec& parameter : model->parameters) {
        CHECK((parameter.decays_by.empty() || at(parameter.decays_by)));
        CHECK((parameter.instead_of.empty() || at(parameter.instead_of)));
      }
    }
  CHECK(escala::written_models().size() == 2);
  CHECK(escala::spending_model().from_investment);
}

TEST_CASE("the example of a value in range is near a bound that is not 0") {
  escala::ParameterSpec parameter{.name = "x", .percent = true, .doc = {}, .example = "40%"};
  CHECK(escala::example_in_range(parameter) == "40%");
  parameter.range = {.low = -1, .above_low = true};
  CHECK(escala::example_in_range(parameter) == "-50%");
  parameter.range = {.low = 0.25};
  CHECK(escala::example_in_range(parameter) == "25%");
  parameter.range = escala::kNotNegative;
  CHECK(escala::example_in_range(parameter) == "40%");
  parameter.unit = escala::ParameterUnit::level;
  CHECK(escala::example_in_range(parameter).empty());
}
