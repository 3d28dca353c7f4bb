// SPDX-License-Identifier: Apache-2.0
#include "app/memory_guard.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <string>

#include "app/exit_code.h"
#include "app/messages.h"

namespace escala::app {
namespace {

std::uint64_t machine_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGE_SIZE);
  return pages > 0 && size > 0
             ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size)
             : 0;
}

// A suggestion for a run that needs too much memory. Exact quantiles need memory proportional to
// the square root of the number of paths: it names a round number of paths that fits. A sketch
// needs the same memory for any number of paths.
std::string remedy(std::uint64_t paths, std::uint64_t needed, std::uint64_t allowed,
                   QuantileMethod method) {
  const double share = static_cast<double>(allowed) / static_cast<double>(needed);
  const double most = static_cast<double>(paths) * share * share;
  if (method == QuantileMethod::sketch || most < 1)
    return "split fewer metrics, or by fewer segments, or use fewer threads: --threads 1";
  const double digit = std::pow(10.0, std::floor(std::log10(most)));
  return fmt::format(
      "use --quantiles sketch, or fewer paths: --paths {:.0f}, or more ranks under mpirun",
      std::floor(most / digit) * digit);
}

double gibibytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0);
}

} // namespace

void require_memory(std::uint64_t paths, std::uint64_t needed, QuantileMethod method) {
  const std::uint64_t there = machine_memory();
  const std::uint64_t allowed = there / 10 * 8;
  if (there == 0 || needed <= allowed)
    return;
  say_error(fmt::format("{} paths need about {:.1f} GiB of memory", paths, gibibytes(needed)),
            fmt::format("this machine has {:.1f} GiB", gibibytes(there)),
            remedy(paths, needed, allowed, method));
  throw Exit{kCouldNotFinish};
}

} // namespace escala::app
