// SPDX-License-Identifier: Apache-2.0
// What the program says beside its results, all of it on standard error.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"

namespace escala::app {

// "escala: error: problem (reason); suggestion"
void say_error(const std::string& problem, const std::string& reason = {},
               const std::string& suggestion = {});

// Shows what was found in an input. Warnings are left out if `quiet`; they are errors if
// `strict`.
void show(const Diagnostics& diagnostics, bool quiet, bool strict);

} // namespace escala::app
