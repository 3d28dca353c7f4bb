// SPDX-License-Identifier: Apache-2.0
// The results of runs as data: "escala/result/1" for one run and "escala/results/1" for several,
// and the flat tables `curves` and `targets` over them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "escala/report/data.h"
#include "escala/report/run_result.h"

namespace escala {

// The quantiles of curves in the data.
inline constexpr std::span<const double> kDataQuantiles{kQuantiles};

// `several`: write "escala/results/1" even if there is only one result.
Data run_data(std::span<const RunResult> results, bool several);

const RecordType& result_type();
const RecordType& results_type();
// Both types and all record types that they contain, in the order of the schema's definitions.
std::vector<const RecordType*> result_types();

const std::vector<DataTable>& run_tables();

} // namespace escala
