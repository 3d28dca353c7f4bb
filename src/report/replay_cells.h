// SPDX-License-Identifier: Apache-2.0
// Cells of the sheets of a replay, and where they lie.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/replay_sheets.h"

namespace escala {

using ReplayStyle = ReplaySheetCell::Style;
using ReplayLine = std::vector<ReplaySheetCell>;

inline ReplaySheetCell text_cell(std::string text, ReplayStyle style = ReplayStyle::plain) {
  return {.style = style, .text = std::move(text)};
}

inline ReplaySheetCell number_cell(double number, bool percent = false) {
  if (std::isnan(number))
    return {.style = ReplayStyle::value, .number = number, .formula = "NA()"};
  return {.style = ReplayStyle::value, .number = number, .percent = percent};
}

inline std::string month_label(const Replay& replay, int month) {
  return month == 0 ? "opening" : to_text(replay.calendar.at(month));
}

// The last month of all futures, one column for each metric.
inline std::size_t first_last_row(const Replay& replay) {
  return replay.next_block_row + replay.checks.size() * (replay.ranked + 2);
}

} // namespace escala
