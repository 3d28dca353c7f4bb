// SPDX-License-Identifier: Apache-2.0
// How much of a cohort is left at each age.
#pragma once

#include <optional>
#include <vector>

namespace escala {

// The shifted-beta-geometric model of Fader and Hardie (2007): each customer leaves with a
// probability of their own every month, which is beta(alpha, beta) over the cohort. The retention
// rate of age t is (beta + t - 1) / (alpha + beta + t - 1), rising with age.
struct ShiftedBetaGeometric {
  double alpha = 0; // above 0
  double beta = 0;  // above 0
};

struct Retention {
  std::vector<double> listed;              // survival at ages 1, 2, ... months, the last one held
  std::optional<ShiftedBetaGeometric> sbg; // instead
};

// The share of a cohort left at ages 0 to `months`; 1 at age 0.
std::vector<double> survival_of(const Retention& retention, int months);

} // namespace escala
