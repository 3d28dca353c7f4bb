// SPDX-License-Identifier: Apache-2.0
#include "escala/report/replay_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/replay_grid.h"
#include "report/replay_months.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

constexpr std::size_t kCheckColumn = 3;
constexpr int kCheckDecimals = 6;
constexpr std::size_t kHeaderRow = 6; // of Model, counted from 1

SheetCell sheet_cell(const ReplayCell& cell, bool percent) {
  const NumberLook look{.kind = percent ? NumberLook::Kind::percent : NumberLook::Kind::plain};
  switch (cell.kind) {
  case ReplayCell::Kind::none:
    return {};
  case ReplayCell::Kind::formula: {
    SheetCell shown = formula_cell(cell.formula, cell.value, look);
    if (cell.formula.starts_with("INDEX(Shocks!"))
      shown.style = SheetStyle::value; // of the chosen future
    return shown;
  }
  case ReplayCell::Kind::value:
  case ReplayCell::Kind::actual:
    return value_cell(cell.value, look);
  }
  return {};
}

// The heading of a section of rows.
const char* heading_of(ReplayRow::Section section) {
  switch (section) {
  case ReplayRow::Section::head:
    return "Time";
  case ReplayRow::Section::metrics:
    return "Metrics";
  case ReplayRow::Section::series:
    return "Drivers and parameters that change";
  case ReplayRow::Section::draws:
    return "Draws of the chosen future";
  case ReplayRow::Section::risks:
    return "Risks in the chosen future";
  case ReplayRow::Section::working:
    return "Steps in between";
  }
  return "";
}

std::string unit_words(const DisplayUnit& unit) {
  if (unit.style == DisplayUnit::Style::percent || unit.factor == 1)
    return unit.text;
  return fmt::format("{} / {}", unit.text, unit.factor); // values are in the plan's own units
}

bool is_percent(const SheetCell& cell) { return cell.look.kind == NumberLook::Kind::percent; }

// As many decimals as the largest value of the row needs for four digits; none for whole numbers.
void show_decimals(SheetLine& line) {
  double largest = 0;
  bool whole = true;
  for (const SheetCell& cell : line)
    if (cell.number && std::isfinite(*cell.number)) {
      largest = std::max(largest, std::abs(*cell.number) * (is_percent(cell) ? 100 : 1));
      whole = whole && *cell.number == std::round(*cell.number);
    }
  int decimals = 0;
  for (double size = largest; size < 1000 && decimals < 6 && !whole; size *= 10)
    ++decimals;
  for (SheetCell& cell : line)
    cell.look.decimals = std::min(decimals, is_percent(cell) ? 2 : 6);
}

SheetLine line_of(const ReplayRow& row) {
  const bool percent = row.unit.style == DisplayUnit::Style::percent;
  SheetLine line{text_cell(row.label),
                 own_cell(unit_words(row.unit)),
                 text_cell(row.how, SheetStyle::note),
                 {},
                 sheet_cell(row.fixed, percent)};
  for (const ReplayCell& cell : row.months)
    line.push_back(sheet_cell(cell, percent));
  show_decimals(line);
  return line;
}

// Where a metric's own path of a month lies on Shocks: of the futures chosen by rank.
std::string own_path_range(const Replay& replay, std::size_t metric, int month) {
  const std::size_t first = replay.next_block_row + metric * (replay.ranked + 2);
  const std::string column = sheet_column(1 + static_cast<std::size_t>(month));
  return fmt::format("Shocks!{0}${1}:{0}${2}", column, first, first + replay.ranked - 1);
}

std::string last_month_range(const Replay& replay, std::size_t metric) {
  const std::size_t first = first_last_row(replay);
  return fmt::format("Shocks!${0}${1}:${0}${2}", sheet_column(1 + metric), first,
                     first + replay.futures.size() - 1);
}

std::string relative_difference(const std::string& cell, const std::string& own) {
  return fmt::format("IF(ISNUMBER({0}),IF(ISNUMBER({1}),ABS({0}-{1})/"
                     "MAX(ABS({1}),1E-12),1),IF(ISNUMBER({1}),1,0))",
                     cell, own);
}

