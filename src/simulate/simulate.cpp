// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/simulate.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <vector>

#include "simulate/block.h"

namespace escala {
namespace {

constexpr std::uint64_t kNoBlock = ~std::uint64_t{0};

// The earliest month of any path that can't be computed, and the lowest block there: the same,
// whoever met one first.
struct Failure {
  int month = 0;
  std::uint64_t block = kNoBlock;

  bool found() const { return block != kNoBlock; }
  bool precedes(const Failure& other) const {
    return month != other.month ? month < other.month : block < other.block;
  }
};

class FirstFailure {
 public:
  explicit FirstFailure(int horizon) : first_{horizon, kNoBlock}, last_month_(horizon) {}

  void report(Failure failure) {
    const std::lock_guard lock(mutex_);
    if (!failure.precedes(first_))
      return;
    first_ = failure;
    last_month_ = failure.month;
  }
  const Failure& first() const { return first_; }
  // Nothing behind this month matters any more.
  int last_month() const { return last_month_.load(std::memory_order_relaxed); }

 private:
  std::mutex mutex_;
  Failure first_;
  std::atomic<int> last_month_;
};

struct Stretch {
  std::uint64_t begin = 0; // of blocks
  std::uint64_t end = 0;

  std::uint64_t size() const { return end - begin; }
};

// Neighbouring blocks that one worker takes through each month together, so that what an observer
// keeps of a month is at hand for all of them: at most so many that their columns stay in the
// cache, and few enough for every worker to have some.
std::size_t tile_size(std::uint64_t blocks, std::size_t workers) {
  constexpr std::uint64_t kMost = 4;
  constexpr std::uint64_t kTilesOfWorker = 8;
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(blocks / (workers * kTilesOfWorker), 1, kMost));
}

// What this rank does of them: neighbours.
Stretch part_of(std::uint64_t blocks, const Ranks& ranks) {
  const auto bound = [&](std::uint64_t rank) { return blocks * rank / ranks.count(); };
  return {bound(ranks.rank()), bound(ranks.rank() + 1)};
}

class Simulation {
 public:
  Simulation(const Model& model, const RunSpec& spec, Workers& workers)
      : model_(model), spec_(spec), workers_(workers),
        ranks_(spec.ranks != nullptr ? *spec.ranks : alone_),
        paths_(model.is_uncertain() ? spec.paths : 1) {
    const std::uint64_t blocks = (paths_ + kBlockPaths - 1) / kBlockPaths;
    part_ = part_of(blocks, ranks_);
    tile_ = tile_size(part_.size(), workers.count());
    if (spec.sampler == Sampler::sobol)
      quasi_.emplace(model, spec.seed);
    for (std::size_t worker = 0; worker < workers.count(); ++worker)
      runners_.emplace_back(model, spec, quasi_ ? &*quasi_ : nullptr, worker);
  }

  RunOutcome run(std::span<MonthObserver* const> observers) {
    std::vector<MonthObserver*> waiting(observers.begin(), observers.end());
    for (std::size_t attempt = 0; attempt == 0 || !waiting.empty(); ++attempt) {
      begin(waiting, attempt);
      std::vector<MonthObserver*> unsettled;
      for (int first = 0; first <= model_.horizon; first += months_) {
        const int last = std::min(first + months_ - 1, model_.horizon);
        RunOutcome outcome = simulate_months(first, last, waiting);
        if (outcome.status != RunStatus::done)
          return outcome;
        for (MonthObserver* observer : waiting)
          if (!observer->end_months(workers_, ranks_) && !is_among(unsettled, observer))
            unsettled.push_back(observer);
      }
      waiting = std::move(unsettled);
    }
    for (MonthObserver* observer : observers)
      observer->finish(ranks_);
    return {};
  }

 private:
  static bool is_among(std::span<MonthObserver* const> observers, const MonthObserver* observer) {
    return std::ranges::find(observers, observer) != observers.end();
  }

  bool is_stopped() const {
    return spec_.stop != nullptr && spec_.stop->load(std::memory_order_relaxed);
  }

