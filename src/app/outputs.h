// SPDX-License-Identifier: Apache-2.0
// Where results go, and in which form: what the options of output come to.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/options/output.h"
#include "escala/render/format.h"
#include "escala/report/run_result.h"
#include "escala/scenario/scenario.h"

namespace escala::app {

struct Outputs {
  const Format* standard = nullptr; // null: nothing on standard output
  RenderOptions render;
  bool several = false; // results of several scenarios, however many there are
  ReportPeriod report_period = ReportPeriod::month; // of curves
  std::vector<Output> files;

  // Whether one of the formats is made from data, or from documents.
  bool any_takes_data() const;
  bool any_takes_documents() const;
};

// `table`: what a format of one table holds where --table does not say.
// Throws where a file cannot be written.
Outputs resolve_outputs(const Arguments& arguments, const std::string& table, bool several);

// What the formats need of the results.
Answer answer_of(std::span<const RunResult> results, const Outputs& outputs);

// Renders, prints and writes. Throws Exit where output fails.
void write_outputs(const Outputs& outputs, const Answer& answer);

} // namespace escala::app
