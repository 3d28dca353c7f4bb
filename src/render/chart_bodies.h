// SPDX-License-Identifier: Apache-2.0
// The lines below a chart's title, for each kind. Empty if there is no value to draw.
#pragma once

#include <string>

#include "escala/render/page.h"
#include "escala/report/chart.h"

namespace escala {

std::string chart_body(const FanChart& chart, const Page& page);
std::string chart_body(const LineChart& chart, const Page& page);
std::string chart_body(const StepChart& chart, const Page& page);
std::string chart_body(const BarChart& chart, const Page& page);
std::string chart_body(const HeatMap& chart, const Page& page);
std::string chart_body(const WaterfallChart& chart, const Page& page);

} // namespace escala
