// SPDX-License-Identifier: Apache-2.0
// Retention over a year: the product of the last 12 months' shares, annualised while there are
// fewer; in month 0 that of month 0's share.
#pragma once

#include <algorithm>
#include <cmath>

#include "escala/catalog/growth_model.h"
#include "escala/core/undefined.h"

namespace escala {

inline constexpr int kRetentionMonths = 12;

// `ring` holds a column for each month of the year; `share(lane)` is this month's.
template <typename Share>
void put_retention(const StepBlock& block, Share share, double* const* ring, double* retention) {
  const int months = std::min(block.month, kRetentionMonths);
  if (block.month > 0)
    for (std::size_t i = 0; i < block.lanes; ++i)
      ring[block.month % kRetentionMonths][i] = share(i);
  for (std::size_t i = 0; i < block.lanes; ++i) {
    double product = months == 0 ? share(i) : 1.0;
    for (int back = 0; back < months; ++back)
      product *= ring[(block.month - back) % kRetentionMonths][i];
    const bool whole = months == kRetentionMonths || is_undefined(product);
    retention[i] =
        whole ? product : std::pow(product, double{kRetentionMonths} / std::max(1, months));
  }
}

} // namespace escala
