// SPDX-License-Identifier: Apache-2.0
// Operations over a block of paths.
//
// A lane is one path of a block. Every column of a block is `lanes` contiguous doubles; constants
// are spread over the block before a kernel sees them. n/a (core/undefined.h) goes in and comes
// out as n/a; a mistake (overflow, log of a negative number) comes out as any other non-finite
// value.
#pragma once

#include <cstddef>
#include <span>

namespace escala {

// out[i] = f(arguments[0][i], ..., arguments[count - 1][i]). `out` is none of the arguments.
using Kernel = void (*)(const double* const* arguments, std::size_t count, double* out,
                        std::size_t lanes);

// A kernel's value for one lane.
double apply_kernel(Kernel kernel, std::span<const double> arguments);

} // namespace escala
