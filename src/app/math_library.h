// SPDX-License-Identifier: Apache-2.0
// Makes the C library's functions (exp, log, pow, sin, cos) give the same bits on every machine
// with one instruction set.
//
// They choose their code by what the processor has, not by --isa: with fused multiply-add, last
// bits differ. Under a lower set on a newer processor the program therefore starts itself anew,
// with those features hidden from the C library (GLIBC_TUNABLES).
#pragma once

namespace escala::app {

// Returns where nothing has to be hidden; otherwise the program starts anew.
void pin_math_library(int argc, char** argv);

} // namespace escala::app
