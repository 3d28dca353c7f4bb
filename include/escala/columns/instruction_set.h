// SPDX-License-Identifier: Apache-2.0
// The instruction set that the kernels of columns use.
//
// The program contains each kernel once for every instruction set and chooses a set when it starts.
// The kernels for AVX2 use fused multiply-add, which rounds once instead of twice: their elementary
// functions, normal scores and sums of products may differ from those of lower sets in the last
// bits. Everything else (uniforms, sums, comparisons, counts) has the same bits with every set. All
// lower sets give the same bits as each other. No set uses approximate instructions.
#pragma once

#include <span>
#include <string_view>

namespace escala {

// The set in use: "x86-64-v3" (AVX2), "x86-64-v2" (SSE4) or "portable".
std::string_view instruction_set();

// All sets of this program, best first. Some may not run on this machine.
std::span<const std::string_view> instruction_sets();

// Uses this set from now on. Returns false and changes nothing if the machine does not have it or
// there is no set with this name. Call it before any kernel runs.
bool select_instruction_set(std::string_view name);

} // namespace escala
