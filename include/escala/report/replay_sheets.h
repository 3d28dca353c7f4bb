// SPDX-License-Identifier: Apache-2.0
// A replay as sheets of a workbook: plain cells, which a writer of any format lays out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/report/replay.h"

namespace escala {

struct ReplaySheetCell {
  enum class Style : std::uint8_t {
    plain,
    title,
    note,
    heading, // of a section
    header,  // of columns
    formula, // computed
    value,   // a number that no formula computes: written, drawn or actual
  };
  Style style = Style::plain;
  std::string text = {};
  std::optional<double> number = {}; // with a formula: its value; NaN: #N/A
  std::string formula = {};          // without the equals sign
  bool percent = false;              // shown as a percentage
  int decimals = 0;                  // that are shown
};

struct ReplaySheet {
  std::string name = {};
  std::vector<std::vector<ReplaySheetCell>> rows = {}; // from row 1, column A on
  bool dense = false; // no row has a gap: cells need no addresses, which would be half of a file
  std::size_t frozen_rows = 0;
  std::size_t frozen_columns = 0;
  std::vector<double> widths = {}; // in characters, of the first columns
};

// The cell on Summary that chooses the future: a list of these texts, which lie in this range.
struct ReplayChoice {
  std::string label = "Future that the sheet Model shows";
  std::string shown = {};
  std::string range = {};
};

ReplayChoice choice_of(const Replay& replay);
// Rows of Inputs, from ReplayPlaces::first_input on.
std::vector<std::vector<ReplaySheetCell>> input_rows(const Replay& replay);
// `choice`: the address of the choosing cell.
ReplaySheet model_sheet(const Replay& replay, const ReplayPlaces& places);
ReplaySheet shocks_sheet(const Replay& replay);

} // namespace escala
