// SPDX-License-Identifier: Apache-2.0
// A small plot in characters: values upwards, positions to the right, an axis on both sides.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/display_unit.h"
#include "escala/render/grid.h"
#include "escala/render/page.h"
#include "escala/report/chart.h"
#include "render/value_scale.h"

namespace escala {

// A character that is one column wide, and its ink.
struct PlotGlyph {
  std::string_view text = " ";
  Ink ink = Ink::plain;
};

class Plot {
 public:
  // A row for each column, counted from the top; missing where nothing is drawn.
  using Rows = std::vector<std::optional<double>>;

  Plot(const ChartAxis& along, const DisplayUnit& unit, const ValueScale& scale, const Page& page);

  std::size_t width() const { return width_; }

  // Where values are: between two positions on a straight line or, if `steps`, at the value of the
  // position before. Missing if a value that it needs is missing.
  Rows rows(const ChartValues& values, bool steps) const;

  // Fills the columns between two lines.
  void fill(const Rows& low, const Rows& high, const PlotGlyph& glyph);
  // Draws a line through the rows of all columns, without gaps between neighbouring columns.
  void draw(const Rows& line, const PlotGlyph& glyph);
  // Draws a level from one position to another.
  void draw_level(const ChartMark& mark, const PlotGlyph& glyph);
  // Draws the ends of a level.
  void draw_ends(const ChartMark& mark, const PlotGlyph& glyph);

  std::string to_text() const;

 private:
  double row_of(double value) const;
  std::size_t column_of(std::size_t position) const;
  std::vector<std::string> value_labels() const;
  std::optional<std::vector<int>> label_starts(const std::vector<std::size_t>& positions) const;
  std::vector<std::size_t> labelled() const;
  std::string row_text(std::size_t row) const;
  std::string axis_line() const;
  std::string label_line() const;

  const ChartAxis& along_;
  const DisplayUnit& unit_;
  ValueScale scale_;
  const Page& page_;
  std::vector<std::string> labels_; // of the rows
  int label_width_ = 0;
  std::size_t width_ = 1;
  std::vector<std::vector<PlotGlyph>> cells_; // rows from the top
};

} // namespace escala
