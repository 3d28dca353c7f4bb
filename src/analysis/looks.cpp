// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/looks.h"

#include <algorithm>

namespace escala {
namespace {

constexpr std::uint64_t kStep = 1024; // paths; a multiple of what every sampler needs

std::uint64_t whole_steps(std::uint64_t paths) {
  return std::max(paths / kStep, std::uint64_t{1}) * kStep;
}

} // namespace

Looks look_until_sure(Study& study, const Effort& effort, Workers& workers,
                      const RunControl& control, const std::function<void()>& after_look) {
  Looks looks{.limit = effort.max_paths};
  std::uint64_t next = std::min(effort.first_paths, effort.max_paths);
  while (next > 0) {
    const std::vector<Run> runs = study.runs(looks.paths, next);
    looks.outcome = simulate(runs, workers, control);
    if (looks.outcome.status == RunStatus::failed)
      looks.ended = Ended::failed;
    if (looks.outcome.status == RunStatus::stopped)
      looks.ended = Ended::interrupted;
    if (looks.outcome.status != RunStatus::done)
      return looks;
    study.take();
    looks.paths += next;
    if (after_look)
      after_look();
    if (study.is_sure())
      return looks;
    // A part of a step can only be the last one.
    const std::uint64_t left = effort.max_paths - looks.paths;
    next = looks.paths % kStep != 0 ? 0 : std::min(whole_steps(looks.paths), left);
  }
  looks.ended = Ended::at_limit;
  return looks;
}

} // namespace escala
