// SPDX-License-Identifier: Apache-2.0
// What a metric means whose keys choose no model, or the wrong one.
#pragma once

#include <optional>

#include "escala/input/node.h"
#include "scenario/bind/binder.h"

namespace escala {

// A metric with a model that its other keys imply, or with `next` in place of a `formula` that
// depends on its own last value. Reported; nullopt where nothing else is meant.
std::optional<Entry> metric_meant(const Entry& metric, Binder& binder);

} // namespace escala
