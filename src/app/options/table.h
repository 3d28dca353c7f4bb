// SPDX-License-Identifier: Apache-2.0
// The table of csv that is not made from the data of a result.
#pragma once

#include <string_view>

namespace escala::app {

inline constexpr std::string_view kTrialsTable = "trials";

} // namespace escala::app
