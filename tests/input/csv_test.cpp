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
  for (std::size_t row = 0; row < table->rows.size(); ++row) {
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
  REQUIRE(table->rows.size() == 2);
  CHECK(table->rows[0].line == 2);
  CHECK(table->rows[1].line == 5);
}

TEST_CASE("titles, comments, totals and notes around the table are left out") {
  const Cells expected{{"Month", "MRR"}, {"2026-01", "5"}, {"2026-02", "6"}};
  const std::string table = "Month,MRR\n2026-01,5\n2026-02,6\n";
  CHECK(cells_of("Acme \"Widgets\" Inc\nfrom, to; and more\n\n" + table) == expected);
  CHECK(cells_of("# ---\n#\n# a \"quote, open\n#comment\n" + table) == expected);
  CHECK(cells_of(table + "Total,11\n") == expected);
  CHECK(cells_of(table + "TOTAL:,11\nSumme,11\nTotal general,11\n,,Grand total\n") == expected);
  CHECK(cells_of("Month,MRR\n,11,Grand total\n2026-01,5\n2026-02,6\n") == expected);
  CHECK(cells_of(table + "\nCash basis, as of today\n") ==
        Cells{{"Month", "MRR"}, {"2026-01", "5"}, {"2026-02", "6"}, {"Cash basis", "as of today"}});
  CHECK(cells_of(table + "\n\"Cash basis, as of today\"\n") == expected);
  CHECK(cells_of("#,Month,MRR\n1,2026-01,5\n") ==
        Cells{{"#", "Month", "MRR"}, {"1", "2026-01", "5"}});
}

TEST_CASE("rows may leave out empty cells, and have more of them") {
  CHECK(
      cells_of("month,a,b\n2026-01\n2026-02,1\n2026-03,1,2,,\n") ==
      Cells{{"month", "a", "b"}, {"2026-01", "", ""}, {"2026-02", "1", ""}, {"2026-03", "1", "2"}});
}

TEST_CASE("a line can name the separator") {
  const Cells expected{{"month", "a"}, {"2026-01", "1,5"}};
  CHECK(cells_of("sep=;\nmonth;a\n2026-01;1,5\n") == expected);
  CHECK(cells_of("\xEF\xBB\xBFsep=;\r\nmonth;a\r\n2026-01;1,5\r\n") == expected);
  CHECK(cells_of("\"sep=\t\"\nmonth\ta\n2026-01\t1,5\n") == expected);
  CHECK(cells_of("month\ta\n2026-01\t1,5\n") == expected); // tabs need no line
  CHECK(cells_of("sep=|\nmonth|a\n2026-01|1,5\n") == expected);
  std::vector<CsvMistake> mistakes;
  const auto table = read_csv("sep=;\nmonth;a\n2026-01;1,5\n", mistakes);
  REQUIRE(table);
  CHECK(table->rows[0].line == 3);
}

TEST_CASE("UTF-16 has a byte-order mark") {
  const std::string text = "month;año €\n2026-01;\U0001F600\n";
  const auto utf16 = [](const std::u16string& units, bool big) {
    std::string bytes;
    for (const char16_t unit : units) {
      const char high = static_cast<char>(unit >> 8U);
      const char low = static_cast<char>(unit & 0xFFU);
      bytes += big ? std::string{high, low} : std::string{low, high};
    }
    return bytes;
  };
  const std::u16string units = u"\uFEFFmonth;año €\n2026-01;\U0001F600\n";
  CHECK(cells_of(utf16(units, false)) == cells_of(text));
  CHECK(cells_of(utf16(units, true)) == cells_of(text));
  const Told told{"2: this text is not valid UTF-16 (it starts with a byte-order mark of UTF-16)"};
  CHECK(mistakes_of(utf16(u"\uFEFFa;b\n1;" + std::u16string(1, 0xD83D) + u"x\n", false)) == told);
  CHECK(mistakes_of(utf16(u"\uFEFFa;b\n1;" + std::u16string(1, 0xDC00) + u"x\n", true)) == told);
  CHECK(mistakes_of(utf16(u"\uFEFFa;b\n1;2", false) + "x") == told);
}

TEST_CASE("months go down or across") {
  std::vector<CsvMistake> mistakes;
  const std::string down = "Closed by,Fecha,MRR\nAna,2026-01,5\n";
  const auto rows = read_csv(down, mistakes);
  REQUIRE(rows);
  CHECK(rows->month_column == 1);
  const std::string text = "Acme\n,Jan 2026,Feb 2026,Total\nIncome\n Sales,5,6,11\n";
  const auto across = read_csv(text, mistakes);
  REQUIRE(across);
  CHECK(across->month_columns == std::vector<std::size_t>{1, 2});
  CHECK(across->series_names() == std::vector<std::string_view>{"Income", "Sales"});
  CHECK(across->series_cells(1).back().text == "6");
  CHECK(across->series_cells(1).back().line == 4);
  CHECK(across->series_cells(0).back().text.empty());
  CHECK(across->month_cells().front().line == 2);
}

TEST_CASE("the header tells the separator") {
  CHECK(cells_of("month;\"a,b,c\"\n1;2,5\n") == Cells{{"month", "a,b,c"}, {"1", "2,5"}});
  CHECK(cells_of("month,a;b,c\n1,2,3\n") == Cells{{"month", "a;b", "c"}, {"1", "2", "3"}});
  CHECK(cells_of("month|a\n2026-01|1,5\n") == Cells{{"month", "a"}, {"2026-01", "1,5"}});
}

TEST_CASE("what is no CSV is refused with its line") {
  CHECK(mistakes_of("") == Told{"0: it is empty (the first line must name the columns)"});
  CHECK(mistakes_of("\n\n") == Told{"0: it is empty (the first line must name the columns)"});
  CHECK(mistakes_of("a,b\n1,2\n3\n4,5,6\n,,,7\n") ==
        Told{"4: it has 3 cells (the header has 2)", "5: it has 4 cells (the header has 2)"});
  CHECK(mistakes_of("a,b\n1,\"2\n3,4\n") == Told{"2: a quote is not closed (it opens a cell)"});
  CHECK(mistakes_of("a,b\n1,2\"\n") ==
        Told{"2: a quote is inside a cell (quotes must surround the whole cell)"});
  CHECK(mistakes_of("a,b\n\"1\"x,2\n") ==
        Told{"2: text follows a closing quote (quotes must surround the whole cell)"});
  CHECK(mistakes_of(std::string("a,b\n1,\0\n", 8)) ==
        Told{"2: a control character can't be used here (byte 0x00)"});
  CHECK(mistakes_of("a,b\n1,\xFF\n") == Told{"2: this text is not valid UTF-8 (byte 0xFF)"});
  std::string wide = "month";
  for (int i = 0; i < 1200; ++i)
    wide += ",a";
  CHECK(mistakes_of(wide) == Told{"1: it has 1201 columns (at most 1000 are allowed)"});
}

TEST_CASE("a file of mistakes is given up after a few") {
  std::string text = "a,b\n";
  for (int i = 0; i < 100'000; ++i)
    text += "1,2,3\n";
  CHECK(mistakes_of(text).size() == 20);
}

} // namespace
} // namespace escala
