// SPDX-License-Identifier: Apache-2.0
// The exit codes of the program.
#pragma once

namespace escala::app {

enum ExitCode : int {
  kDone = 0,
  kCouldNotFinish = 1, // input/output, memory, internal error
  kInvalid = 2,        // bad usage or an invalid scenario
  kMissed = 3,         // check: a target missed
  kUndecided = 4,      // check: no target missed, at least one undecided
  kDropped = 5,        // check: all met, but one has dropped from its baseline
};

// Over several files the lowest non-zero code wins.
inline int combine(int a, int b) {
  if (a == 0 || b == 0)
    return a + b;
  return a < b ? a : b;
}

// Thrown to end the program with this code, after the message was printed.
struct Exit {
  int code;
};

} // namespace escala::app
