// SPDX-License-Identifier: Apache-2.0
// What standard output can show.
#pragma once

namespace escala::app {

struct Terminal {
  bool utf8 = false;
  bool color = false;
  int width = 80; // that of the terminal, or COLUMNS
};

// `no_color`: the option of that name. NO_COLOR and a dumb terminal count too.
Terminal standard_output(bool no_color);

// True if standard error is a terminal where a line can be written over.
bool shows_progress();

} // namespace escala::app
