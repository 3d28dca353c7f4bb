// SPDX-License-Identifier: Apache-2.0
// The processes that mpirun or srun started together, in a build with MPI; else this one alone.
#pragma once

#include "escala/simulate/ranks.h"

namespace escala::app {

// Joins the others for as long as it lives. All but the first say and write nothing, and their exit
// code is 0: it is the first that answers.
class Processes {
 public:
  Processes();
  ~Processes();
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

  // Waits until all have come to their end, and gives the exit code of this one. Where this one
  // could not finish and others go on, all are ended.
  int finish(int code) const;
};

Ranks& processes();

// Of all processes, this one prints and writes files.
inline bool is_root_rank() { return processes().rank() == 0; }

} // namespace escala::app
