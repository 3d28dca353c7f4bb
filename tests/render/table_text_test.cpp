// SPDX-License-Identifier: Apache-2.0
#include "escala/render/table_text.h"

#include <catch2/catch.hpp>

using namespace escala;

namespace {

using Positions = std::vector<std::size_t>;

std::string laid_out(const Table& table, int width = 80) {
  return table_text(table, {.color = false, .utf8 = true, .width = width});
}

// A row of numbers behind a label.
TableRow row_of(const char* label, const std::vector<double>& values) {
  TableRow row{{{label}}};
  for (const double value : values)
    row.cells.push_back({Number{.value = value}});
  return row;
}

Table years(Overflow overflow) {
  Table table{.columns = {{.least = 6}}, .groups = {}, .overflow = overflow};
  for (const char* year : {"2026", "2027", "2028", "2029", "2030"})
    table.columns.push_back({.heading = year, .align = Align::right});
  table.groups.push_back({.title = "Users", .rows = {row_of("all", {1, 2, 3, 4, 5})}});
  return table;
}

} // namespace

TEST_CASE("Positions are thinned from the last") {
  CHECK(thinned(5, 5) == Positions{0, 1, 2, 3, 4});
  CHECK(thinned(5, 4) == Positions{0, 2, 4});
  CHECK(thinned(5, 1) == Positions{4});
  CHECK(thinned(5, -7) == Positions{4});
  CHECK(thinned(0, 3).empty());
}

TEST_CASE("A table has headings, and columns that keep to their sides") {
  const Table table{.columns = {{.heading = "name"},
                                {.heading = "value", .align = Align::right},
                                {.heading = "unit", .joined = true}},
                    .groups = {{.rows = {{{{"long name"}, {Number{.value = 1234}}, {"USD"}}},
                                         {{{"x"}, {Nothing{}}}}}}}};
  CHECK(laid_out(table) == "  name       value unit\n"
                           "  long name  1.23k USD\n"
                           "  x              –\n");
}

TEST_CASE("A table that is too wide takes brief headings, then leaves out columns") {
  const Table table{.columns = {{.heading = "Target"},
                                {.heading = "a very long heading", .brief = "brief", .drop = 1},
                                {.heading = "also", .drop = 2}},
                    .groups = {{.rows = {{{{"one"}, {"two"}, {"three"}}}}}}};
  CHECK(laid_out(table) == "  Target  a very long heading  also\n"
                           "  one     two                  three\n");
  CHECK(laid_out(table, 30) == "  Target  brief  also\n  one     two    three\n");
  CHECK(laid_out(table, 18) == "  Target  brief\n  one     two\n");
  CHECK(laid_out(table, 10) == "  Target\n  one\n");
}

TEST_CASE("Columns of a thinned table are evenly spaced from the last") {
  CHECK(laid_out(years(Overflow::thin)) == "  Users  2026  2027  2028  2029  2030\n"
                                           "    all     1     2     3     4     5\n");
  CHECK(laid_out(years(Overflow::thin), 28) == "  Users  2026  2028  2030\n"
                                               "    all     1     3     5\n");
}

TEST_CASE("Columns of a table in strips are all shown") {
  CHECK(laid_out(years(Overflow::strips), 28) == "  Users  2026  2027  2028\n"
                                                 "    all     1     2     3\n"
                                                 "         2029  2030\n"
                                                 "    all     4     5\n");
}

TEST_CASE("Columns in strips stay side by side with brief headings and narrow gaps") {
  Table table = years(Overflow::strips);
  for (std::size_t i = 1; i < table.columns.size(); ++i)
    table.columns[i].brief = {"Y" + std::to_string(i)};
  CHECK(laid_out(table, 37) == "  Users  2026  2027  2028  2029  2030\n"
                               "    all     1     2     3     4     5\n");
  CHECK(laid_out(table, 27) == "  Users  Y1  Y2  Y3  Y4  Y5\n"
                               "    all   1   2   3   4   5\n");
  CHECK(laid_out(table, 22) == "  Users Y1 Y2 Y3 Y4 Y5\n"
                               "    all  1  2  3  4  5\n");
  CHECK(laid_out(table, 20) == "  Users  Y1  Y2  Y3\n"
                               "    all   1   2   3\n"
                               "         Y4  Y5\n"
                               "    all   4   5\n");
}

TEST_CASE("An optional row is there where one of its numbers on the page is not 0") {
  Table table = years(Overflow::thin);
  TableRow row = row_of("n/a", {0, 0.5, 0, 0, 0});
  row.optional = true;
  row.otherwise = {"n/a for ", share(0.5, Precision::digits), " of paths"};
  table.groups[0].rows.push_back(row);
  table.groups[0].remarks = {"actual to 2026-03"};
  CHECK(laid_out(table) == "  Users  2026  2027  2028  2029  2030\n"
                           "    all     1     2     3     4     5\n"
                           "    n/a     0   0.5     0     0     0\n"
                           "    actual to 2026-03\n");
  CHECK(laid_out(table, 28) == "  Users  2026  2028  2030\n"
                               "    all     1     3     5\n"
                               "    actual to 2026-03\n"
                               "    n/a for 50% of paths\n");
}

TEST_CASE("Errors stand below one another") {
  const auto cell = [](double value, double error) {
    Number number = share(value, Precision::error);
    number.error = error;
    return Cell{number};
  };
  const Table table{.columns = {{.heading = "a"}, {.heading = "P", .align = Align::error}},
                    .groups = {{.rows = {{{{"x"}, cell(0.812, 0.003)}},
                                         {{{"y"}, cell(1, 0)}},
                                         {{{"z"}, cell(0.0123, 0.0002)}},
                                         {{{"none"}}}}}}};
  // A last text may extend over the columns after it.
  CHECK(laid_out(table) == "  a             P\n"
                           "  x  81.2% ± 0.3\n"
                           "  y   100%\n"
                           "  z  1.23% ± 0.02\n"
                           "  none\n");
}

TEST_CASE("Notes of cells stand below the table, each once") {
  const Table table{
      .columns = {{.heading = "Target"}, {.heading = "verdict"}},
      .groups = {{.rows = {{{{"one"}, {"met", Emphasis::good, "n/a on 3% of paths"}}},
                           {{{"two"}, {"missed", Emphasis::bad, "n/a on 3% of paths"}}},
                           {{{"three"}, {"met", Emphasis::good, "a certain plan"}}}}}}};
  CHECK(laid_out(table) == "  Target  verdict\n"
                           "  one     met (1)\n"
                           "  two     missed (1)\n"
                           "  three   met (2)\n"
                           "  (1) n/a on 3% of paths\n"
                           "  (2) a certain plan\n");
}

TEST_CASE("Groups repeat the headings, a blank line between them") {
  Table table = years(Overflow::drop);
  table.groups.push_back({.title = "People", .rows = {row_of("all", {5, 4, 3, 2, 1})}});
  CHECK(laid_out(table) == "  Users   2026  2027  2028  2029  2030\n"
                           "    all      1     2     3     4     5\n"
                           "\n"
                           "  People  2026  2027  2028  2029  2030\n"
                           "    all      5     4     3     2     1\n");
}
