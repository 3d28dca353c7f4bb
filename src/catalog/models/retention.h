// SPDX-License-Identifier: Apache-2.0
// Retention over a year: the product of the shares of the last 12 months. With fewer months the
// product is annualised. In month 0 the share of month 0 is used.
#pragma once

#include <algorithm>
#include <cmath>

#include "escala/catalog/growth_model.h"
#include "escala/core/undefined.h"

namespace escala {

inline constexpr int kRetentionMonths = 12;

// `share` is this month's share, an expression of columns. The memory columns from `ring` on
// contain the shares of the last 12 months.
template <typename Share>
void put_retention(const StepBlock& block, const Share& share, std::size_t ring, Column retention) {
  const auto at = [&](int month) { return block.memory[ring + month % kRetentionMonths]; };
  const int months = std::min(block.month, kRetentionMonths);
  if (months == 0) {
    retention = share;
  } else {
    at(block.month) = share;
    retention = at(block.month);
  }
  int back = 1;
  for (; back + 2 < months; back += 3) // three in one pass over the column
    retention = retention * at(block.month - back) * at(block.month - back - 1) *
                at(block.month - back - 2);
  for (; back < months; ++back)
    retention *= at(block.month - back);
  if (months == kRetentionMonths)
    return;
  const double years = double{kRetentionMonths} / std::max(1, months);
  retention = retention.unaryExpr([years](double product) {
    return is_undefined(product) ? product : std::pow(product, years);
  });
}

} // namespace escala
