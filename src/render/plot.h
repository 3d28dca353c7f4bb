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

// The least and the greatest of some values.
struct ValueRange {
  double low = 0;
  double high = 0;
};

// Of the values that are there; none where none is.
std::optional<ValueRange> range_of(const std::vector<const ChartValues*>& values);

class Plot {
 public:
  Plot(const ChartAxis& along, const DisplayUnit& unit, ValueRange range, const Page& page);

  std::size_t width() const { return width_; }

  // Values between positions, on a line between their neighbours; held from the last position
  // where `steps`. Missing where a neighbour is.
  std::vector<std::optional<double>> sampled(const ChartValues& values, bool steps) const;

  // In one column, from a value to another; a glyph takes one column of the page.
  void fill(std::size_t column, double from, double to, std::string_view glyph);
  // Through the samples of every column, without gaps between neighbours.
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
