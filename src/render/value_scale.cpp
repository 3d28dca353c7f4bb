// SPDX-License-Identifier: Apache-2.0
#include "render/value_scale.h"

#include <algorithm>
#include <cmath>

#include "render/round_values.h"

namespace escala {
namespace {

// The place of a value in a range, from 0 to 1. Halves, because a difference may overflow.
double share_of_range(double value, const ValueRange& range) {
  return (value / 2 - range.low / 2) / (range.high / 2 - range.low / 2);
}

// Around a value.
ValueRange spread(double value) {
  const double room = value == 0 ? 1 : std::abs(value) / 2;
  return {value - room, value + room};
}

} // namespace

std::optional<ValueRange> range_of(const std::vector<const ChartValues*>& values) {
  std::optional<ValueRange> range;
  for (const ChartValues* list : values)
    for (const std::optional<double>& value : *list)
      if (value && std::isfinite(*value)) {
        range = range.value_or(ValueRange{*value, *value});
        range = ValueRange{std::min(range->low, *value), std::max(range->high, *value)};
      }
  return range;
}

ValueScale widened(ValueScale scale) {
  ValueRange& range = scale.range;
  if (range.low < range.high)
    return scale;
  if (scale.log)
    range = {range.low / 2, range.high * 2};
  else
    range = spread(range.low);
  return scale;
}

double height_of(double value, const ValueScale& scale) {
  const ValueRange& range = scale.range;
  const double share = scale.log ? (std::log(value) - std::log(range.low)) /
                                       (std::log(range.high) - std::log(range.low))
                                 : share_of_range(value, range);
  return share > 0 ? std::min(share, 1.0) : 0; // also where it is not a number
}

std::vector<double> labelled_values(const ValueScale& scale) {
  std::vector<double> values = scale.levels;
  for (const double value : round_values(scale.range.low, scale.range.high, scale.log))
    values.push_back(value);
  return values;
}

std::optional<ValueScale> scale_of(const FanChart& chart) {
  ChartValues levels;
  for (const ChartMark& mark : chart.marks)
    levels.emplace_back(mark.level);
  std::vector<const ChartValues*> all{&levels};
  for (const ChartValues& quantile : chart.quantiles)
    all.push_back(&quantile);
  const auto range = range_of(all);
  if (!range)
    return std::nullopt;
  ValueScale scale{*range, chart.log};
  for (const ChartMark& mark : chart.marks)
    scale.levels.push_back(mark.level);
  return scale;
}

std::optional<ValueScale> scale_of(const std::vector<ChartLine>& lines) {
  std::vector<const ChartValues*> all;
  for (const ChartLine& line : lines)
    all.push_back(&line.values);
  const auto range = range_of(all);
  return range ? std::optional(ValueScale{*range}) : std::nullopt;
}

} // namespace escala
