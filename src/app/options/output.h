// SPDX-License-Identifier: Apache-2.0
// The value of -o.
#pragma once

#include <string>

#include "escala/render/format.h"

namespace escala::app {

// A file that results are written to.
struct Output {
  const Format* format = nullptr;
  std::string path;
  std::string text; // as it was typed
};

} // namespace escala::app
