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

} // namespace escala
