// SPDX-License-Identifier: Apache-2.0
#include "report/period_heading.h"

#include <algorithm>
#include <string>

namespace escala {
namespace {

// The parts of "FY2027-Q2".
struct PeriodParts {
  bool fiscal = false;
  std::string year;
  std::string quarter; // empty: a year
};

PeriodParts parts_of(std::string name) {
  PeriodParts parts{.fiscal = name.starts_with("FY"), .year = {}, .quarter = {}};
  if (parts.fiscal)
    name.erase(0, 2);
  const std::size_t end = std::min(name.find("-Q"), name.size());
  parts.year = name.substr(0, end);
  if (end < name.size())
    parts.quarter = name.substr(end + 2);
  return parts;
}

} // namespace

Phrase period_heading(const Calendar& calendar, int month, ReportPeriod report_period) {
  const PeriodParts parts = parts_of(period_name(calendar, month, report_period));
  if (parts.quarter.empty())
    return filled(parts.fiscal ? "FY{}" : "{}", {parts.year});
  return filled(parts.fiscal ? "FY{}-Q{}" : "{}-Q{}", {parts.year, parts.quarter});
}

Phrase brief_quarter(const Calendar& calendar, int month) {
  const PeriodParts parts = parts_of(period_name(calendar, month, ReportPeriod::quarter));
  return parts.fiscal ? filled("FY{}Q{}", {parts.year.substr(2), parts.quarter})
                      : filled("{}Q{}", {parts.year, parts.quarter});
}

} // namespace escala
