// SPDX-License-Identifier: Apache-2.0
// What runs found, as data: "escala/result/1" of one and "escala/results/1" of several, and the
// flat tables `curves` and `targets` over them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "escala/report/data.h"
#include "escala/report/run_result.h"

namespace escala {

// The quantiles of curves that it holds.
inline constexpr std::span<const double> kDataQuantiles{kQuantiles};

// `several`: the answer to several scenarios, however many results there are.
Data run_data(std::span<const RunResult> results, bool several);

const RecordType& result_type();
const RecordType& results_type();
// Both and all that they hold, in the order in which the schema defines them.
std::vector<const RecordType*> result_types();

const std::vector<DataTable>& run_tables();

} // namespace escala
