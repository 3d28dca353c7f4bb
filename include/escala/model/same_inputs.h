// SPDX-License-Identifier: Apache-2.0
// Whether a target reads the same in two models, so that on the same draws it is met on the same
// paths.
#pragma once

#include <cstddef>

#include "escala/model/model.h"

namespace escala {

// Compares the conditions, when they are judged, and everything that they depend on: metrics,
// drivers, draws, risks, the investment. Neither names of metrics nor what else the models have
// matters. False for models that say the same in different ways.
bool has_same_inputs(const Model& a, std::size_t target_of_a, const Model& b,
                     std::size_t target_of_b);

} // namespace escala
