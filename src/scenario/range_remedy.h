// SPDX-License-Identifier: Apache-2.0
// What to write instead of a constant that is out of its range.
#pragma once

#include <string>
#include <string_view>

#include "escala/catalog/growth_model.h"

namespace escala {

// Without the minus that is too much, with the percent sign that is missing, or else the example;
// nothing where there is none.
std::string range_remedy(const Range& range, double value, std::string_view text,
                         std::string_view example);

} // namespace escala
