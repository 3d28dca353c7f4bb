// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "escala/report/run_result.h"

namespace escala {

// Two to six sentences, each on something that is significant at 99%.
std::vector<Finding> findings_of(const RunResult& result);

// The drivers that explain a significant share of a target's variance, the largest share first.
std::vector<const DriverResult*> deciding_drivers(const RunResult& result, std::size_t target);

} // namespace escala
