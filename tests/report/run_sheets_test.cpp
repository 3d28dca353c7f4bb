// SPDX-License-Identifier: Apache-2.0
// The first paths of a run and the audit that computes figures from them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "escala/report/make_result.h"
#include "escala/report/run_sheets.h"
#include "report/replayed_plan.h"

namespace escala {
namespace {

constexpr const char* kPlan =
    "escala: 1\nname: P\nstart: 2026-01\nhorizon: 1y\nsimulation: {paths: 10000, seed: 5}\n"
    "drivers: {growth: \"uniform(0%, 100%)\"}\n"
    "metrics:\n  arr: {label: ARR, unit: USD, model: compound, initial: $1M, growth: growth}\n"
    "targets:\n  half: {label: Half, when: arr >= $1.5M, at: 1y}\n"
    "  soon: {label: Soon, when: arr >= $1.2M, by: 1y}\n";

// A run of the plan, as far as the sheets read its result.
struct Audited {
  Replayed of{kPlan};
  RunResult result;

  Audited() {
    const Model& model = of.model();
    JudgeObserver judge;
    Workers workers(1);
    const SimulationPlan& simulation = of.compilation.compiled->simulation;
    Run run{.model = &model,
            .draws = DrawSource(simulation.seed, simulation.sampler),
            .paths = simulation.paths,
            .observers = {&judge}};
    REQUIRE(simulate(run, workers).status == RunStatus::done);
    result = make_result(model, of.compilation.compiled->notes,
                         judge_run(model, judge.tally(), Sampler::random, run.paths), {});
  }

