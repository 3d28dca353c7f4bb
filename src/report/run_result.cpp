// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_result.h"

#include <algorithm>

namespace escala {

ShownQuantiles shown_quantiles(std::span<const double> percentiles) {
  return {.low = percentiles.front(),
          .middle = percentiles[(percentiles.size() - 1) / 2],
          .high = percentiles.back()};
}

const std::vector<MaybeNumber>& Curve::quantile(double percent) const {
  static const std::vector<MaybeNumber> kNotComputed;
  const auto found = std::ranges::find(quantiles, percent, &CurveQuantile::percent);
  return found == quantiles.end() ? kNotComputed : found->values;
}

} // namespace escala
