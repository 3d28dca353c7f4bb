// SPDX-License-Identifier: Apache-2.0
// The charts of a document, drawn in characters for a terminal.
#pragma once

#include <string>

#include "escala/render/page.h"
#include "escala/report/chart.h"

namespace escala {

// The title and below it the chart, in lines of at most the page's width. A chart without a value
// says so.
std::string chart_text(const Chart& chart, const Page& page);

} // namespace escala
