// SPDX-License-Identifier: Apache-2.0
// A replay as sheets of a workbook: plain cells, which a writer of any format lays out.
#pragma once

#include <string>

#include "escala/report/replay.h"
#include "escala/report/workbook.h"

namespace escala {

// The cell on Summary that chooses the future, and the range of the texts that it takes.
struct ReplayChoice {
  Phrase shown = {};
  std::string range = {};
  Phrase doc = {}; // how the futures were chosen
};

ReplayChoice choice_of(const Replay& replay);
// The cell of an input that formulas read.
SheetCell input_cell(const ReplayInput& input);
Sheet model_sheet(const Replay& replay, const ReplayPlaces& places);
Sheet shocks_sheet(const Replay& replay);

} // namespace escala
