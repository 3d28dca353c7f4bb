// SPDX-License-Identifier: Apache-2.0
// Messages on standard error: everything that the program prints besides its results.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"

namespace escala::app {

// "escala: error: problem (reason); suggestion"
void say_error(const std::string& problem, const std::string& reason = {},
               const std::string& suggestion = {});

// Prints the diagnostics of an input. Warnings are left out if `quiet`; they are errors if
// `strict`.
void show(const Diagnostics& diagnostics, bool quiet, bool strict);

} // namespace escala::app
