// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <catch2/catch.hpp>

#include "escala/input/date_cell.h"

namespace escala {
namespace {

// "2026-01" for one reading, "2026-02 day/month/year, 2026-01 month/day/year" for several, or why
// there is none.
std::string read(const std::string& cell) {
  const DateCell date = read_date_cell(cell);
  if (date.readings.empty())
    return date.why.empty() ? "none" : date.why;
  std::string text;
  for (const DateReading& reading : date.readings) {
    text += text.empty() ? "" : ", ";
    text += reading.fiscal ? "fiscal " : "";
    text += reading.span == DateSpan::month     ? ""
            : reading.span == DateSpan::quarter ? "quarter to "
                                                : "year to ";
    text += to_text(reading.month);
    if (reading.order != DateOrder::certain)
      text += " " + std::string(order_text(reading.order));
  }
  return text;
}

TEST_CASE("months in their forms") {
  for (const char* cell :
       {"2026-01",       "2026-1",     "2026/01",       "2026.01",      "01/2026",      "1/2026",
        "01-2026",       "01.2026",    "202601",        "Jan-26",       "jan-26",       "JAN 26",
        "Jan '26",       "Jan 2026",   "Jan. 2026",     "January 2026", "2026 January", "2026-Jan",
        "January, 2026", "enero 2026", "Enero de 2026", "ene-26",       "ene.-26",      "ENE 2026",
        "ene/26",        " 2026-01 "}) {
    INFO(cell);
    CHECK(read(cell) == "2026-01");
  }
  CHECK(read("Sept 2026") == "2026-09");
  CHECK(read("setiembre 2026") == "2026-09");
  CHECK(read("ago-26") == "2026-08");
  CHECK(read("Dic-99") == "1999-12");
  CHECK(read("01/26") == "2026-01 month/year");
  CHECK(read("03/04") == "2004-03 month/year, 2003-04 year/month");
}

TEST_CASE("days in their forms") {
  for (const char* cell :
       {"2026-01-31", "2026/01/31", "2026.01.31", "2026-1-31", "20260131", "31 Jan 2026",
        "31-Jan-26", "31-ene-2026", "31 de enero de 2026", "Jan 31, 2026", "January 31 2026",
        "2026-01-31T00:00:00Z", "2026-01-31T00:00:00.000+01:00", "2026-01-31 23:59:59",
        "2026-01-31 00:00:00 UTC", "2026 Jan 31"}) {
    INFO(cell);
    CHECK(read(cell) == "2026-01");
  }
  CHECK(read("31/01/2026") == "2026-01 day/month/year");
  CHECK(read("31.01.2026") == "2026-01 day/month/year");
  CHECK(read("31-01-2026 00:00") == "2026-01 day/month/year");
  CHECK(read("01/31/2026") == "2026-01 month/day/year");
  CHECK(read("1/31/2026 12:00:00 AM") == "2026-01 month/day/year");
  CHECK(read("31/01/26") == "2026-01 day/month/year");
  CHECK(read("01/02/2026") == "2026-02 day/month/year, 2026-01 month/day/year");
  CHECK(read_date_cell("2024-02-29").readings.front().month_end);
  CHECK_FALSE(read_date_cell("2024-02-28").readings.front().month_end);
}

TEST_CASE("midnight elsewhere may be another month") {
  for (const char* cell :
       {"2026-01-31T23:00:00Z", "2026-01-31T22:00:00.000Z", "2026-01-31 18:30 UTC"}) {
    INFO(cell);
    CHECK(read(cell) == "that time in UTC can be 2026-02-01 where it was written");
    CHECK(read_date_cell(cell).remedy == "write 2026-01 or 2026-02");
  }
  for (const char* cell :
       {"2026-01-31T23:59:59Z", "2026-01-31T23:00:00", "2026-01-31T23:00:00+01:00",
        "2026-01-30T23:00:00Z", "2026-01-31T12:00:00Z"}) {
    INFO(cell);
    CHECK(read(cell) == "2026-01");
  }
}

TEST_CASE("quarters and years") {
  for (const char* cell : {"2026-Q1", "2026Q1", "2026 Q1", "Q1 2026", "Q1-26", "1Q26", "1Q 2026",
                           "T1 2026", "1T26", "q1/2026"}) {
    INFO(cell);
    CHECK(read(cell) == "quarter to 2026-03");
  }
  CHECK(read("2026-Q4") == "quarter to 2026-12");
  CHECK(read("2026") == "year to 2026-12");
  CHECK(read("FY2026-Q1") == "fiscal quarter to 2026-03");
  CHECK(read("Q2 FY26") == "fiscal quarter to 2026-06");
  CHECK(read("FY26") == "fiscal year to 2026-12");
  CHECK(read("2026-Q5") == "there is no quarter 5");
}

TEST_CASE("what is no date says why") {
  CHECK(read("2026-02-30") == "February 2026 has 28 days");
  CHECK(read_date_cell("2026-02-30").remedy == "write 2026-02");
  CHECK(read("2023-02-29") == "February 2023 has 28 days");
  CHECK(read("2024-02-29") == "2024-02");
  CHECK(read("31/02/2026") == "February 2026 has 28 days");
  CHECK(read("31/04/2026") == "April 2026 has 30 days");
  CHECK(read("31-abr-2026") == "April 2026 has 30 days");
  CHECK(read("2026-13") == "there is no month 13");
  CHECK(read("2026-00") == "there is no month 0");
  CHECK(read("202613") == "there is no month 13");
  CHECK(read("13/13/2026") == "there is no month 13");
  CHECK(read("20260100") == "there is no day 0");
  CHECK(read("January") == "the year is missing");
  CHECK(read("5-Jan") == "the year is missing");
  CHECK(read("26-Jan") == "26 can be a day or a year");
  CHECK(read_date_cell("26-Jan").remedy == "write Jan-26 if it is the year");
  CHECK(read_date_cell("26-Jan").remedy == "write Jan-26 if it is the year");
  CHECK(read("Q1") == "the year is missing");
  CHECK(read_date_cell("Enero").remedy == "add its year, as in Enero 2026");
  CHECK(read("01") == "the year is missing");
  CHECK(read_date_cell("Enero").remedy == "add its year, as in Enero 2026");
  CHECK(read("01") == "the year is missing");
  CHECK(read("46053") == "as a spreadsheet's day number it is 2026-01-31");
  for (const char* cell : {"", "x", "Total", "15", "1.5", "1,234", "-2026", "12:30", "2026-01-31x",
                           "1234.56", "0001", "2026-01-02-03", "2026-01,5", "(2026)", "26.01"}) {
    INFO(cell);
    CHECK(read(cell) == "none");
  }
}

} // namespace
} // namespace escala
