// SPDX-License-Identifier: Apache-2.0
// The share of a cohort that is left at each age.
#pragma once

#include <optional>
#include <vector>

namespace escala {

// The shifted-beta-geometric model of Fader and Hardie (2007): each customer has their own
// probability of leaving in a month, and these are beta(alpha, beta) distributed over the cohort.
// The retention rate at age t is (beta + t - 1) / (alpha + beta + t - 1), which rises with age.
struct ShiftedBetaGeometric {
  double alpha = 0; // above 0
  double beta = 0;  // above 0
};

struct Retention {
  std::vector<double> listed; // survival at ages 1, 2, ... months; the last one holds from then on
  std::optional<ShiftedBetaGeometric> sbg; // used instead of the list
};

// The share of a cohort that is left at each age in months, from 0 to `months`; 1 at age 0.
std::vector<double> survival_of(const Retention& retention, int months);

} // namespace escala
