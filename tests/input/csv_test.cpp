// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/input/csv.h"

namespace escala {
namespace {

using Cells = std::vector<std::vector<std::string>>;

// The header and the rows; must be readable.
Cells cells_of(const std::string& text) {
  std::vector<CsvMistake> mistakes;
  const auto table = read_csv(text, mistakes);
  for (const CsvMistake& mistake : mistakes)
    UNSCOPED_INFO(mistake.line << ": " << mistake.problem);
  REQUIRE(table);
  Cells cells{{table->columns.begin(), table->columns.end()}};
  for (std::size_t row = 0; row < table->row_count(); ++row) {
    cells.emplace_back();
    for (std::size_t column = 0; column < table->columns.size(); ++column)
      cells.back().emplace_back(table->cell(row, column));
  }
  return cells;
}

// "LINE: problem (reason)" of each mistake.
std::vector<std::string> mistakes_of(const std::string& text) {
  std::vector<CsvMistake> mistakes;
  CHECK_FALSE(read_csv(text, mistakes));
  std::vector<std::string> told;
  for (const CsvMistake& mistake : mistakes)
    told.push_back(std::to_string(mistake.line) + ": " + mistake.problem + " (" + mistake.reason +
                   ")");
  return told;
}

using Told = std::vector<std::string>;

TEST_CASE("a CSV is a header and rows") {
  const Cells expected{{"month", "arr"}, {"2026-01", "5"}, {"2026-02", "6"}};
  CHECK(cells_of("month,arr\n2026-01,5\n2026-02,6\n") == expected);
  CHECK(cells_of("month,arr\n2026-01,5\n2026-02,6") == expected); // no last line end
  CHECK(cells_of("month,arr\r\n2026-01,5\r\n2026-02,6\r\n") == expected);
  CHECK(cells_of("month,arr\r2026-01,5\r2026-02,6\r") == expected);
  CHECK(cells_of("\xEF\xBB\xBFmonth;arr\r\n2026-01;5\r\n2026-02;6\r\n\r\n\r\n") == expected);
  CHECK(cells_of(" month , arr\n2026-01,\t5 \n\n2026-02, \"6\" \n , \n") == expected);
  CHECK(cells_of("month,arr") == Cells{{"month", "arr"}});
}

TEST_CASE("quotes hold separators, line ends and quotes") {
  CHECK(cells_of("month,\"a \"\"b\"\" c\"\n2026-01,\"1,234.5\"\n2026-02,\"x\ny\"\n") ==
        Cells{{"month", "a \"b\" c"}, {"2026-01", "1,234.5"}, {"2026-02", "x\ny"}});
  std::vector<CsvMistake> mistakes;
  const std::string text = "a,b\n\"x\n\ny\",1\n2,3\n";
  const auto table = read_csv(text, mistakes);
  REQUIRE(table);
  CHECK(table->lines == std::vector<std::uint32_t>{2, 5});
}

TEST_CASE("the header tells the separator") {
  CHECK(cells_of("month;\"a,b,c\"\n1;2,5\n") == Cells{{"month", "a,b,c"}, {"1", "2,5"}});
  CHECK(cells_of("month,a;b,c\n1,2,3\n") == Cells{{"month", "a;b", "c"}, {"1", "2", "3"}});
  CHECK(cells_of("month\n1;2\n") == Cells{{"month"}, {"1;2"}});
}

TEST_CASE("what is no CSV is refused with its line") {
  CHECK(mistakes_of("") == Told{"0: it is empty (the first line must name the columns)"});
  CHECK(mistakes_of("\n\n") == Told{"0: it is empty (the first line must name the columns)"});
  CHECK(mistakes_of("a,b\n1,2\n3\n4,5,6\n") ==
        Told{"3: it has 1 cell (the header has 2)", "4: it has 3 cells (the header has 2)"});
  CHECK(mistakes_of("a,b\n1,\"2\n3,4\n") == Told{"2: a quote is not closed (it opens a cell)"});
  CHECK(mistakes_of("a,b\n1,2\"\n") ==
        Told{"2: a quote is inside a cell (quotes must surround the whole cell)"});
  CHECK(mistakes_of("a,b\n\"1\"x,2\n") ==
        Told{"2: text follows a closing quote (quotes must surround the whole cell)"});
  CHECK(mistakes_of(std::string("a,b\n1,\0\n", 8)) ==
        Told{"2: a control character can't be used here (byte 0x00)"});
  CHECK(mistakes_of("a,b\n1,\xFF\n") == Told{"2: this text is not valid UTF-8 (byte 0xFF)"});
  CHECK(mistakes_of("a" + std::string(1200, ',')) ==
        Told{"1: it has 1201 columns (at most 1000 are allowed)"});
}

TEST_CASE("a file of mistakes is given up after a few") {
  std::string text = "a,b\n";
  for (int i = 0; i < 100'000; ++i)
    text += "1\n";
  CHECK(mistakes_of(text).size() == 20);
}

std::string number(const std::string& cell, char separator = ',') {
  return plain_number(cell, separator).value_or("none");
}

TEST_CASE("numbers of spreadsheets read as the language writes them") {
  CHECK(number("1234.5") == "1234.5");
  CHECK(number("1,234.56") == "1234.56");
  CHECK(number("-12,345,678") == "-12345678");
  CHECK(number("$1,234.5M") == "$1234.5M");
  CHECK(number("12.5%") == "12.5%");
  CHECK(number("2.5e6") == "2.5e6");
  CHECK(number("$5M") == "$5M");
  CHECK(number("abc") == "abc"); // no number, which the language says
  CHECK(number("1,5") == "none");
  CHECK(number("1234,567") == "none");
  CHECK(number("1,2345") == "none");
  CHECK(number(",123") == "none");
  CHECK(number("1.234.567") == "none");
}

TEST_CASE("where semicolons separate, the comma is decimal") {
  CHECK(number("1234,5", ';') == "1234.5");
  CHECK(number("1.234,56", ';') == "1234.56");
  CHECK(number("-1.234.567", ';') == "-1234567");
  CHECK(number("12,5%", ';') == "12.5%");
  CHECK(number("1234.56", ';') == "1234.56"); // no thousands, so a decimal point
  CHECK(number("1.234", ';') == "1234");
  CHECK(number("1,234,567", ';') == "none");
  CHECK(number("1.23,4", ';') == "none");
}

} // namespace
} // namespace escala