  // The rows that begin with a label.
  std::vector<const SheetLine*> lines(const Sheet& sheet, std::string_view label) const {
    std::vector<const SheetLine*> found;
    for (const SheetLine& line : sheet.rows)
      if (!line.empty() && text_of(line.front().text) == label)
        found.push_back(&line);
    return found;
  }
};

std::vector<double> sorted_column(const TrialTable& trials, std::size_t column) {
  std::vector<double> values;
  for (std::size_t path = 0; path < trials.paths(); ++path)
    values.push_back(trials.at(path, column));
  std::ranges::sort(values);
  return values;
}

TEST_CASE("Trials holds the first paths, at most ten thousand") {
  const Replayed many("escala: 1\nname: P\nhorizon: 1y\nsimulation: {paths: 25000}\n"
                      "metrics: {a: {initial: 1 to 2, next: a}}\n");
  CHECK(many.trials.paths() == 10'000);
  REQUIRE(many.trials.columns.size() == 2); // the drawn value, and what ranks futures
  CHECK(many.trials.columns[0].name == "a.initial");
  for (std::size_t path = 0; path < many.trials.paths(); ++path)
    REQUIRE(many.trials.at(path, 0) == many.trials.at(path, 1));
}

TEST_CASE("A row of trials is what the path drew and what became of it") {
  const Audited audited;
  const TrialTable& trials = audited.of.trials;
  const auto growth = trials.find(TrialColumn::Kind::drawn, 0);
  const auto met = trials.find(TrialColumn::Kind::met, 0);
  const auto first = trials.find(TrialColumn::Kind::first_month, 1);
  REQUIRE(growth);
  for (std::size_t path = 0; path < 100; ++path) {
    const double rate = trials.at(path, *growth);
    CHECK(trials.at(path, *met) == (rate >= 0.5 ? 1 : 0));
    // 1.2 is reached in the first month t with (1 + rate)^(t / 12) >= 1.2.
    const double month = std::ceil(12 * std::log(1.2) / std::log1p(rate) - 1e-9);
    if (month <= 12)
      CHECK(trials.at(path, *first) == month);
    else
      CHECK(std::isnan(trials.at(path, *first)));
  }
}

TEST_CASE("Trials and its notes lie where the audit reads them") {
  const Audited audited;
  const Sheet sheet = trials_sheet(audited.result, audited.of.trials);
  REQUIRE(sheet.numbers.size() == 1);
  CHECK(sheet.numbers[0].first_row == 4);
  CHECK(sheet.numbers[0].rows() == 10'000);
  CHECK(sheet.numbers[0].columns == audited.of.trials.columns.size() + 1);
  CHECK(sheet.numbers[0].values[sheet.numbers[0].columns] == 1); // the second path
  CHECK(text_of(sheet.rows[3][0].text) == "path");
  CHECK(text_of(sheet.rows[3][1].text) == "growth");
}

TEST_CASE("The audit's probabilities and errors are those of a binomial") {
  const Audited audited;
  const TrialTable& trials = audited.of.trials;
  const Sheet sheet = audit_sheet(audited.result, trials);
  const SheetLine& line = *audited.lines(sheet, "Half").front();
  const auto column = *trials.find(TrialColumn::Kind::met, 0);
  double met = 0;
  for (std::size_t path = 0; path < trials.paths(); ++path)
    met += trials.at(path, column);
  const double share = met / 10'000;
  CHECK(std::abs(share - 0.5) < 4 * std::sqrt(0.25 / 10'000)); // growth is uniform
  CHECK(line[1].formula == "COUNT(Trials!$E$5:$E$10004)");
  CHECK(line[2].formula == "AVERAGE(Trials!$E$5:$E$10004)");
  CHECK(*line[2].number == Approx(share).epsilon(1e-14));
  CHECK(line[3].formula == "SQRT(C7*(1-C7)/B7)");
  CHECK(*line[3].number == Approx(std::sqrt(share * (1 - share) / 10'000)).epsilon(1e-14));
  CHECK(*line[4].number == *line[2].number);
  CHECK(*line[6].number == audited.result.targets[0].judgement.probability);
  const SheetLine& all = *audited.lines(sheet, "all targets together").front();
  CHECK(all[2].formula == "SUMPRODUCT(Trials!$E$5:$E$10004*Trials!$G$5:$G$10004)/B9");
  CHECK(*all[2].number == share); // who has half as much more has a fifth more
}

TEST_CASE("The audit's quantiles are of type 7, their errors of order statistics") {
  const Audited audited;
  const TrialTable& trials = audited.of.trials;
  const Sheet sheet = audit_sheet(audited.result, trials);
  const auto lines = audited.lines(sheet, "ARR in 2026-12: 5%");
  REQUIRE(!lines.empty());
  const SheetLine& line = *lines.front();
  const std::vector<double> sorted =
      sorted_column(trials, *trials.find(TrialColumn::Kind::metric, 0));
  const double rank = 0.05 * 9'999;
  const auto below = static_cast<std::size_t>(rank);
  const double quantile =
      sorted[below] + (rank - std::floor(rank)) * (sorted[below + 1] - sorted[below]);
  CHECK(line[2].formula == "PERCENTILE(Trials!$C$5:$C$10004,0.05)");
  CHECK(*line[2].number == Approx(quantile).epsilon(1e-9)); // Trials has ten digits
  CHECK(*line[4].number == Approx(quantile).epsilon(1e-14));
  // sqrt(10000 * 0.05 * 0.95) is 21.8: ranks 500 + 22 + 1 and 500 - 22.
  CHECK(*line[3].number == Approx((sorted[522] - sorted[477]) / 2).epsilon(1e-4));
  // Of ARR = 1M (1 + growth) the density is 1 at every quantile, in millions.
  CHECK(*line[3].number == Approx(1e6 * std::sqrt(0.05 * 0.95 / 10'000)).epsilon(0.5));
  CHECK(std::abs(*line[2].number - 1.05e6) < 5 * *line[3].number);
}

TEST_CASE("Inputs have what the plan writes, and how the values spread") {
  Audited audited;
  DriverResult growth;
  growth.name = "growth";
  growth.unit = {.text = "%", .style = DisplayUnit::Style::percent};
  growth.p5 = 0.05;
  growth.p50 = 0.5;
  growth.p95 = 0.95;
  audited.result.drivers = {growth};
  const Sheet sheet = inputs_sheet(audited.result, *audited.of.replay, {});
  const SheetLine& drawn = *audited.lines(sheet, "drivers.growth").front();
  CHECK(text_of(drawn[2].text) == "uniform(0%, 100%)");
  CHECK(text_of(drawn[3].text) == "%");
  CHECK(*drawn[4].number == 0.5);
  CHECK(*drawn[5].number == 0.05);
  CHECK(*drawn[6].number == 0.95);
  const SheetLine& constant = *audited.lines(sheet, "metrics.arr.initial").front();
  CHECK(text_of(constant[3].text) == "USD");
  for (const std::size_t column : {1, 4, 5, 6})
    CHECK(*constant[column].number == 1e6);
}

TEST_CASE("Values that cannot be changed are told with their units") {
  const Replayed of("escala: 1\nname: P\nhorizon: 1y\n"
                    "metrics: {a: {unit: USD, initial: $1, next: a * 2}}\n"
                    "risks: {r: {frequency: 3/y, impact: {a: 10% to 20%}}}\n");
  const Sheet sheet = inputs_sheet({}, *of.replay, {});
  bool found = false;
  for (const SheetLine& line : sheet.rows) {
    if (line.empty() || text_of(line.front().text) != "risks.r.frequency")
      continue;
    found = true;
    CHECK(text_of(line[2].text) == "3/y");
    CHECK(text_of(line[3].text) == "1/y / 12");
    CHECK(*line[4].number == 0.25); // a month
  }
  CHECK(found);
}

TEST_CASE("Futures are ranked by the metric of the target that binds") {
  const Replayed of(kPlan);
  const FutureRanking ranking = ranking_of(of.model(), of.trials, 0);
  CHECK(ranking.metric == 0);
  CHECK(ranking.month == 12);
  std::vector<double> values = ranking.values;
  REQUIRE(values.size() == 10'000);
  std::ranges::sort(values);
  const ReplayFuture& low = of.replay->futures[0];
  CHECK(text_of(low.label) == "5% future");
  CHECK(ranking.values[low.path] == values[500]);
}

} // namespace
} // namespace escala
