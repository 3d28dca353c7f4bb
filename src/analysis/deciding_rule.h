// SPDX-License-Identifier: Apache-2.0
// The rule over one input that tells best whether a target is met.
#pragma once

#include <optional>

#include "analysis/ordered_paths.h"
#include "escala/analysis/attribution.h"

namespace escala {

// Of the rules that hold on at least 1% of the paths and do not hold on at least 1%: the one that
// holds most often among those where 9 of 10 meet the target; if there is none, or if 9 of 10 of
// all paths meet it anyway, the one that explains most of the variance. nullopt if no rule does.
std::optional<DecidingRule> deciding_rule(const OrderedPaths& paths, double factor);

} // namespace escala
