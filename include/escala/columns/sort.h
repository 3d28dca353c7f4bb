// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace escala {

// Ascending; values are no NaN. Zeros of either sign are equal, in no particular order.
void sort_numbers(std::span<double> values);

} // namespace escala
