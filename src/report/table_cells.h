// SPDX-License-Identifier: Apache-2.0
// The flat tables over the records of runs, and what their cells share.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/report/data.h"

namespace escala {

DataTable curve_table(std::span<const double> percentiles);
DataTable target_table();
DataTable first_month_table();
DataTable risk_table();
DataTable driver_table();
DataTable investment_table();

// What every row begins with: the file, the scenario and the variant; then `columns`.
std::vector<DataColumn> with_origin(std::vector<DataColumn> columns);

// The value at a path of a record; 0 or empty if there is none.
std::uint64_t count_at(const Record& record, std::string_view path);
std::string text_at(const Record& record, std::string_view path);

// "2026-12-31", which spreadsheets take as a date.
std::string last_day(CalendarMonth month);
// The first month of a run.
CalendarMonth start_of(const Record& run);

} // namespace escala
