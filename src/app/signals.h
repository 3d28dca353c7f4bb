// SPDX-License-Identifier: Apache-2.0
// Interruption by signals: work stops at the next block, no incomplete file is left, and the
// program then ends with the same signal.
#pragma once

#include <atomic>

namespace escala::app {

void watch_signals();
const std::atomic<bool>& interrupted();
// Ends the program with the signal that interrupted it; returns if there was none.
void die_if_interrupted();

} // namespace escala::app
