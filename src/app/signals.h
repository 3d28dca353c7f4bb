// SPDX-License-Identifier: Apache-2.0
// Interruptions: work stops at the next block, nothing half-written is left, and the program then
// dies of the same signal.
#pragma once

#include <atomic>

namespace escala::app {

void watch_signals();
const std::atomic<bool>& interrupted();
// Dies of the signal that interrupted; returns if none did.
void die_if_interrupted();

} // namespace escala::app
