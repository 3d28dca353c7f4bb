// SPDX-License-Identifier: Apache-2.0
// A mistake of the command line. Thrown where it is found; run_program prints it and exits with 2.
#pragma once

#include <string>

namespace escala::app {

struct UsageError {
  std::string problem; // "--seed needs a value"
  std::string reason = {};
  std::string suggestion = {};
};

} // namespace escala::app
