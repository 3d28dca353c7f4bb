// SPDX-License-Identifier: Apache-2.0
// Who is told what of a run, and when.
#include <algorithm>
#include <atomic>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

TestPlan two_years() {
  return plan_of("  x: {model: compound, initial: 100, growth: 20%, volatility: 30%}");
}

// Wants to see all paths so many times.
class Insistent final : public MonthObserver {
 public:
  explicit Insistent(std::size_t times) : times_(times) {}
  void begin(const RunShape& shape) override {
    attempt_ = shape.attempt;
    ++begun;
  }
  void on_block(const BlockView& view) override { lanes += view.lanes; }
  bool end_months(Workers&, Ranks&) override { return attempt_ + 1 >= times_; }
  void finish(Ranks&) override { ++finished; }

  std::size_t begun = 0;
  std::size_t finished = 0;
  std::atomic<std::uint64_t> lanes = 0;

 private:
  std::size_t times_;
  std::size_t attempt_ = 0;
};

// Keeps so much of a month that months go by few.
class Greedy final : public MonthObserver {
 public:
  std::uint64_t bytes_of_month(const RunShape&) const override { return 4 << 20; }
  void begin_months(int first, int last) override { stretches.emplace_back(first, last); }
  void on_block(const BlockView& view) override {
    outside += view.month < stretches.back().first || view.month > stretches.back().second;
  }

  std::vector<std::pair<int, int>> stretches;
  std::atomic<std::size_t> outside = 0;
};

} // namespace

TEST_CASE("an observer that must see all paths again does so alone, and all finish once") {
  const TestPlan plan = two_years();
  Insistent once(1), thrice(3);
  const std::vector<MonthObserver*> observers{&once, &thrice};
  Workers workers(2);
  REQUIRE(
      simulate({.model = &plan.model(), .paths = 1000, .observers = observers}, workers).status ==
      RunStatus::done);
  CHECK(once.begun == 1);
  CHECK(thrice.begun == 3);
  CHECK(once.lanes == 25 * 1000);
  CHECK(thrice.lanes == 3 * 25 * 1000);
  CHECK(once.finished == 1);
  CHECK(thrice.finished == 1);
}

TEST_CASE("months that go by few change no number") {
  const TestPlan plan = two_years();
  Greedy greedy;
  SummaryObserver summary({test_quantiles()});
  const std::vector<MonthObserver*> observers{&greedy, &summary};
  Workers workers(2);
  REQUIRE(
      simulate({.model = &plan.model(), .paths = 3000, .observers = observers}, workers).status ==
      RunStatus::done);
  CHECK(greedy.stretches.size() == 25);
  CHECK(greedy.stretches.back() == std::pair(24, 24));
  CHECK(greedy.outside == 0);
  CHECK(same_bits(summary.metrics()[0], plan.run({.paths = 3000}).curve("x")));
}
