// SPDX-License-Identifier: Apache-2.0
// Documents as sheets: numbers stay numbers, and look as a text would show them.
#include <catch2/catch.hpp>

#include "escala/render/phrase_text.h"
#include "escala/report/document_sheets.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

const DisplayUnit kPercent{.text = "%", .style = DisplayUnit::Style::percent};
const DisplayUnit kDollar{.text = "USD", .style = DisplayUnit::Style::money, .symbol = "$"};

Document document_of(Table table) {
  Document document{.title = "Plan"};
  document.sections.push_back(
      {.name = "targets", .title = "Targets", .tables = {std::move(table)}});
  return document;
}

std::size_t row_of(const Sheet& sheet, std::string_view text) {
  for (std::size_t row = 0; row < sheet.rows.size(); ++row)
    if (!sheet.rows[row].empty() &&
        phrase_text(sheet.rows[row].front().text, {}, Script(true)) == text)
      return row;
  FAIL("no row " << text);
  return 0;
}

TEST_CASE("Days are counted as spreadsheets count them") {
  CHECK(date_of(CalendarMonth::of(2026, 12)) == 46387); // 2026-12-31
  CHECK(date_of(CalendarMonth::of(2020, 1)) == 43861);
  CHECK(date_of(CalendarMonth::of(2028, 2)) == 46812); // a leap day
}

TEST_CASE("Columns and areas are named as in formulas") {
  CHECK(sheet_column(0) == "A");
  CHECK(sheet_column(25) == "Z");
  CHECK(sheet_column(26) == "AA");
  CHECK(sheet_column(16383) == "XFD");
  CHECK(cell_name(0, 0) == "A1");
  CHECK(range_name("Trials", {4, 1, 10003, 1}) == "Trials!$B$5:$B$10004");
}

TEST_CASE("Digits round to nearest, whole numbers stay") {
  CHECK(with_digits(0.12345678949, 10) == 0.1234567895);
  CHECK(with_digits(123456789, 3) == 123456789);
  CHECK(with_digits(1.5e300, 10) == 1.5e300);
  CHECK(std::isnan(with_digits(std::nan(""), 10)));
}

TEST_CASE("A number shows as many decimals as tell it from others") {
  CHECK(
      look_of(Number{.value = 0.5, .unit = kPercent, .precision = Precision::shortest}).decimals ==
      0);
  const NumberLook error = look_of(
      Number{.value = 0.8123, .unit = kPercent, .precision = Precision::error, .error = 3e-4});
  CHECK(error.kind == NumberLook::Kind::percent);
  CHECK(error.decimals == 2);
  // 99.96% with one decimal would be 100.0%, and would contradict a missed target.
  CHECK(
      look_of(Number{.value = 0.9996, .unit = kPercent, .precision = Precision::tenths}).decimals ==
      2);
  const NumberLook money = look_of(Number{.value = 9.998e6, .unit = kDollar, .apart = {1e7}});
  CHECK(money.before == "$");
  CHECK(money.decimals == 0);
  CHECK(look_of(Number{.value = 1.9996, .unit = {}, .apart = {2.0}}).decimals >= 4);
}

TEST_CASE("Numbers have their errors beside them, signs become colours, months dates") {
  Table table{.columns = {{.heading = ""},
                          {.heading = "Target"},
                          {.heading = "P", .align = Align::right},
                          {.heading = "reached", .align = Align::right},
                          {.heading = "verdict"}},
              .groups = {}};
  TableRow met{.cells = {{.content = Sign{}, .emphasis = Emphasis::good},
                         {.content = OwnText{"ARR"}},
                         {.content = Number{.value = 0.81,
                                            .unit = kPercent,
                                            .precision = Precision::error,
                                            .error = 0.004}},
                         {.content = PlanMonth{12, CalendarMonth::of(2026, 12)}},
                         {.content = "met", .emphasis = Emphasis::good}}};
  table.groups.push_back({.rows = {met}});
  const Document document = document_of(table);
  const Sheet sheet = summary_sheet({&document, 1}, std::nullopt);
  const std::size_t row = row_of(sheet, "ARR");
  const SheetLine& line = sheet.rows[row];
  REQUIRE(line.size() == 5);
  CHECK(line[1].number == 0.81);
  CHECK(line[2].number == 0.004);
  CHECK(line[3].number == 46387.0);
  CHECK(line[3].look.kind == NumberLook::Kind::month);
  REQUIRE(sheet.colourings.size() == 1);
  CHECK(sheet.colourings[0].emphasis == Emphasis::good);
  CHECK(sheet.colourings[0].area.first_row == row);
  CHECK(sheet.colourings[0].area.first_column == 4);
}

TEST_CASE("A chart's numbers are in rows, and bars that float stand on bars that are not drawn") {
  Document document{.title = "Plan"};
  WaterfallChart chart{
      .unit = kDollar, .first_label = "then", .first = 5, .steps = {}, .last_label = "now"};
  chart.steps = {{.label = "up", .change = 3}, {.label = "down", .change = -10}};
  document.sections.push_back({.name = "bridge", .charts = {{.title = "Why?", .kind = chart}}});
  const auto sheet = charts_sheet({&document, 1});
  REQUIRE(sheet);
  REQUIRE(sheet->charts.size() == 1);
  const SheetChart& drawn = sheet->charts.front();
  REQUIRE(drawn.series.size() == 6); // base, up and down, above and below 0
  const auto values = [&](std::size_t series) {
    std::vector<double> found;
    const SheetArea& area = drawn.series[series].values;
    for (std::size_t row = area.first_row; row <= area.last_row; ++row)
      found.push_back(*sheet->rows[row][area.first_column].number);
    return found;
  };
  CHECK(values(0) == std::vector<double>{0, 5, 0, 0});
  CHECK(values(1) == std::vector<double>{5, 3, 0, 0});   // up, above 0
  CHECK(values(2) == std::vector<double>{0, 0, 8, 0});   // from 8 to 0
  CHECK(values(5) == std::vector<double>{0, 0, -2, -2}); // from 0 to -2
}

} // namespace
} // namespace escala
