// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/simulate.h"

#include <algorithm>
#include <mutex>

#include "simulate/block.h"

namespace escala {
namespace {

// The failure of the lowest path of the month: the same, whichever thread met one first.
class FirstFailure {
 public:
  void report(std::uint64_t block, Diagnostic diagnostic) {
    const std::lock_guard lock(mutex_);
    if (found_ && block_ <= block)
      return;
    found_ = true;
    block_ = block;
    diagnostic_ = std::move(diagnostic);
  }
  bool found() const { return found_; }
  const Diagnostic& diagnostic() const { return diagnostic_; }

 private:
  std::mutex mutex_;
  bool found_ = false;
  std::uint64_t block_ = 0;
  Diagnostic diagnostic_;
};

} // namespace

RunOutcome simulate(const Model& model, const RunSpec& spec, Workers& workers,
                    std::span<MonthObserver* const> observers) {
  const std::uint64_t paths = model.is_uncertain() ? spec.paths : 1;
  const std::size_t blocks = (paths + kBlockPaths - 1) / kBlockPaths;
  Storage storage(model, paths);
  std::optional<QuasiDraws> quasi;
  if (spec.sampler == Sampler::sobol)
    quasi.emplace(model, spec.seed);
  std::vector<BlockRunner> runners;
  for (std::size_t i = 0; i < workers.count(); ++i)
    runners.emplace_back(model, spec, quasi ? &*quasi : nullptr, storage);
  std::vector<const double*> reported;
  for (std::size_t i = 0; i < model.metrics.size(); ++i)
    reported.push_back(storage.reported(i).at(0));
  const auto stopped = [&] {
    return spec.stop != nullptr && spec.stop->load(std::memory_order_relaxed);
  };
  for (MonthObserver* observer : observers)
    observer->begin({&model, paths});

  for (int month = 0; month <= model.horizon; ++month) {
    FirstFailure failure;
    workers.run(blocks, [&](std::size_t worker, std::size_t block) {
      if (stopped())
        return;
      const std::uint64_t first = block * kBlockPaths;
      const std::size_t lanes = std::min<std::uint64_t>(kBlockPaths, paths - first);
      if (auto diagnostic = runners[worker].run(month, first, lanes))
        return failure.report(block, std::move(*diagnostic));
      for (MonthObserver* observer : observers)
        observer->block(runners[worker].view());
    });
    if (stopped())
      return {RunStatus::stopped, {}};
    if (failure.found())
      return {RunStatus::failed, failure.diagnostic()};
    for (MonthObserver* observer : observers)
      observer->month({month, paths, reported, &workers});
  }
  return {};
}

} // namespace escala
