// SPDX-License-Identifier: Apache-2.0
// The processes that mpirun or srun started together, in a build with MPI; otherwise only this
// process.
#pragma once

#include "escala/simulate/ranks.h"

namespace escala::app {

// Joins the other processes during its lifetime. Only rank 0 prints and writes files; the other
// ranks exit with 0.
class Processes {
 public:
  Processes();
  ~Processes();
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

  // Waits until all ranks are done, and returns the exit code of this rank. If this rank could not
  // finish and others still run, all ranks are ended.
  int finish(int code) const;
};

Ranks& processes();

// Whether this process prints and writes files.
inline bool is_root_rank() { return processes().rank() == 0; }

} // namespace escala::app
