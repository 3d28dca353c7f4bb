// SPDX-License-Identifier: Apache-2.0
// Applies --isa to the kernels.
#pragma once

#include <string>

namespace escala::app {

// Makes every kernel use this instruction set; empty: the best of the machine. Throws a UsageError
// if the machine does not have it.
void use_instruction_set(const std::string& name);

} // namespace escala::app
