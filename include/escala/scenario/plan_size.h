// SPDX-License-Identifier: Apache-2.0
// How large a plan is, before any work on it: what its compilation takes grows with it.
#pragma once

#include <cstddef>

#include "escala/input/node.h"
#include "escala/scenario/scenario.h"

namespace escala {

// In parts: one for each key, value, operator and name, segments written out. A part takes one to
// two microseconds.
std::size_t parts_of(const Scenario& scenario);
// Of the tree that it was read from: what is not an expression.
std::size_t parts_of(const Node& tree);

} // namespace escala
