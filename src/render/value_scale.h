// SPDX-License-Identifier: Apache-2.0
// How the values of a chart become heights, in characters and in pictures.
#pragma once

#include <optional>
#include <vector>

#include "escala/report/chart.h"

namespace escala {

// The smallest and the largest of some values.
struct ValueRange {
  double low = 0;
  double high = 0;
};

// The range of the values that are not missing; nullopt if there are none.
std::optional<ValueRange> range_of(const std::vector<const ChartValues*>& values);

struct ValueScale {
  ValueRange range;
  bool log = false;                // equal ratios have equal heights; all values are positive
  std::vector<double> levels = {}; // values with a label beside the axis, before round ones
};

// With room around a range that has only one value.
ValueScale widened(ValueScale scale);
// The height of a value, from 0 to 1; 0 if it is not a number.
double height_of(double value, const ValueScale& scale);
// The levels of its marks, then round values.
std::vector<double> labelled_values(const ValueScale& scale);

// Includes the levels of the marks. nullopt: no values.
std::optional<ValueScale> scale_of(const FanChart& chart);
std::optional<ValueScale> scale_of(const std::vector<ChartLine>& lines);

} // namespace escala
