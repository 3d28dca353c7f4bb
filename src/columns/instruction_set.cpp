// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/instruction_set.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "hwy/highway.h"

namespace escala {
namespace {

#if HWY_ARCH_X86
constexpr std::array<std::string_view, 3> kNames{"x86-64-v3", "x86-64-v2", "portable"};
constexpr std::array<std::int64_t, 3> kTargets{HWY_AVX2, HWY_SSE4, 0};
#else
constexpr std::array<std::string_view, 1> kNames{"native"};
constexpr std::array<std::int64_t, 1> kTargets{0};
#endif

bool is_supported(std::size_t set) {
  return kTargets[set] == 0 || (hwy::SupportedTargets() & kTargets[set]) != 0;
}

std::size_t& chosen() {
  static std::size_t set = [] {
    std::size_t best = 0;
    while (!is_supported(best))
      ++best;
    return best;
  }();
  return set;
}

} // namespace

std::string_view instruction_set() { return kNames[chosen()]; }

std::span<const std::string_view> instruction_sets() { return kNames; }

bool select_instruction_set(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end())
    return false;
  const auto set = static_cast<std::size_t>(found - kNames.begin());
  if (!is_supported(set))
    return false;
  chosen() = set;
  hwy::GetChosenTarget().Update(kTargets[set]);
  return true;
}

} // namespace escala
