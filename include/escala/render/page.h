// SPDX-License-Identifier: Apache-2.0
// The properties of the terminal for which a document is laid out.
#pragma once

namespace escala {

struct Page {
  bool color = false;
  bool utf8 = true; // else plain ASCII
  int width = 80;   // columns of the terminal
};

} // namespace escala
