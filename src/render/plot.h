// SPDX-License-Identifier: Apache-2.0
// A small plot in characters: values upwards, positions to the right, an axis on both sides.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/display_unit.h"
#include "escala/render/page.h"
#include "escala/report/chart.h"

namespace escala {

// The smallest and the largest of some values.
struct ValueRange {
  double low = 0;
  double high = 0;
};

// The range of the values that are not missing; nullopt if there are none.
std::optional<ValueRange> range_of(const std::vector<const ChartValues*>& values);

class Plot {
 public:
  Plot(const ChartAxis& along, const DisplayUnit& unit, ValueRange range, const Page& page);

  std::size_t width() const { return width_; }

  // One sample for each column: interpolated linearly between two positions or, if `steps`, the
  // value of the position before. Missing if a value it needs is missing.
  std::vector<std::optional<double>> sampled(const ChartValues& values, bool steps) const;

  // Fills one column from one value to another. A glyph is one column wide.
  void fill(std::size_t column, double from, double to, std::string_view glyph);
  // Draws a line through the samples of all columns, without gaps between neighbouring samples.
  void draw(const std::vector<std::optional<double>>& samples, std::string_view glyph);

  std::string to_text() const;

 private:
  std::size_t row_of(double value) const;
  std::string label_of_row(std::size_t row) const;
  std::string label_line() const;

  const ChartAxis& along_;
  const DisplayUnit& unit_;
  ValueRange range_;
  const Page& page_;
  int label_width_ = 0;
  std::size_t width_ = 1;
  std::vector<std::vector<std::string>> rows_; // from the top
};

} // namespace escala
