// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/simulate.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "simulate/block_runner.h"
#include "simulate/prepared_run.h"

namespace escala {
namespace {

constexpr std::uint64_t kNoBlock = ~std::uint64_t{0};

// The earliest month that a block cannot compute, and the lowest such block in that month. The
// result is the same whichever thread finds a failure first.
struct FailedBlock {
  int month = 0;
  std::uint64_t block = kNoBlock;

  bool found() const { return block != kNoBlock; }
  bool precedes(const FailedBlock& other) const {
    return month != other.month ? month < other.month : block < other.block;
  }
};

class FirstFailure {
 public:
  void start(int last_month) {
    first_ = {last_month, kNoBlock};
    last_month_ = last_month;
  }
  void report(FailedBlock failure) {
    const std::lock_guard lock(mutex_);
    if (!failure.precedes(first_))
      return;
    first_ = failure;
    last_month_ = failure.month;
  }
  const FailedBlock& first() const { return first_; }
  // Months after this one need not be computed.
  int last_month() const { return last_month_.load(std::memory_order_relaxed); }

 private:
  std::mutex mutex_;
  FailedBlock first_;
  std::atomic<int> last_month_ = 0;
};

struct Stretch {
  std::uint64_t begin = 0; // of blocks
  std::uint64_t end = 0;

  std::uint64_t size() const { return end - begin; }
};

// The number of neighbouring blocks that one worker computes together, month by month, so that the
// data that an observer keeps of a month is in the cache for all of them. They are few enough for
// their columns to stay in the cache, and for every worker to have some.
std::size_t tile_size(std::uint64_t blocks, std::size_t workers) {
  constexpr std::uint64_t kMost = 4;
  constexpr std::uint64_t kTilesOfWorker = 8;
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(blocks / (workers * kTilesOfWorker), 1, kMost));
}

// The blocks of this rank: a consecutive range.
Stretch part_of(std::uint64_t blocks, const Ranks& ranks) {
  const auto bound = [&](std::uint64_t rank) { return blocks * rank / ranks.count(); };
  return {bound(ranks.rank()), bound(ranks.rank() + 1)};
}

// One run of a call, and its progress.
struct RunProgress {
  RunProgress(const Run& of, const Ranks& ranks)
      : run(of), prepared(of), waiting(of.observers),
        part(part_of((prepared.paths + kBlockPaths - 1) / kBlockPaths, ranks)) {}

  const Model& model() const { return prepared.model; }
  // Whether each block computes all months without waiting for the other blocks.
  bool is_at_once() const { return months > model().horizon; }
  std::uint64_t tiles() const { return (part.size() + tile - 1) / tile; }

  const Run& run;
  PreparedRun prepared;
  std::vector<MonthObserver*> waiting; // observers that must see the months, or see them again
  std::vector<MonthObserver*> unsettled;
  Stretch part;         // the blocks of this rank
  std::size_t tile = 1; // blocks
  int months = 1;       // how many all blocks complete before any block continues, to bound memory
  std::vector<BlockState> states; // of each slot, if blocks do not compute all months at once
  FirstFailure failure;
};

// The data of a thread: a runner and the states of a tile's blocks, for one model at a time.
class Bench {
 public:
  explicit Bench(std::size_t worker) : worker_(worker) {}

  BlockRunner& runner(const PreparedRun& run) {
    if (runner_ == nullptr || model_ != &run.model) {
      states_.clear();
      runner_ = std::make_unique<BlockRunner>(run, worker_);
      model_ = &run.model;
    }
    runner_->take_up(run);
    return *runner_;
  }
  // The state of a block of the current tile, for the runner's model.
  BlockState& state(std::size_t index) {
    while (states_.size() <= index)
      states_.emplace_back(*model_);
    return states_[index];
  }

 private:
  std::size_t worker_;
  const Model* model_ = nullptr;
  std::unique_ptr<BlockRunner> runner_;
  std::deque<BlockState> states_;
};

class Simulation {
 public:
  Simulation(std::span<const Run> runs, Workers& workers, const RunControl& control)
      : workers_(workers), control_(control),
        ranks_(control.ranks != nullptr ? *control.ranks : alone_) {
    for (const Run& run : runs)
      runs_.push_back(std::make_unique<RunProgress>(run, ranks_));
    for (std::size_t worker = 0; worker < workers.count(); ++worker)
      benches_.emplace_back(worker);
  }

