// SPDX-License-Identifier: Apache-2.0
// The plot area of a chart as SVG: positions across in percent, so that text keeps its size on
// every screen, and heights in pixels.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/chart.h"
#include "render/plot.h"

namespace escala {

// A label at the right end of a line.
struct EndLabel {
  double y = 0;
  std::string text; // HTML
  std::string_view classes;
};

class SvgPlot {
 public:
  SvgPlot(const ChartAxis& along, const DisplayUnit& unit, const ValueScale& scale,
          const Page& page);

  // Adds to the picture; what is added later covers what was added before.
  void add_grid();
  void add_band(const ChartValues& low, const ChartValues& high, std::string_view classes);
  void add_line(const ChartValues& values, bool steps, std::string_view classes);
  void add_mark(const ChartMark& mark);
  // Moved apart where they would overlap.
  void add_end_labels(std::vector<EndLabel> labels);
  double y_of(double value) const;

  // The <svg> element. `alternative`: the picture in words; HTML.
  std::string take(const std::string& alternative);

 private:
  std::string percent_of(std::size_t position) const;
  std::string point_of(std::size_t position, double value) const;
  std::vector<std::size_t> labelled() const;

  const ChartAxis& along_;
  DisplayUnit unit_;
  ValueScale scale_;
  const Page& page_;
  std::string shapes_; // in the coordinates of the plot area
  std::string under_;  // the grid
  std::string over_;   // text and points
  std::vector<double> mark_labels_;
};

// A number with at most one decimal.
std::string svg_number(double value);

} // namespace escala
