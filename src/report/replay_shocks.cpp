// SPDX-License-Identifier: Apache-2.0
// The sheet Shocks: the futures, what was drawn in each, and escala's own paths of them.
#include "escala/report/replay_sheets.h"
#include "report/replay_months.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

SheetLine header_of(const Replay& replay, Phrase name, std::size_t columns) {
  SheetLine line{text_cell(std::move(name), SheetStyle::heading)};
  for (std::size_t month = 0; month < columns; ++month)
    line.push_back(columns == 1 ? text_cell("all months", SheetStyle::header)
                                : month_header(replay, static_cast<int>(month)));
  return line;
}

// `first_row`: counted from 1. Values of the first `futures` futures below a header.
SheetNumbers& add_values(const Replay& replay, SheetLine header, std::size_t first_row,
                         std::size_t futures, Sheet& sheet) {
  SheetNumbers& numbers = sheet.numbers.emplace_back();
  numbers.first_row = first_row - 1;
  numbers.columns = header.size() - 1;
  for (std::size_t future = 0; future < futures; ++future)
    numbers.labels.push_back(replay.futures[future].label);
  sheet.rows.resize(first_row - 2);
  sheet.rows.push_back(std::move(header));
  return numbers;
}

void add_own_paths(const Replay& replay, Sheet& sheet) {
  const auto months = static_cast<std::size_t>(replay.horizon) + 1;
  for (std::size_t metric = 0; metric < replay.checks.size(); ++metric) {
    const ReplayCheck& check = replay.checks[metric];
    SheetNumbers& numbers = add_values(
        replay,
        header_of(replay, filled("escala's own path of {}", {part(replay.rows[check.row].label)}),
                  months),
        replay.next_block_row + metric * (replay.ranked + 2), replay.ranked, sheet);
    numbers.values.assign(check.values.begin(), check.values.begin() + static_cast<std::ptrdiff_t>(
                                                                           replay.ranked * months));
  }
}

void add_last_months(const Replay& replay, Sheet& sheet) {
  const auto months = static_cast<std::size_t>(replay.horizon) + 1;
  SheetLine header{text_cell("escala's own paths in the last month", SheetStyle::heading)};
  for (const ReplayCheck& check : replay.checks)
    header.push_back(text_cell(replay.rows[check.row].label, SheetStyle::header));
  SheetNumbers& numbers =
      add_values(replay, std::move(header), first_last_row(replay), replay.futures.size(), sheet);
  for (std::size_t future = 0; future < replay.futures.size(); ++future)
    for (const ReplayCheck& check : replay.checks)
      numbers.values.push_back(check.values[future * months + months - 1]);
}

} // namespace

Sheet shocks_sheet(const Replay& replay) {
  Sheet sheet{.name = "Shocks", .frozen_rows = 2, .frozen_columns = 1, .widths = {36}};
  sheet.rows = {{text_cell("What was drawn in each future", SheetStyle::title)},
                {text_cell(replay.futures_doc, SheetStyle::note)}};
  SheetNumbers& paths = add_values(
      replay, {text_cell("Futures", SheetStyle::heading), text_cell("path", SheetStyle::header)},
      kFirstFutureRow, replay.futures.size(), sheet);
  for (const ReplayFuture& future : replay.futures)
    paths.values.push_back(static_cast<double>(future.path));
  for (const ReplayBlock& block : replay.blocks)
    add_values(replay, header_of(replay, block.name, block.columns), block.first_row,
               replay.futures.size(), sheet)
        .values = block.values;
  add_own_paths(replay, sheet);
  add_last_months(replay, sheet);
  return sheet;
}

} // namespace escala
