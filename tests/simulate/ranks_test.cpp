// SPDX-License-Identifier: Apache-2.0
// Ranks that are threads of this process: the answer is that of one, to the bit.
#include "escala/simulate/ranks.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "escala/targets/paired.h"
#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

// Where ranks leave their messages, and wait until all have.
class Table {
 public:
  explicit Table(std::size_t ranks) : messages_(ranks) {}

  std::size_t ranks() const { return messages_.size(); }

  std::vector<Message> lay(std::size_t rank, Message own) {
    std::unique_lock lock(mutex_);
    all_.wait(lock, [this] { return !is_read_; });
    messages_[rank] = std::move(own);
    if (++laid_ == ranks()) {
      is_read_ = true;
      all_.notify_all();
    }
    all_.wait(lock, [this] { return is_read_; });
    std::vector<Message> copy = messages_;
    if (--laid_ == 0) {
      is_read_ = false;
      all_.notify_all();
    }
    return copy;
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_;
  std::vector<Message> messages_;
  std::size_t laid_ = 0;
  bool is_read_ = false;
};

class ThreadRanks final : public Ranks {
 public:
  ThreadRanks(Table& table, std::size_t rank) : table_(table), rank_(rank) {}
  std::size_t rank() const override { return rank_; }
  std::size_t count() const override { return table_.ranks(); }
  std::vector<Message> gather(Message own, std::size_t to) override {
    std::vector<Message> all = table_.lay(rank_, std::move(own));
    return rank_ == to ? all : std::vector<Message>{};
  }
  std::vector<Message> exchange(Message own) override { return table_.lay(rank_, std::move(own)); }

 private:
  Table& table_;
  std::size_t rank_;
};

// What the first of so many ranks came to.
TestRun run_on(std::size_t ranks, const TestPlan& plan, TestRunning how) {
  Table table(ranks);
  std::vector<TestRun> runs(ranks);
  std::vector<std::thread> threads;
  for (std::size_t rank = 0; rank < ranks; ++rank)
    threads.emplace_back([&, rank, how]() mutable {
      ThreadRanks own(table, rank);
      how.ranks = &own;
      runs[rank] = plan.run(how);
    });
  for (std::thread& thread : threads)
    thread.join();
  for (std::size_t rank = 1; rank < ranks; ++rank)
    CHECK(runs[rank].tally.joint.paths == runs[0].tally.joint.paths);
  return std::move(runs[0]);
}

void check_same(const TestRun& found, const TestRun& expected) {
  for (std::size_t i = 0; i < expected.curves.size(); ++i) {
    INFO(expected.names[i]);
    CHECK(same_bits(found.curves[i], expected.curves[i]));
  }
  CHECK(found.tally.joint.paths == expected.tally.joint.paths);
  CHECK(found.tally.joint.by_word == expected.tally.joint.by_word);
  for (std::size_t i = 0; i < expected.tally.targets.size(); ++i) {
    CHECK(found.tally.targets[i].hits.paths == expected.tally.targets[i].hits.paths);
    CHECK(found.tally.targets[i].hits.pairs == expected.tally.targets[i].hits.pairs);
    CHECK(found.tally.targets[i].first_months == expected.tally.targets[i].first_months);
  }
  REQUIRE(found.risks.size() == expected.risks.size());
  for (std::size_t i = 0; i < expected.risks.size(); ++i) {
    CHECK(same_bits(found.risks[i].residual.events, expected.risks[i].residual.events));
    CHECK(same_bits(found.risks[i].cost, expected.risks[i].cost));
    for (std::size_t j = 0; j < expected.risks[i].residual.losses.size(); ++j)
      CHECK(same_bits(found.risks[i].residual.losses[j].mean,
                      expected.risks[i].residual.losses[j].mean));
  }
}

void check_ranks(const TestPlan& plan, std::uint64_t paths,
                 QuantileMethod quantiles = QuantileMethod::exact) {
  const TestRun alone = plan.run({.paths = paths, .quantiles = quantiles});
  REQUIRE(alone.outcome.status == RunStatus::done);
  for (const std::size_t ranks : {1U, 2U, 3U}) {
    for (const std::size_t threads : {1U, 2U, 7U}) {
      INFO(ranks << " ranks of " << threads << " threads");
      check_same(run_on(ranks, plan, {.paths = paths, .threads = threads, .quantiles = quantiles}),
                 alone);
    }
  }
}

} // namespace

