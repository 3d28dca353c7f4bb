// SPDX-License-Identifier: Apache-2.0
#include "app/memory_guard.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "app/exit_code.h"
#include "app/memory_limit.h"
#include "app/messages.h"

namespace escala::app {
namespace {

// A suggestion for a run that needs too much memory. Exact quantiles need memory proportional to
// the square root of the number of paths: it names a round number of paths that fits. A sketch
// needs the same memory for any number of paths.
std::string remedy(const MemoryNeed& need, const MemoryLimit& limit, std::uint64_t allowed) {
  if (limit.of_addresses && need.threads > 1)
    return "use one thread: --threads 1, or raise the limit";
  const auto& [paths, needed, threads, method] = need;
  const double share = static_cast<double>(allowed) / static_cast<double>(needed);
  const double most = static_cast<double>(paths) * share * share;
  if (method == QuantileMethod::sketch || most < 1)
    return "split fewer metrics, or by fewer segments, or use fewer threads: --threads 1";
  const double digit = std::pow(10.0, std::floor(std::log10(most)));
  return fmt::format(
      "use --quantiles sketch, or fewer paths: --paths {:.0f}, or more ranks under mpirun",
      std::floor(most / digit) * digit);
}

// "2.5 GiB", "300 MiB"
std::string in_words(std::uint64_t bytes) {
  constexpr double kMebi = 1024.0 * 1024.0;
  const double mebibytes = std::ceil(static_cast<double>(bytes) / kMebi);
  return mebibytes < 1024 ? fmt::format("{:.0f} MiB", mebibytes)
                          : fmt::format("{:.1f} GiB", mebibytes / 1024);
}

} // namespace

void require_memory(const MemoryNeed& need) {
  const MemoryLimit limit = memory_limit();
  const std::uint64_t allowed = limit.bytes / 10 * 8;
  if (limit.bytes == 0 || need.bytes <= allowed)
    return;
  say_error(fmt::format("{} paths need about {} of memory", need.paths, in_words(need.bytes)),
            fmt::format("{} {}", limit.owner, in_words(limit.bytes)), remedy(need, limit, allowed));
  throw Exit{kCouldNotFinish};
}

} // namespace escala::app
