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
  bool undecided_passes = false;
  std::optional<std::string> locale = {}; // that an option asks for
  std::string default_locale = "en";      // of plans that ask for none
  struct File {
    const Format* format = nullptr;
    std::string text; // of -o, as it was typed
    OutputPlace place;
  };
  std::vector<File> files;

  // Whether one of the formats satisfies it.
  template <class Wanted>
  bool any(Wanted wanted) const {
    return (standard != nullptr && wanted(*standard)) ||
           std::ranges::any_of(files, [&](const File& file) { return wanted(*file.format); });
  }
  // Whether it writes --table trials, which is made while it is written.
  bool is_trials(const Format& format) const;
  // Whether one of the formats is made from data, from documents as asked for or whole ones, or
  // from verdicts; or writes trials.
  bool any_takes_data() const;
  bool any_takes_documents(bool whole) const;
  bool any_takes_verdicts() const;
  bool any_adds_runs() const;
  bool any_takes_trials() const;
  bool any_takes_workbooks() const;
  // Whether one is made of what a run found, which trials are not.
  bool any_takes_results() const {
    return any([&](const Format& format) { return !is_trials(format); });
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

// Those that a scenario's text and the changes name, before it is compiled; none if it cannot be
// read.
std::vector<InputFile> named_inputs(const std::string& scenario,
                                    const std::vector<std::string>& sets);

// `table`: the table that a format of one table writes if --table is not given. Throws if a file
// cannot be written, if two lead to one place, or if one leads to an operand, which messages call
// `operand`.
Outputs resolve_outputs(const Arguments& arguments, const std::string& table, bool several,
                        const std::string& operand = "the scenario");

// The same with those formats alone that are made from verdicts.
Outputs verdict_outputs(Outputs outputs);

// In the locale that an option asks for; else in that of the plan; else in that of the environment,
// or in English.
void use_locale(Outputs& outputs, const std::optional<std::string>& of_plan);

// The parts of the results that the formats need.
Answer answer_of(std::span<const RunResult> results, const Outputs& outputs,
                 std::span<const FileErrors> errors = {});

// The answer of an analysis: formats that take whole documents write the same one.
Answer answer_of(Document document, Data data);

// Renders, prints and writes. Throws Exit if output fails. `trials`: makes the table of trials.
void write_outputs(const Outputs& outputs, const Answer& answer, const Pieces& trials = nullptr);

// Where validate writes what it finds.
struct DiagnosticOutputs {
  const Format* standard = nullptr; // null: text
  std::vector<Outputs::File> files;

  bool any() const { return standard != nullptr || !files.empty(); }
};
DiagnosticOutputs resolve_diagnostic_outputs(const Arguments& arguments);
// `text`: what is printed if no format is. Throws Exit if output fails.
void write_diagnostics(const DiagnosticOutputs& outputs, const DiagnosticsReport& report,
                       const std::string& text);

} // namespace escala::app
