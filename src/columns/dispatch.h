// SPDX-License-Identifier: Apache-2.0
// Calls the kernel that is compiled for the instruction set in use. Highway's own dispatch does the
// same, but its library takes 3 ms to load, a third of a small run, because it measures the clock
// of the machine.
#pragma once

#include <cstddef>

#include "hwy/highway.h"

namespace escala {

// The index of the set in use in instruction_sets().
std::size_t chosen_set();

} // namespace escala

// The kernels of all instruction sets, in the order of instruction_sets(). Must come after the
// namespaces of all targets.
#if HWY_ARCH_X86
#define ESCALA_EXPORT(kernel)                                                                      \
  constexpr decltype(&HWY_STATIC_DISPATCH(kernel)) kernel##_of_set[] = {                           \
      HWY_CHOOSE_AVX2(kernel), HWY_CHOOSE_SSE4(kernel), HWY_CHOOSE_FALLBACK(kernel)}
#else
#define ESCALA_EXPORT(kernel)                                                                      \
  constexpr decltype(&HWY_STATIC_DISPATCH(kernel)) kernel##_of_set[] = {                           \
      &HWY_STATIC_DISPATCH(kernel)}
#endif

#define ESCALA_DISPATCH(kernel) (*kernel##_of_set[chosen_set()])
