// SPDX-License-Identifier: Apache-2.0
#include "app/processes.h"

namespace escala::app {

#ifndef ESCALA_MPI

Processes::Processes() = default;
Processes::~Processes() = default;

int Processes::finish(int code) const { return code; }

Ranks& processes() {
  static Ranks alone;
  return alone;
}

#endif

} // namespace escala::app
