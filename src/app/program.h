// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace escala::app {

// The whole program: from its arguments to its exit code.
int run_program(int argc, char** argv);

} // namespace escala::app
