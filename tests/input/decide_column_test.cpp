// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "escala/input/decide_column.h"

namespace escala {
namespace {

using Texts = std::vector<std::string>;

// Cells on lines 2, 3, …
std::vector<CsvCell> cells_of(const Texts& texts) {
  std::vector<CsvCell> cells;
  for (const std::string& text : texts)
    cells.push_back({static_cast<std::uint32_t>(cells.size() + 2), text});
  return cells;
}

Texts told(const std::vector<CsvMistake>& mistakes) {
  Texts texts;
  for (const CsvMistake& each : mistakes)
    texts.push_back(
        fmt::format("{}: {} ({}); {}", each.line, each.problem, each.reason, each.suggestion));
  return texts;
}

// What the column says, or the mistakes.
Texts numbers(char separator, const Texts& texts) {
  std::vector<CsvMistake> mistakes;
  const auto found = decide_numbers(cells_of(texts), separator, mistakes);
  CHECK(found.has_value() == mistakes.empty());
  return found ? *found : told(mistakes);
}

Texts months(const Texts& texts) {
  std::vector<CsvMistake> mistakes;
  const auto found = decide_months(cells_of(texts), mistakes);
  CHECK(found.has_value() == mistakes.empty());
  if (!found)
    return told(mistakes);
  Texts read;
  for (const CalendarMonth month : found->months)
    read.push_back(to_text(month));
  return read;
}

TEST_CASE("a leading 0 and unequal groups are no thousands") {
  CHECK(numbers(';', {"0.021", "0.019", "0.02"}) == Texts{"0.021", "0.019", "0.02"});
  CHECK(numbers(';', {"1.085", "1.09", "1.102"}) == Texts{"1.085", "1.09", "1.102"});
  CHECK(numbers(';', {"1.085", "", "2.090,5"}) == Texts{"1085", "", "2090.5"});
  CHECK(numbers(';', {"1.085", "1.234.567"}) == Texts{"1085", "1234567"});
  CHECK(numbers(',', {"1,085", "1,234.5"}) == Texts{"1085", "1234.5"});
  CHECK(numbers(',', {"1,085", "1,234,567"}) == Texts{"1085", "1234567"});
  CHECK(numbers(',', {"1,085", "1,09"}) == Texts{"1.085", "1.09"});
  CHECK(numbers(',', {"1,5"}) == Texts{"1.5"});
}

TEST_CASE("a column that can be read both ways is refused with both") {
  CHECK(
      numbers(';', {"12", "1.085", "2.090"}) ==
      Texts{"3: '1.085' can be read as 1085 or as 1.085 (no number of the column says whether its "
            "mark is decimal); write 1.085,00 for 1085, or 1.0850 for 1.085"});
  CHECK(
      numbers(',', {"1,085", "2,090"}) ==
      Texts{"2: '1,085' can be read as 1085 or as 1.085 (no number of the column says whether its "
            "mark is decimal); write \"1,085.00\" for 1085, or \"1,0850\" for 1.085"});
  // Each remedy decides the whole column.
  CHECK(numbers(';', {"12", "1.085,00", "2.090"}) == Texts{"12", "1085.00", "2090"});
  CHECK(numbers(';', {"12", "1.0850", "2.090"}) == Texts{"12", "1.0850", "2.090"});
  CHECK(numbers(',', {"1,085.00", "2,090"}) == Texts{"1085.00", "2090"});
  CHECK(numbers(',', {"1,0850", "2,090"}) == Texts{"1.0850", "2.090"});
  CHECK(numbers('\t', {"1.085"}).front().starts_with("2: '1.085' can be read"));
  CHECK(numbers(',', {"1,085", "1.085"}).front().starts_with("2: '1,085' can be read"));
  CHECK(numbers(';', {"1.085M"}) ==
        Texts{"2: '1.085M' can be read as 1085M or as 1.085M (no number of the column says whether "
              "its mark is decimal); write 1.085,00M for 1085M, or 1.0850M for 1.085M"});
}

TEST_CASE("what does not separate cells is the decimal mark, and money has no three decimals") {
  CHECK(numbers(',', {"1.085", "2.090"}) == Texts{"1.085", "2.090"});
  CHECK(numbers(';', {"1,085", "2,090"}) == Texts{"1.085", "2.090"});
  CHECK(numbers(',', {"($1,234)"}) == Texts{"-$1234"});
  CHECK(numbers(',', {"$3.499"}) == Texts{"$3.499"});
  CHECK(numbers(';', {"1.234 €"}) == Texts{"€1234"});
  CHECK(numbers(';', {"1,089 €"}) == Texts{"€1.089"});
  CHECK(numbers('\t', {"$1,234"}) == Texts{"$1234"});
  CHECK(numbers('\t', {"1,234 €"}).front().starts_with("2: '1,234 €' can be read"));
  CHECK(numbers(',', {"KWD 1,234"}).front().starts_with("2: 'KWD 1,234' can be read"));
}

TEST_CASE("cells that contradict each other are named") {
  CHECK(numbers(',', {"1.5", "2", "1,5"}) ==
        Texts{"4: '1,5' has a decimal comma ('1.5' on line 2 has a decimal point); write both "
              "alike"});
  CHECK(numbers(',', {"12%", "0", "13"}) ==
        Texts{"4: '13' has no % ('12%' on line 2 has one); write 13%, or leave % out in every "
              "cell"});
  CHECK(numbers(';', {"12,5%", "0,1", "0"}) == Texts{"12.5%", "0.1", "0"}); // a share
  CHECK(numbers(';', {"x", "1"}) ==
        Texts{"2: 'x' is not a value (a value is a number such as 1234,5, 12% or $5M); "});
}

TEST_CASE("the order of dates is decided for the column") {
  CHECK(months({"31/01/2026", "28/02/2026"}) == Texts{"2026-01", "2026-02"});
  CHECK(months({"01/31/2026", "02/28/2026"}) == Texts{"2026-01", "2026-02"});
  CHECK(months({"01/02/2026", "31/03/2026"}) == Texts{"2026-02", "2026-03"});
  CHECK(months({"2026-01-01", "31/03/2026", "abr-26"}) == Texts{"2026-01", "2026-03", "2026-04"});
  CHECK(months({"01/01/2026"}) == Texts{"2026-01"}); // whichever
  CHECK(months({"01/02/2026", "01/03/2026"}) ==
        Texts{"2: '01/02/2026' is 2026-02 as day/month/year, and 2026-01 as month/day/year (every "
              "date of the column fits both); write 2026-02 or 2026-01"});
  CHECK(months({"03/26", "04/26"}) == Texts{"2026-03", "2026-04"});
  CHECK(months({"31/01/2026", "02/28/2026"}) ==
        Texts{"3: '02/28/2026' is month/day/year ('31/01/2026' on line 2 is day/month/year); write "
              "2026-02"});
}

TEST_CASE("a column has months, quarters or years, and every cell is one") {
  CHECK(months({"2026-Q1", "Q2 2026"}) == Texts{"2026-03", "2026-06"});
  CHECK(months({"2026-01", "2026-Q2"}) ==
        Texts{"3: '2026-Q2' is a quarter ('2026-01' on line 2 is a month); keep months, quarters "
              "and years in files of their own"});
  CHECK(months({"2026-01", "2026-02-30", "x"}) ==
        Texts{"3: '2026-02-30' is not a month (February 2026 has 28 days); write 2026-02",
              "4: 'x' is not a month (); months are written as in 2026-03"});
  CHECK(months({}) == Texts{});
}

} // namespace
} // namespace escala
