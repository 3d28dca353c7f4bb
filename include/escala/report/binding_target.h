// SPDX-License-Identifier: Apache-2.0
// The target that decides whether a plan reaches what it needs.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "escala/report/run_result.h"

namespace escala {

// By how much the probability of a target exceeds what it needs; negative if it lacks something.
double reserve_of(const TargetResult& target);

// Of the targets whose condition compares one metric, the index of the one whose probability lacks
// most to what it needs; if none lacks anything, the one with the least reserve. Of equal ones the
// first. nullopt: no target compares one metric.
std::optional<std::size_t> binding_target(std::span<const TargetResult> targets);

} // namespace escala
