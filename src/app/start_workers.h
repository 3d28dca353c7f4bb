// SPDX-License-Identifier: Apache-2.0
// The threads of a command.
#pragma once

#include <memory>

#include "app/arguments.h"
#include "escala/simulate/workers.h"

namespace escala::app {

// As many as --threads asks for. If the system refuses some of them, says so.
std::unique_ptr<Workers> start_workers(const Arguments& arguments);

} // namespace escala::app
