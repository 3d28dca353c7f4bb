// SPDX-License-Identifier: Apache-2.0
// Workbooks as bytes: number formats, and the package. Spreadsheets read them in tests/consumers.
#include <catch2/catch.hpp>
#include <limits>

#include "escala/render/format.h"
#include "render/xlsx_book.h"
#include "render/xlsx_formats.h"

namespace escala {
namespace {

std::string code(const NumberLook& look, NumberStyle style = NumberStyle::english) {
  return format_code(look, style);
}

TEST_CASE("Formats of numbers are codes of spreadsheets") {
  CHECK(code({}).empty());
  CHECK(code({.kind = NumberLook::Kind::plain, .decimals = 2}) == "#,##0.00");
  CHECK(code({.kind = NumberLook::Kind::percent, .decimals = 1}) == "0.0%");
  CHECK(code({.kind = NumberLook::Kind::plain, .before = "$", .after = "/mo"}) ==
        "\"$\"#,##0\"/mo\"");
  CHECK(code({.kind = NumberLook::Kind::plain, .decimals = 1, .plus = true}) ==
        "+#,##0.0;-#,##0.0;#,##0.0");
  CHECK(code({.kind = NumberLook::Kind::month}) == "yyyy-mm");
}

TEST_CASE("Spanish dates are in their order; decimal signs are the reader's") {
  CHECK(code({.kind = NumberLook::Kind::day}, NumberStyle::spanish) == "dd/mm/yyyy");
  CHECK(code({.kind = NumberLook::Kind::month}, NumberStyle::spanish) == "[$-C0A]mmm yyyy");
  CHECK(code({.kind = NumberLook::Kind::plain, .decimals = 2}, NumberStyle::spanish) == "#,##0.00");
}

TEST_CASE("Axes shorten millions") {
  const NumberLook look{.kind = NumberLook::Kind::plain, .brief = true, .before = "$"};
  CHECK(code(look) == "[>=1000000000]\"$\"0.##,,,\"B\";[>=1000000]\"$\"#,##0.##,,\"M\";\"$\"#,##0");
  CHECK(code(look, NumberStyle::spanish) == "[>=1000000]\"$\"#,##0.##,,\"M\";\"$\"#,##0");
}

Workbook small_book() {
  Sheet sheet{.name = "Numbers"};
  sheet.rows = {{{.text = "head"}}, {}, {}, {{.text = "tail"}}};
  sheet.numbers = {{.first_row = 1,
                    .labels = {"a", "b"},
                    .columns = 2,
                    .values = {1, 0.1, std::numeric_limits<double>::quiet_NaN(), 1e300}}};
  return {.title = "Book", .sheets = {sheet}};
}

TEST_CASE("A workbook is a package with the same bytes every time") {
  const std::string bytes = write_workbook(small_book(), {});
  CHECK(bytes.starts_with("PK\x03\x04"));
  CHECK(bytes == write_workbook(small_book(), {}));
}

TEST_CASE("A workbook with no more than a number that cannot be written can be made") {
  Sheet sheet{.name = "One"};
  sheet.rows = {{{.number = std::numeric_limits<double>::infinity()}}};
  CHECK(!write_workbook({.title = std::string(1000, 'x'), .sheets = {sheet}}, {}).empty());
}

} // namespace
} // namespace escala
