// SPDX-License-Identifier: Apache-2.0
// A suggestion for a constant that is out of its range.
#pragma once

#include <string>
#include <string_view>

#include "escala/catalog/growth_model.h"

namespace escala {

// "write VALUE": the user's text without its minus or with a missing percent sign if that is in
// range, otherwise "as in" the example; empty if there is no example.
std::string range_remedy(const Range& range, double value, std::string_view text,
                         std::string_view example);

} // namespace escala
