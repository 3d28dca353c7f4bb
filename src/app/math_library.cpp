// SPDX-License-Identifier: Apache-2.0
#include "app/math_library.h"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "escala/columns/instruction_set.h"

namespace escala::app {
namespace {

#if defined(__GLIBC__) && defined(__x86_64__)

constexpr const char* kTunables = "GLIBC_TUNABLES";
constexpr std::string_view kHidden = "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2";
constexpr std::string_view kFused = "x86-64-v3"; // the lowest set with fused multiply-add

// The value of --isa; empty if it is not given.
std::string_view set_asked_for(int argc, char** argv) {
  constexpr std::string_view kOption = "--isa";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == kOption && i + 1 < argc)
      return argv[i + 1];
    if (word.starts_with(kOption) && word.substr(kOption.size()).starts_with('='))
      return word.substr(kOption.size() + 1);
  }
  return {};
}

bool library_fuses() { return __builtin_cpu_supports("fma") || __builtin_cpu_supports("fma4"); }

#endif

} // namespace

void pin_math_library([[maybe_unused]] int argc, [[maybe_unused]] char** argv) {
#if defined(__GLIBC__) && defined(__x86_64__)
  const std::string_view asked = set_asked_for(argc, argv);
  const std::string_view set = asked.empty() ? instruction_set() : asked;
  if (set == kFused || !library_fuses())
    return;
  const char* before = std::getenv(kTunables); // NOLINT(concurrency-mt-unsafe): no thread yet
  std::string tunables = before == nullptr ? "" : before;
  if (tunables.find(kHidden) != std::string::npos)
    return; // hidden already
  tunables += (tunables.empty() ? "" : ":") + std::string(kHidden);
  ::setenv(kTunables, tunables.c_str(), 1); // NOLINT(concurrency-mt-unsafe)
  ::execv("/proc/self/exe", argv);
  // Where the program can't start anew, it goes on.
#endif
}

} // namespace escala::app
