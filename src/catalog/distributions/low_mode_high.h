// SPDX-License-Identifier: Apache-2.0
// The three parameters of triangular and pert.
#pragma once

#include <array>
#include <string_view>

#include "escala/catalog/distribution.h"

namespace escala {

struct LowModeHigh {
  static constexpr std::array<DistributionParameter, 3> kParameters = {{
      {"low", DistributionRole::value, "the lowest value", ""},
      {"mode", DistributionRole::value, "the most likely value", "low or more"},
      {"high", DistributionRole::value, "the highest value", "mode or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (arguments[0] > arguments[1])
      return "low must not be above mode";
    return arguments[1] > arguments[2] ? "mode must not be above high" : "";
  }

  explicit LowModeHigh(DistributionArguments arguments)
      : low(arguments[0]), high(arguments[2]), rise(arguments[1] - low), fall(high - arguments[1]),
        width(high - low) {}

  double low, high;
  double rise, fall, width; // low to mode, mode to high, low to high
};

} // namespace escala