  // Where blocks go through all months at once, workers need storage for their tile alone.
  void begin(std::span<MonthObserver* const> observers, std::size_t attempt) {
    RunShape shape{.model = &model_,
                   .paths = paths_,
                   .workers = workers_.count(),
                   .ranks = ranks_.count(),
                   .attempt = attempt};
    std::uint64_t bytes = 0;
    for (const MonthObserver* observer : observers)
      bytes += observer->bytes_of_month(shape);
    months_ = plan_months(model_, paths_ / ranks_.count(), bytes).together;
    const bool at_once = months_ > model_.horizon;
    shape.slots = at_once ? workers_.count() * tile_ : std::max<std::size_t>(part_.size(), 1);
    while (storages_.size() < shape.slots)
      storages_.emplace_back(model_);
    for (MonthObserver* observer : observers)
      observer->begin(shape);
  }

  std::size_t slot_of(std::size_t worker, Stretch tile, std::uint64_t block) const {
    return months_ > model_.horizon ? worker * tile_ + (block - tile.begin) : block - part_.begin;
  }

  RunOutcome simulate_months(int first, int last, std::span<MonthObserver* const> observers) {
    for (MonthObserver* observer : observers)
      observer->begin_months(first, last);
    FirstFailure failure(last);
    workers_.run((part_.size() + tile_ - 1) / tile_, [&](std::size_t worker, std::size_t i) {
      const std::uint64_t begin = part_.begin + i * tile_;
      const Stretch tile{begin, std::min<std::uint64_t>(begin + tile_, part_.end)};
      for (int month = first; month <= failure.last_month() && !is_stopped(); ++month)
        run_month(worker, tile, month, observers, failure);
    });
    return agree(is_stopped(), failure.first());
  }

  void run_month(std::size_t worker, Stretch tile, int month,
                 std::span<MonthObserver* const> observers, FirstFailure& failure) {
    for (std::uint64_t block = tile.begin; block < tile.end; ++block) {
      const std::size_t slot = slot_of(worker, tile, block);
      if (run_block(runners_[worker], block, month, storages_[slot]))
        return failure.report({month, block});
      for (MonthObserver* observer : observers)
        observer->block(runners_[worker].view(slot));
    }
  }

  std::optional<Diagnostic> run_block(BlockRunner& runner, std::uint64_t block, int month,
                                      Storage& storage) const {
    const std::uint64_t first = block * kBlockPaths;
    const std::uint64_t lanes = std::min<std::uint64_t>(kBlockPaths, paths_ - first);
    return runner.run(month, first, lanes, storage);
  }

  // Every rank ends as all of them did.
  RunOutcome agree(bool stopped, Failure failure) {
    Message own;
    own.put(stopped);
    own.put(failure);
    for (const Message& message : ranks_.exchange(std::move(own))) {
      MessageReader reader(message);
      stopped |= reader.get<bool>();
      if (const auto other = reader.get<Failure>(); other.precedes(failure))
        failure = other;
    }
    if (stopped)
      return {RunStatus::stopped, {}};
    if (!failure.found())
      return {};
    return {RunStatus::failed, find_again(failure)};
  }

  Diagnostic find_again(const Failure& failure) {
    for (int month = 0; month < failure.month; ++month)
      run_block(runners_.front(), failure.block, month, storages_.front());
    return run_block(runners_.front(), failure.block, failure.month, storages_.front()).value();
  }

  const Model& model_;
  const RunSpec& spec_;
  Workers& workers_;
  Ranks alone_;
  Ranks& ranks_;
  std::uint64_t paths_;
  std::optional<QuasiDraws> quasi_;
  Stretch part_;
  std::size_t tile_ = 1;            // blocks
  int months_ = 1;                  // that all blocks go through before any goes on
  std::deque<BlockRunner> runners_; // of each worker
  std::vector<Storage> storages_;   // of each slot
};

} // namespace

// All at once keeps of each path what every month needs; month by month it keeps the paths' states.
MonthPlan plan_months(const Model& model, std::uint64_t paths, std::uint64_t bytes_of_month) {
  constexpr std::uint64_t kMuch = 4 << 20;
  constexpr std::uint64_t kWorthwhile = 1 << 20; // for months that go together
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

RunOutcome simulate(const Model& model, const RunSpec& spec, Workers& workers,
                    std::span<MonthObserver* const> observers) {
  return Simulation(model, spec, workers).run(observers);
}

} // namespace escala
