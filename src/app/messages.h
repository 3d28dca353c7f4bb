// SPDX-License-Identifier: Apache-2.0
// Messages on standard error: everything that the program prints besides its results.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"

namespace escala::app {

// "escala: warning: problem (reason); suggestion"
void say_warning(const std::string& problem, const std::string& reason,
                 const std::string& suggestion);
// "escala: error: problem (reason); suggestion"
void say_error(const std::string& problem, const std::string& reason = {},
               const std::string& suggestion = {});

// Prints text on standard error.
void put_message(const std::string& text);

// Prints the diagnostics of an input. Warnings are left out if `quiet`; they are errors if
// `strict`.
//
// `file` is the plan's name where there are several, whose options' messages name it; else empty.
void show(const Diagnostics& diagnostics, bool quiet, bool strict, const std::string& file = {});

} // namespace escala::app
