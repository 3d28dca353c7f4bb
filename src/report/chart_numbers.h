// SPDX-License-Identifier: Apache-2.0
// The numbers of a chart as cells of a sheet, which draws them.
#pragma once

#include <cstddef>

#include "escala/report/chart.h"
#include "escala/report/workbook.h"

namespace escala {

// Puts a title, a header and a row for each position from a cell on. A heat map is shaded; of
// others a chart is added to the sheet, to be placed. Returns the row behind, and behind a blank
// one.
std::size_t add_chart_numbers(const Chart& chart, std::size_t row, std::size_t column,
                              Sheet& sheet);

inline bool is_heat_map(const Chart& chart) { return std::holds_alternative<HeatMap>(chart.kind); }

} // namespace escala
