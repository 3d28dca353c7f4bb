// SPDX-License-Identifier: Apache-2.0
// Targets in the form of other tools: {metric: arr, op: ">=", threshold: $6M}.
#pragma once

#include <optional>

#include "escala/input/node.h"
#include "scenario/bind/binder.h"

namespace escala {

// The target with one condition in place of its parts. Reported; nullopt if it has no such parts.
std::optional<Entry> target_meant(const Entry& target, Binder& binder);

} // namespace escala
