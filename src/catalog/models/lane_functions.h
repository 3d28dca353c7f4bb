// SPDX-License-Identifier: Apache-2.0
// Functions of the C library for `unaryExpr`. The bits of Eigen's own exp and log depend on the
// width of its vectors.
#pragma once

#include <cmath>

namespace escala {

inline constexpr auto kExp = [](double x) { return std::exp(x); };
inline constexpr auto kLog = [](double x) { return std::log(x); };
inline constexpr auto kLog1p = [](double x) { return std::log1p(x); };

} // namespace escala
