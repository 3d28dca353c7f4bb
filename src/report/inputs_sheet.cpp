// SPDX-License-Identifier: Apache-2.0
// The sheet Inputs: a cell for each driver and each constant parameter, which formulas of Model
// read, and what the plan writes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/report/run_sheets.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

// What is drawn for the value at a path; nullptr: nothing.
const DriverResult* driver_at(const RunResult& result, const std::string& path) {
  for (const DriverResult& driver : result.drivers)
    if (path == "drivers." + driver.name || path == "metrics." + driver.name ||
        path == driver.name || path == "drivers." + driver.name + ".draw")
      return &driver;
  return nullptr;
}

// In what formulas compute with: "USD", or "%/12" of what people read per year.
std::string unit_text(const DisplayUnit& unit) {
  if (unit.factor == 1)
    return unit.text;
  return fmt::format("{} / {}", unit.text, unit.factor);
}

SheetCell number_like(const NumberLook& like, double number) {
  const bool large = std::abs(number) >= 1000;
  SheetCell cell = value_cell(number, like);
  if (like.kind == NumberLook::Kind::plain && !large)
    cell.look.decimals = std::max(like.decimals, number == std::round(number) ? 0 : 4);
  return cell;
}

// Its median and two quantiles. What a formula computes from draws has none.
SheetLine spread_of(const DriverResult* driver, std::optional<double> constant,
                    const NumberLook& like) {
  SheetLine cells(3);
  if (driver != nullptr)
    cells = {number_like(like, driver->p50 / driver->unit.factor),
             number_like(like, driver->p5 / driver->unit.factor),
             number_like(like, driver->p95 / driver->unit.factor)};
  else if (constant)
    cells.assign(3, number_like(like, *constant));
  return cells;
}

SheetLine line_of(const RunResult& result, const ReplayInput& input) {
  const bool drawn = input.kind == ReplayInput::Kind::drawn;
  SheetLine line{own_cell(input.name), input_cell(input), own_cell(input.expression),
                 own_cell(unit_text(input.unit))};
  const SheetLine spread =
      spread_of(drawn ? driver_at(result, input.name) : nullptr,
                drawn ? std::nullopt : std::optional(input.cell.value), line[1].look);
  line.insert(line.end(), spread.begin(), spread.end());
  line.push_back(text_cell(drawn ? "drawn once" : "constant", SheetStyle::note));
  return line;
}

SheetLine line_of(const RunResult& result, const ReplayFixed& fixed) {
  const DriverResult* driver = driver_at(result, fixed.path);
  SheetLine line{own_cell(fixed.path),
                 {},
                 own_cell(fixed.expression),
                 own_cell(unit_text(driver != nullptr ? driver->unit : fixed.unit))};
  const SheetLine spread = spread_of(driver, fixed.value, decimals(0));
  line.insert(line.end(), spread.begin(), spread.end());
  line.push_back(text_cell(driver != nullptr ? "drawn again and again"
                           : fixed.value     ? "constant"
                                             : "expression",
                           SheetStyle::note));
  return line;
}

} // namespace

Sheet inputs_sheet(const RunResult& result, const Replay& replay, const ReplayPlaces& places) {
  Sheet sheet{.name = "Inputs",
              .frozen_rows = places.first_input - 1,
              .frozen_columns = 1,
              .widths = {44, 22, 34, 12, 16, 16, 16, 14},
              .one_page_wide = true};
  sheet.rows = {{text_cell("What the sheet Model reads", SheetStyle::title)},
                {text_cell("Write another number in column B, and Model follows. Numbers are as "
                           "formulas compute with them: shares as fractions, rates in the unit "
                           "beside them.",
                           SheetStyle::note)}};
  sheet.rows.resize(places.first_input - 2);
  sheet.rows.push_back({text_cell("Input", SheetStyle::heading),
                        text_cell("In the chosen future", SheetStyle::header),
                        text_cell("Written in the plan", SheetStyle::heading),
                        text_cell("Unit", SheetStyle::heading),
                        text_cell("median", SheetStyle::header), own_cell("5%", SheetStyle::header),
                        own_cell("95%", SheetStyle::header),
                        text_cell("Kind", SheetStyle::heading)});
  for (const ReplayInput& input : replay.inputs)
    sheet.rows.push_back(line_of(result, input));
  if (replay.fixed.empty())
    return sheet;
  sheet.rows.emplace_back();
  sheet.rows.push_back(
      {text_cell("Other values and formulas of the plan, which are not to be changed here",
                 SheetStyle::heading)});
  for (const ReplayFixed& fixed : replay.fixed)
    sheet.rows.push_back(line_of(result, fixed));
  return sheet;
}

} // namespace escala
