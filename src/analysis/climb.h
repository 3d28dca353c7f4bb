// SPDX-License-Identifier: Apache-2.0
// Climbs a smooth function of shares that add up to 1, under bounds and constraints: SLSQP, the
// sequential quadratic programming of Kraft (1994, ACM TOMS algorithm 733), from NLopt (Johnson).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "escala/analysis/optimize.h"

namespace escala {

// The function and its constraints at one point. Slopes need to be known along the plane of equal
// sums only.
struct ClimbPoint {
  double value = 0;
  std::vector<double> slope;
  std::vector<double> slack; // of each constraint, which holds if it is not negative
  std::vector<std::vector<double>> slack_slope;
};

struct ClimbSpec {
  std::vector<double> start;
  std::span<const ShareBounds> bounds;
  std::size_t constraints = 0;
  int most_points = 20;
};

// Returns the last point, within the bounds. `at` gives nullopt to stop.
std::vector<double>
climb(const ClimbSpec& spec,
      const std::function<std::optional<ClimbPoint>(const std::vector<double>&)>& at);

} // namespace escala
