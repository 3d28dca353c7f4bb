// SPDX-License-Identifier: Apache-2.0
// Which instructions the kernels over columns are run with.
//
// One binary holds each kernel once for every instruction set, and chooses when it starts. AVX2's
// fuse multiplications and additions, which round once instead of twice: elementary functions,
// normal scores and sums of products may differ from those of lower sets in the last bits. All else
// (uniforms, sums, comparisons, counts) is the same with every set, and lower sets give the same
// bits. No set uses approximate instructions.
#pragma once

#include <span>
#include <string_view>

namespace escala {

// "x86-64-v3" (AVX2), "x86-64-v2" (SSE4) or "portable": the one in use.
std::string_view instruction_set();

// All that there are, best first; some may not run on this machine.
std::span<const std::string_view> instruction_sets();

// Uses a lower one from now on. False, and nothing done, where this machine doesn't have it or
// there is none of this name. To be called before any kernel runs.
bool select_instruction_set(std::string_view name);

} // namespace escala