  RunOutcome run() {
    bool waits = true;
    for (std::size_t attempt = 0; waits; ++attempt) {
      begin(attempt);
      const RunOutcome outcome = simulate_waiting();
      if (outcome.status != RunStatus::done)
        return outcome;
      waits = false;
      for (const auto& each : runs_) {
        each->waiting = std::move(each->unsettled);
        each->unsettled.clear();
        waits = waits || !each->waiting.empty();
      }
    }
    for (const auto& each : runs_)
      for (MonthObserver* observer : each->run.observers)
        observer->finish(ranks_);
    return {};
  }

 private:
  bool is_stopped() const {
    return control_.stop != nullptr && control_.stop->load(std::memory_order_relaxed);
  }

  // A run without observers is simulated once, to find its failures.
  static bool takes_part(const RunProgress& run, std::size_t attempt) {
    return attempt == 0 || !run.waiting.empty();
  }

  void begin(std::size_t attempt) {
    active_.clear();
    std::uint64_t blocks = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!takes_part(*runs_[i], attempt))
        continue;
      active_.push_back(i);
      blocks += runs_[i]->part.size();
    }
    const std::size_t tile = tile_size(blocks, workers_.count());
    for (std::size_t i : active_)
      begin(*runs_[i], attempt, tile);
  }

  // If blocks compute all months at once, a worker needs states only for its current tile.
  void begin(RunProgress& run, std::size_t attempt, std::size_t tile) {
    RunShape shape{.model = &run.model(),
                   .paths = run.prepared.paths,
                   .workers = workers_.count(),
                   .ranks = ranks_.count(),
                   .attempt = attempt};
    std::uint64_t bytes = 0;
    for (const MonthObserver* observer : run.waiting)
      bytes += observer->bytes_of_month(shape);
    run.months = plan_months(run.model(), run.prepared.paths / ranks_.count(), bytes).together;
    run.tile = tile;
    shape.slots =
        run.is_at_once() ? workers_.count() * tile : std::max<std::size_t>(run.part.size(), 1);
    for (MonthObserver* observer : run.waiting)
      observer->begin(shape);
  }

  // Runs whose blocks compute all months at once share the workers; the other runs follow one by
  // one.
  RunOutcome simulate_waiting() {
    std::vector<std::size_t> together;
    for (std::size_t i : active_)
      if (runs_[i]->is_at_once())
        together.push_back(i);
    if (RunOutcome outcome = simulate_together(together); outcome.status != RunStatus::done)
      return outcome;
    for (std::size_t i : active_)
      if (!runs_[i]->is_at_once())
        if (RunOutcome outcome = simulate_in_turns(i); outcome.status != RunStatus::done)
          return outcome;
    return {};
  }

  RunOutcome simulate_together(const std::vector<std::size_t>& indices) {
    std::vector<std::uint64_t> begins{0}; // of each run's tiles
    for (std::size_t i : indices) {
      begin_months(*runs_[i], 0, runs_[i]->model().horizon);
      begins.push_back(begins.back() + runs_[i]->tiles());
    }
    workers_.run(begins.back(), [&](std::size_t worker, std::size_t task) {
      const auto after = std::ranges::upper_bound(begins, task);
      const auto k = static_cast<std::size_t>(after - begins.begin()) - 1;
      simulate_tile(*runs_[indices[k]], worker, task - begins[k], 0);
    });
    RunOutcome first;
    for (std::size_t i : indices)
      if (RunOutcome outcome = end_months(i);
          outcome.status != RunStatus::done && first.status == RunStatus::done)
        first = outcome;
    return first;
  }

  RunOutcome simulate_in_turns(std::size_t index) {
    RunProgress& run = *runs_[index];
    while (run.states.size() < run.part.size())
      run.states.emplace_back(run.model());
    for (int first = 0; first <= run.model().horizon; first += run.months) {
      begin_months(run, first, std::min(first + run.months - 1, run.model().horizon));
      workers_.run(run.tiles(), [&](std::size_t worker, std::size_t task) {
        simulate_tile(run, worker, task, first);
      });
      if (RunOutcome outcome = end_months(index); outcome.status != RunStatus::done)
        return outcome;
    }
    run.states.clear();
    return {};
  }

  static void begin_months(RunProgress& run, int first, int last) {
    for (MonthObserver* observer : run.waiting)
      observer->begin_months(first, last);
    run.failure.start(last);
  }

  RunOutcome end_months(std::size_t index) {
    RunProgress& run = *runs_[index];
    RunOutcome outcome = agree(index, is_stopped(), run.failure.first());
    if (outcome.status != RunStatus::done)
      return outcome;
    for (MonthObserver* observer : run.waiting)
      if (!observer->end_months(workers_, ranks_) &&
          std::ranges::find(run.unsettled, observer) == run.unsettled.end())
        run.unsettled.push_back(observer);
    return {};
  }

  void simulate_tile(RunProgress& run, std::size_t worker, std::uint64_t tile, int first_month) {
    const std::uint64_t begin = run.part.begin + tile * run.tile;
    const Stretch blocks{begin, std::min<std::uint64_t>(begin + run.tile, run.part.end)};
    BlockRunner& runner = benches_[worker].runner(run.prepared);
    for (int month = first_month; month <= run.failure.last_month() && !is_stopped(); ++month)
      simulate_month(run, worker, runner, blocks, month);
  }

  void simulate_month(RunProgress& run, std::size_t worker, BlockRunner& runner, Stretch blocks,
                      int month) {
    for (std::uint64_t block = blocks.begin; block < blocks.end; ++block) {
      const std::uint64_t in_tile = block - blocks.begin;
      const bool at_once = run.is_at_once();
      const std::size_t slot = at_once ? worker * run.tile + in_tile : block - run.part.begin;
      BlockState& state = at_once ? benches_[worker].state(in_tile) : run.states[slot];
      if (simulate_block(run, runner, block, month, state))
        return run.failure.report({month, block});
      for (MonthObserver* observer : run.waiting)
        observer->on_block(runner.view(slot));
    }
  }

  static std::optional<Failure> simulate_block(const RunProgress& run, BlockRunner& runner,
                                               std::uint64_t block, int month, BlockState& state) {
    const std::uint64_t first = block * kBlockPaths;
    return runner.run(month, first,
                      std::min<std::uint64_t>(kBlockPaths, run.prepared.paths - first), state);
  }

  // Gives every rank the same outcome.
  RunOutcome agree(std::size_t index, bool stopped, FailedBlock failure) {
    Message own;
    own.put(stopped);
    own.put(failure);
    for (const Message& message : ranks_.exchange(std::move(own))) {
      MessageReader reader(message);
      stopped |= reader.get<bool>();
      if (const auto other = reader.get<FailedBlock>(); other.precedes(failure))
        failure = other;
    }
    if (stopped)
      return {.status = RunStatus::stopped, .failure = {}, .run = index};
    if (!failure.found())
      return {};
    return {
        .status = RunStatus::failed, .failure = find_again(*runs_[index], failure), .run = index};
  }

  Failure find_again(const RunProgress& run, const FailedBlock& failure) {
    BlockRunner& runner = benches_.front().runner(run.prepared);
    BlockState& state = benches_.front().state(0);
    for (int month = 0; month < failure.month; ++month)
      simulate_block(run, runner, failure.block, month, state);
    return simulate_block(run, runner, failure.block, failure.month, state).value();
  }

  Workers& workers_;
  const RunControl& control_;
  Ranks alone_;
  Ranks& ranks_;
  std::vector<std::unique_ptr<RunProgress>> runs_;
  std::vector<std::size_t> active_; // runs that are simulated in this attempt
  std::deque<Bench> benches_;       // of each worker
};

} // namespace

