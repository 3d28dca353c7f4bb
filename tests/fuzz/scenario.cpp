// SPDX-License-Identifier: Apache-2.0
// Any bytes as a scenario file: a plan, compiled and run for a few paths, and the same with each of
// its first variants laid over it.
#include <algorithm>

#include "fuzz/target.h"

using namespace escala;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Plan plan = Plan::read("plan.yaml", fuzz::text_of(data, size));
  const std::vector<std::string> variants = fuzz::compile_and_run(plan, {});
  constexpr std::size_t kVariantLimit = 2;
  for (std::size_t i = 0; i < std::min(variants.size(), kVariantLimit); ++i)
    fuzz::compile_and_run(plan, {.variants = {variants[i]}});
  return 0;
}
