// SPDX-License-Identifier: Apache-2.0
// The results of runs as data: "escala/result/1" of one run, "escala/results/1" of what `check` has
// judged, and the flat tables `curves` and `targets` over them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/report/data.h"
#include "escala/report/run_result.h"

namespace escala {

// A file that has no result, and why.
struct FileErrors {
  std::string file;
  Diagnostics diagnostics;
  bool strict = false; // warnings are errors
};

// `several`: write "escala/results/1" even if there is only one result. `errors`: files without a
// result, for that form.
Data run_data(std::span<const RunResult> results, bool several,
              std::span<const FileErrors> errors = {});

const RecordType& result_type();
const RecordType& results_type();
// Both types and all record types that they contain, in the order of the schema's definitions.
std::vector<const RecordType*> result_types();

// The flat tables, with these quantiles of curves, in percent.
std::vector<DataTable> run_tables(std::span<const double> percentiles = kDefaultPercentiles);

} // namespace escala
