// SPDX-License-Identifier: Apache-2.0
// Writes a row for each path of a run (analysis/trials.h): stretch by stretch, so that memory does
// not grow with the number of paths.
#pragma once

#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/output_place.h"
#include "app/outputs.h"
#include "app/progress.h"
#include "escala/analysis/trials.h"
#include "escala/plan/plan.h"
#include "escala/render/format.h"
#include "escala/simulate/run.h"

namespace escala::app {

// The metrics of --metric in the months of --at. Throws a UsageError.
std::vector<MetricInMonth> metrics_in_months(const Arguments& arguments, const Model& model);
// Throws a UsageError if --table trials, --metric and --at do not go together.
void check_trials(const Arguments& arguments, const Outputs& outputs);

struct Trials {
  const CompiledPlan* plan = nullptr;
  Run run = {}; // without observers
  std::vector<TrialColumn> columns = {};
  CsvDialect dialect = CsvDialect::rfc;
  Workers* workers = nullptr;
};

// Simulates the paths and passes the table to `put`, from the first piece to the last. False if
// `put` fails. Throws Exit, after a message, if the plan cannot be simulated. `progress`: null for
// none.
bool write_trials(const Trials& trials, ProgressObserver* progress, const Put& put);

// Bytes that it needs beside the models of the workers.
std::uint64_t memory_of_trials(const Trials& trials);

} // namespace escala::app
