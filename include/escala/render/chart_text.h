// SPDX-License-Identifier: Apache-2.0
// Draws the charts of a document in characters, for a terminal.
#pragma once

#include <string>

#include "escala/render/page.h"
#include "escala/report/chart.h"

namespace escala {

// The title, and below it the chart, in lines no longer than the page's width. For a chart without
// values, a line that says so.
std::string chart_text(const Chart& chart, const Page& page);

} // namespace escala
