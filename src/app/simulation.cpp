// SPDX-License-Identifier: Apache-2.0
#include "app/simulation.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/exit_code.h"
#include "app/messages.h"
#include "app/signals.h"

namespace escala::app {
namespace {

std::uint64_t machine_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGE_SIZE);
  return pages > 0 && size > 0
             ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size)
             : 0;
}

double gibibytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0);
}

} // namespace

void require_memory(const Model& model, std::uint64_t paths, std::uint64_t further) {
  const std::uint64_t needed = memory_of(model, model.is_uncertain() ? paths : 1) + further;
  const std::uint64_t there = machine_memory();
  if (there == 0 || needed <= there / 10 * 8)
    return;
  say_error(fmt::format("{} paths need about {:.1f} GiB of memory", paths, gibibytes(needed)),
            fmt::format("this machine has {:.1f} GiB", gibibytes(there)),
            "use fewer: --paths 100k");
  throw Exit{kCouldNotFinish};
}

int report_outcome(const RunOutcome& outcome) {
  if (outcome.status == RunStatus::stopped)
    die_if_interrupted();
  if (outcome.status != RunStatus::failed)
    return kDone;
  Diagnostics diagnostics;
  diagnostics.add(outcome.failure);
  show(diagnostics, false, false);
  return kInvalid;
}

} // namespace escala::app
