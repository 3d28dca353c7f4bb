// SPDX-License-Identifier: Apache-2.0
// Values by path, of which each rank has those of its own paths.
#pragma once

#include <vector>

#include "escala/simulate/ranks.h"

namespace escala {

// Combines the columns of all ranks. Each has the values of its own paths and 0 for the others.
void unite_paths(std::vector<std::vector<double>>& columns, Ranks& ranks);

} // namespace escala
