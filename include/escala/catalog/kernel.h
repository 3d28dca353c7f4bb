// SPDX-License-Identifier: Apache-2.0
// Operations on a block of paths.
//
// Arguments and result are columns of the same length; constants are columns too. n/a
// (core/undefined.h) in an argument gives n/a; a mistake (an overflow, the log of a negative
// number) gives any other value that is not finite.
#pragma once

#include <span>

#include "escala/columns/column.h"

namespace escala {

// out[i] = f(arguments[0][i], arguments[1][i], ...). `out` is not one of the arguments.
using Kernel = void (*)(const ConstColumnList& arguments, Column out);

// A kernel's value for one lane.
double apply_kernel(Kernel kernel, std::span<const double> arguments);

} // namespace escala
