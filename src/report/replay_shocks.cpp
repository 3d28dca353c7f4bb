// SPDX-License-Identifier: Apache-2.0
// The sheet Shocks: the futures, what was drawn in each, and escala's own paths of them.
#include "report/replay_cells.h"

namespace escala {
namespace {

ReplayLine month_header(const Replay& replay, std::string name, std::size_t columns) {
  ReplayLine line{text_cell(std::move(name), ReplayStyle::heading)};
  for (std::size_t month = 0; month < columns; ++month)
    line.push_back(
        text_cell(columns == 1 ? "all months" : month_label(replay, static_cast<int>(month)),
                  ReplayStyle::header));
  return line;
}

void add_block(const Replay& replay, const ReplayBlock& block, ReplaySheet& sheet) {
  sheet.rows.resize(block.first_row - 2);
  sheet.rows.push_back(month_header(replay, block.name + " (" + block.doc + ")", block.columns));
  for (std::size_t future = 0; future < replay.futures.size(); ++future) {
    ReplayLine line{text_cell(replay.futures[future].label)};
    for (std::size_t i = 0; i < block.columns; ++i)
      line.push_back(number_cell(block.values[future * block.columns + i]));
    sheet.rows.push_back(std::move(line));
  }
}

void add_own_paths(const Replay& replay, ReplaySheet& sheet) {
  const auto months = static_cast<std::size_t>(replay.horizon) + 1;
  for (std::size_t metric = 0; metric < replay.checks.size(); ++metric) {
    const ReplayCheck& check = replay.checks[metric];
    sheet.rows.resize(replay.next_block_row + metric * (replay.ranked + 2) - 2);
    sheet.rows.push_back(
        month_header(replay, "escala's own path of " + replay.rows[check.row].label, months));
    for (std::size_t future = 0; future < replay.ranked; ++future) {
      ReplayLine line{text_cell(replay.futures[future].label)};
      for (std::size_t month = 0; month < months; ++month)
        line.push_back(number_cell(check.values[future * months + month]));
      sheet.rows.push_back(std::move(line));
    }
  }
}

void add_last_months(const Replay& replay, ReplaySheet& sheet) {
  const auto months = static_cast<std::size_t>(replay.horizon) + 1;
  sheet.rows.resize(first_last_row(replay) - 2);
  ReplayLine header{text_cell("escala's own paths in the last month", ReplayStyle::heading)};
  for (const ReplayCheck& check : replay.checks)
    header.push_back(text_cell(replay.rows[check.row].label, ReplayStyle::header));
  sheet.rows.push_back(std::move(header));
  for (std::size_t future = 0; future < replay.futures.size(); ++future) {
    ReplayLine line{text_cell(replay.futures[future].label)};
    for (const ReplayCheck& check : replay.checks)
      line.push_back(number_cell(check.values[future * months + months - 1]));
    sheet.rows.push_back(std::move(line));
  }
}

} // namespace

ReplaySheet shocks_sheet(const Replay& replay) {
  ReplaySheet sheet{
      .name = "Shocks", .dense = true, .frozen_rows = 2, .frozen_columns = 1, .widths = {36}};
  sheet.rows = {
      {text_cell("What was drawn in each future", ReplayStyle::title)},
      {text_cell(replay.futures_doc, ReplayStyle::note)},
      {text_cell("Futures", ReplayStyle::heading), text_cell("path", ReplayStyle::header)}};
  for (const ReplayFuture& future : replay.futures)
    sheet.rows.push_back({text_cell(future.label), number_cell(static_cast<double>(future.path))});
  for (const ReplayBlock& block : replay.blocks)
    add_block(replay, block, sheet);
  add_own_paths(replay, sheet);
  add_last_months(replay, sheet);
  return sheet;
}

} // namespace escala
