// SPDX-License-Identifier: Apache-2.0
// Runs a scenario written in a test: YAML in, curves, counts and every path's values out.
//
// A TestPlan runs the same stages as the program. A plan that has mistakes fails the test with
// their text.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/core/undefined.h"
#include "escala/plan/plan.h"
#include "escala/simulate/simulate.h"
#include "escala/summarize/risks.h"
#include "escala/summarize/summary.h"
#include "escala/targets/check.h"
#include "escala/targets/judge.h"
#include "sanitized.h"

namespace escala::test {

// Enough for a statistical test; fewer with sanitizers, because every path then takes ten times as
// long.
inline constexpr std::uint64_t kManyPaths = kSanitized ? 50'000 : 1'000'000;

inline const std::vector<double>& test_quantiles() {
  static const std::vector<double> all{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
  return all;
}

// Keeps every value of every path.
class ColumnKeeper final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override {
    columns_.assign(static_cast<std::size_t>(shape.model->horizon) + 1,
                    {shape.model->metrics.size(), std::vector<double>(shape.paths)});
  }
  void on_block(const BlockView& view) override {
    auto& columns = columns_[static_cast<std::size_t>(view.month)];
    for (std::size_t i = 0; i < columns.size(); ++i)
      std::copy_n(view.reported[i].data(), view.lanes, columns[i].data() + view.first);
  }
  // By month, then metric, then path.
  const std::vector<std::vector<std::vector<double>>>& columns() const { return columns_; }

 private:
  std::vector<std::vector<std::vector<double>>> columns_;
};

struct TestOutcome {
  RunStatus status = RunStatus::done;
  Diagnostic failure = {};
};

struct TestRun {
  TestOutcome outcome;
  std::vector<std::string> names; // of metrics
  std::vector<MetricSummary> curves;
  std::vector<RiskSummary> risks;
  std::vector<RiskSummary> categories;
  Tally tally;
  std::vector<std::string> target_names;
  std::vector<std::vector<std::vector<double>>> columns; // empty if paths are not kept

  std::size_t index(std::string_view metric) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == metric)
        return i;
    FAIL("no metric " << metric);
    return 0;
  }
  const MetricSummary& curve(std::string_view metric) const { return curves[index(metric)]; }
  double mean(std::string_view metric, std::size_t month) const {
    return curve(metric).mean(month);
  }
  const std::vector<double>& values(std::string_view metric, std::size_t month) const {
    return columns.at(month).at(index(metric));
  }
  const TargetTally& target(std::string_view name) const {
    for (std::size_t i = 0; i < target_names.size(); ++i)
      if (target_names[i] == name)
        return tally.targets[i];
    FAIL("no target " << name);
    return tally.targets[0];
  }
  double probability(std::string_view name) const {
    return static_cast<double>(target(name).hits.paths) / static_cast<double>(tally.paths);
  }
};

struct TestRunning {
  std::uint64_t paths = 1;
  std::uint64_t seed = 1;
  std::size_t threads = 1;
  std::uint64_t first_path = 0;
  bool keep = false;  // every path's values
  bool curves = true; // quantiles cost time
  std::vector<Omission> without = {};
  std::vector<double> inputs = {};
  std::optional<DrawSource> draws = {}; // instead of the seed
  Ranks* ranks = nullptr;
  QuantileMethod quantiles = QuantileMethod::exact;
};

// The data files of a plan.
class FilesInMemory final : public DataFiles {
 public:
  explicit FilesInMemory(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  DataFile read(const std::string& path) override {
    const auto file = files_.find(path);
    return file == files_.end() ? DataFile{{}, "there is none"} : DataFile{file->second, {}};
  }

 private:
  std::map<std::string, std::string> files_;
};

class TestPlan {
 public:
  explicit TestPlan(std::string text, std::string_view variant = {},
                    std::map<std::string, std::string> files = {})
      : plan_(Plan::read("plan.yaml", std::move(text),
                         std::make_shared<FilesInMemory>(std::move(files)))) {
    Changes changes;
    if (!variant.empty())
      changes.variants.emplace_back(variant);
    Diagnostics diagnostics;
    compiled_ = plan_.compile(changes, diagnostics).compiled;
    for (const Diagnostic& diagnostic : diagnostics.sorted())
      messages_ += to_text(diagnostic);
  }

  // The messages of reading and compiling the plan.
  const std::string& messages() const { return messages_; }
  bool is_valid() const { return compiled_.has_value(); }

  const CompiledPlan& compiled() const {
    if (!compiled_)
      FAIL(messages_);
    return *compiled_;
  }
  const Model& model() const { return compiled().model; }
  const Notes& notes() const { return compiled().notes; }