TEST_CASE("ranks and threads change no bit of five curves") {
  check_ranks(TestPlan(scenario_text("five_curves.yaml")), 20'000);
}

TEST_CASE("nor of risks with durations, drawn sizes and mitigation") {
  check_ranks(TestPlan(scenario_text("risk_register.yaml")), 5'000);
}

TEST_CASE("nor of what looks back, has gaps and stands on atoms") {
  check_ranks(plan_of("  x: {model: compound, initial: 100, growth: 40%, volatility: 30%}\n"
                      "  late: {formula: \"if(x > 130, 1 / 0, sum(x, 6mo) + lag(x, 3mo))\"}\n"
                      "  few: {formula: \"round(x / 20)\"}\n"
                      "  capped: {formula: \"min(x, 110)\"}\n"
                      "targets: {most: {when: peak(x) > 150}}",
                      "12mo"),
              30'001);
}

TEST_CASE("nor of sobol's points, and fewer blocks than ranks are no harm") {
  const std::string text = scenario_text("five_curves.yaml");
  check_ranks(TestPlan(std::string(text).replace(text.find("paths: 100000"), 13, "sampler: sobol")),
              4'096);
  check_ranks(TestPlan(text), 300);
}

TEST_CASE("nor of a sketch") {
  check_ranks(TestPlan(scenario_text("five_curves.yaml")), 9'000, QuantileMethod::sketch);
}

TEST_CASE("every rank fails where the earliest month of any fails") {
  const TestPlan plan = plan_of("  x: {model: compound, initial: 1, growth: 0%, volatility: 90%}\n"
                                "  y: {formula: \"log(x - 0.2)\"}",
                                "24mo");
  const TestRun alone = plan.run({.paths = 5'000});
  REQUIRE(alone.outcome.status == RunStatus::failed);
  for (const std::size_t threads : {1U, 3U}) {
    const TestRun found = run_on(3, plan, {.paths = 5'000, .threads = threads});
    REQUIRE(found.outcome.status == RunStatus::failed);
    CHECK(to_text(found.outcome.failure) == to_text(alone.outcome.failure));
  }
}

namespace {

// A plan and its baseline, on this rank.
PairedTally paired_on(Ranks* ranks, const TestPlan& before, const TestPlan& after) {
  JudgeObserver judge(JudgeObserver::Keep::all_paths);
  JudgeObserver judge_before(JudgeObserver::Keep::all_paths);
  PairedObserver paired(judge_before, judge, {{0, 0}});
  std::vector<Run> runs{after.run_of({.paths = 5'001}), before.run_of({.paths = 5'001})};
  runs[0].observers = {&judge};
  runs[1].observers = {&judge_before, &paired};
  Workers workers(2);
  static_cast<void>(simulate(runs, workers, {.ranks = ranks}));
  return paired.tally();
}

std::vector<PairedTally> paired_on(std::size_t ranks, const TestPlan& before,
                                   const TestPlan& after) {
  Table table(ranks);
  std::vector<PairedTally> tallies(ranks);
  std::vector<std::thread> threads;
  for (std::size_t rank = 0; rank < ranks; ++rank)
    threads.emplace_back([&, rank] {
      ThreadRanks own(table, rank);
      tallies[rank] = paired_on(&own, before, after);
    });
  for (std::thread& thread : threads)
    thread.join();
  return tallies;
}

void check_same(const PairedHits& found, const PairedHits& expected) {
  CHECK(found.lost == expected.lost);
  CHECK(found.gained == expected.gained);
  CHECK(found.pairs == expected.pairs);
  CHECK(found.by_word == expected.by_word);
}

TestPlan one_target(const std::string& formula) {
  return plan_of("  x: {formula: \"" + formula + "\"}\n", "1mo",
                 "targets: {goal: {when: x >= 1, at: 1mo}}\n");
}

} // namespace

TEST_CASE("ranks find the same paths lost and gained, also where one plan is certain") {
  const TestPlan before = one_target("normal(1, 1)");
  for (const char* after : {"normal(0.9, 1.2)", "2", "0"}) {
    const TestPlan now = one_target(after);
    for (const auto& [first, second] : {std::pair(&before, &now), std::pair(&now, &before)}) {
      const PairedTally alone = paired_on(nullptr, *first, *second);
      CHECK(alone.paths == 5'001);
      CHECK(alone.targets[0].lost + alone.targets[0].gained > 0);
      for (const std::size_t ranks : {2U, 3U, 7U})
        for (const PairedTally& found : paired_on(ranks, *first, *second)) {
          check_same(found.targets[0], alone.targets[0]);
          check_same(found.joint, alone.joint);
        }
    }
  }
}
