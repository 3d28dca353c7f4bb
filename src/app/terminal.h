// SPDX-License-Identifier: Apache-2.0
// What standard output can show.
#pragma once

#include <string>

namespace escala::app {

struct Terminal {
  bool utf8 = false;
  bool color = false;
  int width = 80; // that of the terminal, or COLUMNS
};

// Empty if it is not set.
std::string environment(const char* name);

// `no_color`: whether --no-color is given. NO_COLOR and a dumb terminal also turn colours off.
Terminal standard_output(bool no_color);

// Clears standard output if it is a terminal, so that what follows begins at its top.
void clear_screen();

// True if standard error is a terminal on which a line can be overwritten.
bool shows_progress();

} // namespace escala::app
