// SPDX-License-Identifier: Apache-2.0
// The month of a staff that is hired towards a need.
#pragma once

#include <cstddef>

namespace escala {

// Columns; rates are of a month.
struct StaffingColumns {
  const double* present;
  const double* needed;
  const double* speed;     // share of the open positions that are filled
  const double* attrition; // share of those present who leave
  const double* max_hires; // null: as many as are wanted
};

// out = present + hires - present * attrition, hires = speed * max(0, needed - present) and at most
// max_hires. n/a comes out as n/a.
void staffing_steps(const StaffingColumns& columns, double* out, std::size_t lanes);

} // namespace escala
