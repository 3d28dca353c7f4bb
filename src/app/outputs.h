// SPDX-License-Identifier: Apache-2.0
// Where results are written, and in which formats: the values of the output options.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/load.h"
#include "app/options/output.h"
#include "app/output_place.h"
#include "escala/render/format.h"
#include "escala/report/run_data.h"
#include "escala/report/run_document.h"
#include "escala/report/run_result.h"
#include "escala/scenario/scenario.h"

namespace escala::app {

struct Outputs {
  const Format* standard = nullptr; // null: nothing on standard output
  RenderOptions render;
  bool several = false; // data has the form for several results, even if there is only one
  ReportPeriod report_period = ReportPeriod::month; // of curves
  Detail detail = Detail::full;                     // of documents
  struct File {
    const Format* format = nullptr;
    std::string text; // of -o, as it was typed
    OutputPlace place;
  };
  std::vector<File> files;

  // Whether one of the formats is made from data, or from documents; from documents as asked for,
  // or from whole ones.
  bool any_takes_data() const;
  bool any_takes_documents(bool whole) const;

 private:
  template <typename Is>
  bool any_format(Is is) const {
    return (standard != nullptr && is(*standard)) ||
           std::ranges::any_of(files, [&](const File& file) { return is(*file.format); });
  }
};

// A file that the command reads, which no output may replace.
struct InputFile {
  std::string name;
  std::string what; // "the scenario", "a data file of plan.yaml"
  std::optional<FileIdentity> identity;
};
// Throws a UsageError if an output would replace an input.
void keep_inputs(const Outputs& outputs, std::span<const InputFile> inputs);
// The data files of a plan.
std::vector<InputFile> data_inputs(const PlanFile& file);

// `table`: the table that a format of one table writes if --table is not given. Throws if a file
// cannot be written, if two lead to one place, or if one leads to a scenario.
Outputs resolve_outputs(const Arguments& arguments, const std::string& table, bool several);

// The parts of the results that the formats need.
Answer answer_of(std::span<const RunResult> results, const Outputs& outputs,
                 std::span<const FileErrors> errors = {});

// Renders, prints and writes. Throws Exit if output fails.
void write_outputs(const Outputs& outputs, const Answer& answer);

} // namespace escala::app
