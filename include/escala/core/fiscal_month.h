// SPDX-License-Identifier: Apache-2.0
// Months of fiscal years in words: "FY2027", "FY27-Q1".
#pragma once

#include <optional>
#include <string_view>

#include "escala/core/calendar.h"

namespace escala {

// As month_meant, and "FY2027" is the first or last month of the fiscal year that ends in 2027.
// `fiscal_first` is the number of its first month, 1 to 12.
std::optional<CalendarMonth> month_meant(std::string_view text, int year, bool last,
                                         int fiscal_first);

} // namespace escala
