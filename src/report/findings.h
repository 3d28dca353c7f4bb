// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "escala/report/run_result.h"

namespace escala {

// Two to six sentences, each on something that is significant at 99%.
std::vector<Finding> findings_of(const RunResult& result);

} // namespace escala
