// SPDX-License-Identifier: Apache-2.0
#include "escala/core/calendar.h"

#include <catch2/catch.hpp>

namespace escala {

TEST_CASE("calendar months read and write") {
  CHECK(parse_calendar_month("2026-01") == CalendarMonth::of(2026, 1));
  CHECK(to_text(CalendarMonth::of(2026, 12)) == "2026-12");
  CHECK(to_text(CalendarMonth{CalendarMonth::of(2026, 12).index + 1}) == "2027-01");
  CHECK(to_text(CalendarMonth{-1}) == "-001-12");
  for (const char* text : {"2026-13", "2026-00", "2026-1", "26-01", "2026_01", "2026-0a", "+026-01",
                           "2026-011", "", " 2026-01"})
    CHECK_FALSE(parse_calendar_month(text).has_value());
}

TEST_CASE("month 0 is the month before the first") {
  const Calendar calendar{CalendarMonth::of(2026, 1), 1};
  CHECK(to_text(calendar.at(0)) == "2025-12");
  CHECK(to_text(calendar.at(12)) == "2026-12");
  CHECK(calendar.month_of(CalendarMonth::of(2027, 3)) == 15);
}

TEST_CASE("fiscal years count from the first one") {
  const Calendar plain{CalendarMonth::of(2026, 1), 1};
  CHECK(plain.fiscal_year(0) == 0);
  CHECK(plain.fiscal_year(12) == 0);
  CHECK(plain.fiscal_year(13) == 1);
  const Calendar april{CalendarMonth::of(2026, 1), 4};
  CHECK(april.fiscal_year(0) == 0);
  CHECK(april.fiscal_year(3) == 0); // 2026-03
  CHECK(april.fiscal_year(4) == 1);
  CHECK(april.fiscal_year(15) == 1);
  CHECK(april.fiscal_year(16) == 2);
}

TEST_CASE("periods end with fiscal quarters and years, and with the plan") {
  using Months = std::vector<int>;
  const Calendar plain{CalendarMonth::of(2026, 1), 1};
  CHECK(period_ends(plain, 12, ReportPeriod::quarter) == Months{3, 6, 9, 12});
  CHECK(period_ends(plain, 30, ReportPeriod::year) == Months{12, 24, 30});
  CHECK(period_ends(plain, 3, ReportPeriod::month) == Months{1, 2, 3});
  const Calendar april{CalendarMonth::of(2026, 2), 4};
  CHECK(period_ends(april, 9, ReportPeriod::quarter) == Months{2, 5, 8, 9});
  CHECK(period_ends(april, 26, ReportPeriod::year) == Months{2, 14, 26});
}

TEST_CASE("a fiscal year has the number of the year in which it ends") {
  const Calendar plain{CalendarMonth::of(2026, 1), 1};
  CHECK(period_name(plain, 12, ReportPeriod::month) == "2026-12");
  CHECK(period_name(plain, 12, ReportPeriod::quarter) == "2026-Q4");
  CHECK(period_name(plain, 13, ReportPeriod::quarter) == "2027-Q1");
  CHECK(period_name(plain, 12, ReportPeriod::year) == "2026");
  const Calendar april{CalendarMonth::of(2026, 1), 4};
  CHECK(period_name(april, 3, ReportPeriod::year) == "FY2026"); // 2026-03
  CHECK(period_name(april, 3, ReportPeriod::quarter) == "FY2026-Q4");
  CHECK(period_name(april, 4, ReportPeriod::year) == "FY2027");
  CHECK(period_name(april, 15, ReportPeriod::quarter) == "FY2027-Q4"); // 2027-03
  const Calendar december{CalendarMonth::of(2026, 1), 12};
  CHECK(period_name(december, 11, ReportPeriod::year) == "FY2026"); // 2026-11
  CHECK(period_name(december, 12, ReportPeriod::year) == "FY2027");
}

} // namespace escala