// All months at once: memory for the observers' data of every month. In turns: memory for the
// states of all paths.
MonthPlan plan_months(const Model& model, std::uint64_t paths, std::uint64_t bytes_of_month) {
  constexpr std::uint64_t kMuch = 4 << 20;
  constexpr std::uint64_t kWorthwhile = 1 << 20; // for the data of months computed together
  const auto months = static_cast<std::uint64_t>(model.horizon) + 1;
  const std::uint64_t at_once = months * bytes_of_month;
  const std::uint64_t states = (paths + kBlockPaths - 1) / kBlockPaths * memory_of(model);
  const std::uint64_t room = std::max(states / 4, kWorthwhile);
  const std::uint64_t together =
      std::clamp<std::uint64_t>(room / std::max<std::uint64_t>(bytes_of_month, 1), 1, months);
  const std::uint64_t in_turns = states + together * bytes_of_month;
  if (at_once <= kMuch || at_once / 2 <= in_turns || together == months)
    return {static_cast<int>(months), at_once};
  return {static_cast<int>(together), in_turns};
}

RunOutcome simulate(std::span<const Run> runs, Workers& workers, const RunControl& control) {
  return Simulation(runs, workers, control).run();
}

RunOutcome simulate(const Run& run, Workers& workers, const RunControl& control) {
  return simulate(std::span(&run, 1), workers, control);
}

} // namespace escala
