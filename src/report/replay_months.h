// SPDX-License-Identifier: Apache-2.0
// Where cells of single months lie on the sheets of a replay, and how they are headed.
#pragma once

#include "escala/report/replay.h"
#include "report/sheet_cells.h"

namespace escala {

inline SheetCell month_header(const Replay& replay, int month) {
  return month == 0 ? text_cell("opening", SheetStyle::header)
                    : month_cell(replay.calendar.at(month));
}

// The row, from 1, of the last month of all futures on Shocks: one column for each metric.
inline std::size_t first_last_row(const Replay& replay) {
  return replay.next_block_row + replay.checks.size() * (replay.ranked + 2);
}

} // namespace escala
