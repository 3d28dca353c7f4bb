// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/instruction_set.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "columns/dispatch.h"

namespace escala {
namespace {

#if HWY_ARCH_X86
constexpr std::array<std::string_view, 3> kNames{"x86-64-v3", "x86-64-v2", "portable"};

// Whether the machine has all instructions that the kernels of a set are compiled with.
bool is_supported(std::size_t set) {
  const bool v2 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") &&
                  __builtin_cpu_supports("aes");
  const bool v3 = v2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                  __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  return set == 0 ? v3 : set != 1 || v2;
}
#else
constexpr std::array<std::string_view, 1> kNames{"native"};

bool is_supported(std::size_t) { return true; }
#endif

std::size_t best_set() {
#if HWY_ARCH_X86
  __builtin_cpu_init();
#endif
  std::size_t best = 0;
  while (!is_supported(best))
    ++best;
  return best;
}

std::atomic<std::size_t> chosen = best_set();

} // namespace

std::size_t chosen_set() { return chosen.load(std::memory_order_relaxed); }

std::string_view instruction_set() { return kNames[chosen_set()]; }

std::span<const std::string_view> instruction_sets() { return kNames; }

bool select_instruction_set(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end())
    return false;
  const auto set = static_cast<std::size_t>(found - kNames.begin());
  if (!is_supported(set))
    return false;
  chosen = set;
  return true;
}

} // namespace escala