  // The run that a test asks for, without observers.
  Run run_of(const TestRunning& how) const {
    DrawSource draws = how.draws.value_or(DrawSource(how.seed, compiled().simulation.sampler));
    return {.model = &model(),
            .draws = std::move(draws),
            .first_path = how.first_path,
            .paths = how.paths,
            .inputs = how.inputs,
            .without = how.without};
  }

  TestRun run(const TestRunning& how = {}) const {
    TestRun run;
    for (const ModelMetric& metric : model().metrics)
      run.names.push_back(metric.name);
    for (const ModelTarget& target : model().targets)
      run.target_names.push_back(target.name);
    SummaryObserver summary({test_quantiles(), how.quantiles});
    JudgeObserver judge;
    ColumnKeeper keeper;
    RiskObserver risks;
    Run asked = run_of(how);
    asked.observers = {&judge, &risks};
    if (how.curves)
      asked.observers.push_back(&summary);
    if (how.keep)
      asked.observers.push_back(&keeper);
    Workers workers(how.threads);
    const RunOutcome outcome = simulate(asked, workers, {.ranks = how.ranks});
    run.outcome.status = outcome.status;
    if (outcome.status == RunStatus::failed)
      run.outcome.failure = explain(outcome.failure, model(), notes());
    if (outcome.status != RunStatus::done)
      return run;
    run.curves = summary.metrics();
    run.tally = judge.tally();
    run.risks = risks.risks();
    run.categories = risks.categories();
    run.columns = keeper.columns();
    return run;
  }

 private:
  Plan plan_;
  std::string messages_;
  std::optional<CompiledPlan> compiled_;
};

// A plan with this horizon and these metrics; `metrics` may end with further sections.
inline TestPlan plan_of(std::string_view metrics, std::string_view horizon = "24mo",
                        std::string_view head = "", std::map<std::string, std::string> files = {}) {
  std::string text = "escala: 1\nname: A test\nhorizon: ";
  text.append(horizon).append("\n").append(head).append("\nmetrics:\n").append(metrics);
  return TestPlan(text + "\n", {}, std::move(files));
}

// A certain metric's values, month 0 to the horizon.
inline std::vector<double> series_of(const TestPlan& plan, std::string_view metric) {
  const TestRun run = plan.run();
  INFO(to_text(run.outcome.failure));
  REQUIRE(run.outcome.status == RunStatus::done);
  const Eigen::ArrayXd& mean = run.curve(metric).mean;
  return {mean.begin(), mean.end()};
}

// One formula's values in a plan of `months` months.
inline std::vector<double> formula_values(std::string_view formula, int months = 24,
                                          std::string_view others = "",
                                          std::string_view head = "") {
  std::string metrics(others);
  metrics.append("\n  x: {formula: \"").append(formula).append("\"}\n");
  return series_of(plan_of(metrics, std::to_string(months) + "mo", head), "x");
}

inline bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Of vectors, and of arrays.
template <typename Values>
bool same_bits(const Values& a, const Values& b) {
  return a.size() == b.size() &&
         (a.size() == 0 || std::memcmp(a.data(), b.data(),
                                       static_cast<std::size_t>(a.size()) * sizeof(double)) == 0);
}

inline bool same_bits(const MetricSummary& a, const MetricSummary& b) {
  return same_bits(a.mean, b.mean) && same_bits(a.sd, b.sd) &&
         same_bits(a.undefined, b.undefined) && same_bits(a.quantiles, b.quantiles);
}

inline bool close(double value, double expected, double relative = 1e-12) {
  if (std::isnan(expected))
    return std::isnan(value);
  return std::abs(value - expected) <= relative * std::max(std::abs(expected), 1e-300);
}

// Checks that every month is within `relative` of expected(month), and n/a if n/a is expected.
template <typename Values, typename Expected>
void check_months(const Values& values, Expected expected, double relative = 1e-12) {
  const auto months = static_cast<std::size_t>(values.size());
  for (std::size_t month = 0; month < months; ++month) {
    const double wanted = expected(static_cast<int>(month));
    if (close(values[month], wanted, relative))
      continue;
    INFO("month " << month);
    CHECK(values[month] == wanted);
    return; // later months follow from it
  }
  CHECK(months > 0);
}

inline std::string scenario_text(std::string_view name) {
  std::ifstream file(std::filesystem::path(ESCALA_SOURCE_DIR) / "scenarios" / name,
                     std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Checks that an estimate is within four standard errors of the expected value.
inline void check_estimate(double value, double expected, double standard_error) {
  INFO(value << " is " << (value - expected) / standard_error << " standard errors from "
             << expected);
  CHECK(std::abs(value - expected) <= 4 * standard_error);
}

} // namespace escala::test
