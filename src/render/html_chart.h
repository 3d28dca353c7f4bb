// SPDX-License-Identifier: Apache-2.0
// Charts of documents in HTML: pictures that need no script, and their data for the script that
// makes them interactive.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/chart.h"

namespace escala {

// The charts of a page, in order.
class HtmlCharts {
 public:
  explicit HtmlCharts(const Page& page) : page_(page) {}

  // A <figure> with its title.
  std::string figure(const Chart& chart);
  // What the script reads: the axes, charts and words of the page, as JSON.
  std::string data() const;

 private:
  template <class Kind>
  void add_data(const Kind& kind);
  std::size_t axis(const ChartAxis& along);
  std::string fan_data(const FanChart& chart);
  std::string line_data(const ChartAxis& along, const DisplayUnit& unit,
                        const std::vector<ChartLine>& lines, bool steps);

  const Page& page_;
  std::vector<std::string> axes_;   // each once
  std::vector<std::string> charts_; // those that the script draws
};

// The parts of a figure below its title; empty if there is nothing to show.
std::string chart_picture(const FanChart& chart, const Page& page);
std::string chart_picture(const LineChart& chart, const Page& page);
std::string chart_picture(const StepChart& chart, const Page& page);
std::string chart_picture(const BarChart& chart, const Page& page);
std::string chart_picture(const WaterfallChart& chart, const Page& page);
std::string chart_picture(const HeatMap& chart, const Page& page);

} // namespace escala
