// SPDX-License-Identifier: Apache-2.0
// The version of escala. CMakeLists.txt reads it from here.
#pragma once

#include <string_view>

namespace escala {

inline constexpr std::string_view kVersion = "0.1.0";

} // namespace escala