// Two rows for each metric: escala's own path, and how far the cells above are from it.
void add_checks(const Replay& replay, const ReplayPlaces& places, Sheet& sheet) {
  sheet.rows.resize(replay.next_row + 1);
  sheet.rows.back() = {text_cell("Check: escala's own path", SheetStyle::heading)};
  const auto months = static_cast<std::size_t>(replay.horizon) + 1;
  for (std::size_t metric = 0; metric < replay.checks.size(); ++metric) {
    const ReplayCheck& check = replay.checks[metric];
    const ReplayRow& row = replay.rows[check.row];
    const bool percent = row.unit.style == DisplayUnit::Style::percent;
    SheetLine own{text_cell(row.label),
                  own_cell(unit_words(row.unit)),
                  text_cell("escala's own path", SheetStyle::note),
                  {},
                  {}};
    SheetLine off{
        text_cell(row.label), {}, text_cell("relative difference", SheetStyle::note), {}, {}};
    const std::size_t number = sheet.rows.size() + 1;
    for (int month = 0; month <= replay.horizon; ++month) {
      const std::string column = sheet_column(kFirstMonthColumn + static_cast<std::size_t>(month));
      const double value = check.values[replay.shown * months + static_cast<std::size_t>(month)];
      own.push_back(formula_cell(
          fmt::format("IF({0}<={1},INDEX({2},MIN({0},{1})),NA())", places.chosen, replay.ranked,
                      own_path_range(replay, metric, month)),
          value, {.kind = percent ? NumberLook::Kind::percent : NumberLook::Kind::plain}));
      off.push_back(formula_cell(relative_difference(fmt::format("{}{}", column, check.number),
                                                     fmt::format("{}{}", column, number)),
                                 row.check.value, decimals(kCheckDecimals)));
    }
    const std::string last = sheet_column(kFirstMonthColumn + months - 1);
    sheet.rows[check.number - 1][kCheckColumn] =
        formula_cell(fmt::format("IF({}<={},MAX({}{}:{}{}),{})", places.chosen, replay.ranked,
                                 sheet_column(kFirstMonthColumn), number + 1, last, number + 1,
                                 relative_difference(fmt::format("{}{}", last, check.number),
                                                     fmt::format("INDEX({},{})",
                                                                 last_month_range(replay, metric),
                                                                 places.chosen))),
                     row.check.value, decimals(kCheckDecimals));
    show_decimals(own);
    sheet.rows.push_back(std::move(own));
    sheet.rows.push_back(std::move(off));
  }
}

void add_top(const Replay& replay, const ReplayPlaces& places, Sheet& sheet) {
  const std::size_t last = kFirstFutureRow + replay.futures.size() - 1;
  const double largest = replay.error;
  const std::size_t first = replay.checks.empty() ? 0 : replay.checks.front().number;
  const std::size_t end = replay.checks.empty() ? 0 : replay.checks.back().number;
  sheet.rows = {
      {text_cell("One future, month by month", SheetStyle::title)},
      {text_cell(
          "Blue cells are values: what was drawn, what happened, what the plan writes. All "
          "others are formulas of the plan. Change a cell of Inputs, or choose another future "
          "on Summary, and this sheet follows.",
          SheetStyle::note)},
      {text_cell("Future"),
       {.style = SheetStyle::formula,
        .text = replay.futures[replay.shown].label,
        .formula = places.choice}},
      {text_cell("its number among the futures on Shocks"),
       formula_cell(
           fmt::format("MATCH({},Shocks!$A${}:$A${},0)", places.choice, kFirstFutureRow, last),
           static_cast<double>(replay.shown + 1), decimals(0))},
      {text_cell("largest difference to escala's own path"),
       formula_cell(fmt::format("MAX(D{}:D{})", first, end), largest, decimals(kCheckDecimals)),
       text_cell("of all months for futures chosen by rank, of the last month for others; it grows "
                 "when an input is changed",
                 SheetStyle::note)}};
  SheetLine header{text_cell("", SheetStyle::heading), text_cell("Unit", SheetStyle::heading),
                   text_cell("How", SheetStyle::heading), text_cell("Check", SheetStyle::header),
                   text_cell("All months", SheetStyle::header)};
  for (int month = 0; month <= replay.horizon; ++month)
    header.push_back(month_header(replay, month));
  sheet.rows.push_back(std::move(header));
}

} // namespace

ReplayChoice choice_of(const Replay& replay) {
  return {.shown = replay.futures[replay.shown].label,
          .range = fmt::format("Shocks!$A${}:$A${}", kFirstFutureRow,
                               kFirstFutureRow + replay.futures.size() - 1),
          .doc = replay.futures_doc};
}

SheetCell input_cell(const ReplayInput& input) {
  SheetLine line{sheet_cell(input.cell, false)};
  show_decimals(line);
  return std::move(line.front());
}

Sheet model_sheet(const Replay& replay, const ReplayPlaces& places) {
  Sheet sheet{.name = "Model",
              .frozen_rows = kHeaderRow,
              .frozen_columns = 1,
              .widths = {44, 12, 40, 10, 14}};
  add_top(replay, places, sheet);
  auto section = ReplayRow::Section::head;
  for (const ReplayRow& row : replay.rows) {
    if (row.section != section) {
      section = row.section;
      sheet.rows.emplace_back();
      sheet.rows.push_back({text_cell(heading_of(section), SheetStyle::heading)});
    }
    sheet.rows.push_back(line_of(row));
  }
  add_checks(replay, places, sheet);
  return sheet;
}

} // namespace escala
