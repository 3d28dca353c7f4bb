// SPDX-License-Identifier: Apache-2.0
// Where the first paths lie on the sheet Trials.
#pragma once

#include <cstddef>
#include <string>

#include "escala/report/run_sheets.h"
#include "report/sheet_cells.h"

namespace escala {

inline constexpr std::size_t kFirstTrialRow = 4;
inline constexpr std::size_t kFirstTrialColumn = 1; // behind the path's number

// The cells of a column of trials: "Trials!$B$5:$B$10004".
inline std::string trial_range(const TrialTable& trials, std::size_t column) {
  const std::size_t at = kFirstTrialColumn + column;
  return range_name("Trials", {kFirstTrialRow, at, kFirstTrialRow + trials.paths() - 1, at});
}

// As the sheet shows them: with fewer digits, so that formulas compute the same from them.
void round_trials(TrialTable& trials);

} // namespace escala
