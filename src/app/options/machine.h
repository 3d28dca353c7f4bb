// SPDX-License-Identifier: Apache-2.0
// What --isa has the kernels do.
#pragma once

#include <string>

namespace escala::app {

// Has every kernel use this instruction set; empty: the best of the machine. Throws a UsageError
// where the machine does not have it.
void use_instruction_set(const std::string& name);

} // namespace escala::app
