// SPDX-License-Identifier: Apache-2.0
// A flat table of data as a sheet: numbers in full, dates as dates, one row below the other.
#pragma once

#include <string>

#include "escala/report/data.h"
#include "escala/report/workbook.h"

namespace escala {

Sheet table_sheet(std::string name, const Data& data, const DataTable& table);

} // namespace escala
