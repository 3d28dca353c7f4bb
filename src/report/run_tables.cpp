// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_data.h"
#include "report/table_cells.h"

namespace escala {

std::vector<DataTable> run_tables(std::span<const double> percentiles) {
  return {curve_table(percentiles), target_table(),    first_month_table(), risk_table(),
          driver_table(),           investment_table()};
}

} // namespace escala
