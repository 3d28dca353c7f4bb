// SPDX-License-Identifier: Apache-2.0
#include "app/outputs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/exit_code.h"
#include "app/files.h"
#include "app/history_file.h"
#include "app/log_text.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/options/locale.h"
#include "app/options/table.h"
#include "app/options/words.h"
#include "app/processes.h"
#include "app/terminal.h"
#include "app/usage_error.h"
#include "escala/input/yaml.h"
#include "escala/plan/plan.h"
#include "escala/report/run_data.h"

namespace escala::app {
namespace {

OutputPlace require_place(const std::string& path) {
  std::string why;
  if (auto place = find_place(path, why))
    return *std::move(place);
  say_error(fmt::format("{} cannot be written", path), why, "choose another place");
  throw Exit{kCouldNotFinish};
}

// A history is a file, and a run is added to one of them.
void require_history_place(const std::vector<Outputs::File>& files, const Outputs::File& added) {
  if (!added.format->takes<AddsRuns>())
    return;
  for (const Outputs::File& file : files)
    if (file.format->takes<AddsRuns>())
      throw UsageError{fmt::format("-o {} and -o {} are two histories", file.text, added.text),
                       "a run is added to one", "leave one of them out"};
  if (added.place.kind != OutputPlace::Kind::file)
    throw UsageError{fmt::format("-o {} is not a file", added.text),
                     "a history is a file that runs are added to", "write -o history.sqlite"};
  try {
    require_history(added.place.path);
  } catch (const HistoryProblem& problem) {
    say_error(fmt::format("{} cannot be written", added.place.written), problem.why,
              problem.unfit ? "choose another name" : problem.suggestion);
    throw Exit{problem.unfit ? kInvalid : kCouldNotFinish};
  }
}

void keep_apart(const std::vector<Outputs::File>& files, const Outputs::File& added) {
  for (const Outputs::File& file : files)
    if (is_same_place(file.place, added.place))
      throw UsageError{fmt::format("-o {} and -o {} write to one place", file.text, added.text),
                       "one would overwrite the other", "choose another name"};
}

std::vector<InputFile> operands_of(const Arguments& arguments,
                                   const std::string& what = "the scenario") {
  std::vector<InputFile> inputs;
  for (const std::string& file : arguments.operands)
    inputs.push_back({file == "-" ? "standard input" : file, what, identity_of(file)});
  return inputs;
}

// Only a table with dates has a wide layout.
void require_dates(const RenderOptions& options) {
  if (options.layout != CsvLayout::wide)
    return;
  std::vector<std::string> wide;
  for (const DataTable& table : run_tables())
    if (table.has_dates())
      wide.push_back(table.name);
  if (std::ranges::find(wide, options.table) == wide.end())
    throw UsageError{
        fmt::format("--csv-layout wide: the table {} has no months across", options.table),
        fmt::format("{} {}", listed(wide), wide.size() == 1 ? "has" : "have"),
        fmt::format("write --table {}, or leave it out", wide.front())};
}

} // namespace

Outputs resolve_outputs(const Arguments& arguments, const std::string& table, bool several,
                        const std::string& operand) {
  Outputs outputs;
  const bool named = arguments.has(option::format);
  if (named || !arguments.has(option::quiet))
    outputs.standard = arguments.value(option::format, formats().front());
  const Terminal terminal = standard_output(arguments.has(option::no_color));
  if (outputs.standard != nullptr && outputs.standard->takes<WriteWorkbook>())
    throw UsageError{fmt::format("--format {}: a workbook is a file", outputs.standard->name), "",
                     "write -o plan.xlsx"};
  outputs.render = {
      .page = {.color = terminal.color, .utf8 = terminal.utf8, .width = terminal.width},
      .table = arguments.value(option::table, table),
      .dialect = arguments.value(option::csv_dialect),
      .layout = arguments.value(option::csv_layout)};
  require_dates(outputs.render);
  outputs.several = several;
  outputs.report_period = arguments.value(option::every);
  outputs.undecided_passes = arguments.value(option::undecided);
  if (arguments.has(option::locale))
    outputs.locale = arguments.value(option::locale);
  else
    outputs.default_locale = locale_of_environment().value_or(outputs.default_locale);
  use_locale(outputs, {});
  for (const std::string& text : arguments.texts(option::output)) {
    const Output output = option::output.resolve(text);
    const Outputs::File file{output.format, text, require_place(output.path)};
    keep_apart(outputs.files, file);
    require_history_place(outputs.files, file);
    outputs.files.push_back(file);
  }
  keep_inputs(outputs, operands_of(arguments, operand));
  return outputs;
}

void use_locale(Outputs& outputs, const std::optional<std::string>& of_plan) {
  const std::string locale =
      outputs.locale ? *outputs.locale : of_plan.value_or(outputs.default_locale);
  outputs.render.page = in_locale(outputs.render.page, locale);
}

void keep_inputs(const Outputs& outputs, std::span<const InputFile> inputs) {
  for (const Outputs::File& file : outputs.files)
    for (const InputFile& input : inputs)
      if (input.identity && input.identity == file.place.identity)
        throw UsageError{fmt::format("-o {}: {} is {}", file.text, input.name, input.what),
                         "it would be overwritten", "choose another name"};
}

std::vector<InputFile> data_inputs(const PlanFile& file) {
  std::vector<InputFile> inputs;
  for (const auto& [path, place] : file.files->places())
    inputs.push_back({path, fmt::format("read by {}", file.plan.name()), identity_of(place)});
  return inputs;
}

std::vector<InputFile> named_inputs(const std::string& scenario,
                                    const std::vector<std::string>& sets) {
  std::string why;
  auto text = read_file(scenario, kMaxScenarioBytes, why);
  if (!text)
    return {};
  const Plan plan = Plan::read(scenario, *std::move(text));
  const std::filesystem::path folder = std::filesystem::path(scenario).parent_path();
  std::vector<InputFile> inputs;
  for (const std::string& path : plan.named_data_files({.sets = sets}))
    inputs.push_back({path, fmt::format("read by {}", scenario), identity_of(folder / path)});
  return inputs;
}

bool Outputs::is_trials(const Format& format) const {
  return format.holds_one_table && render.table == kTrialsTable;
}

bool Outputs::any_takes_data() const {
  return any([&](const Format& format) {
    return (format.takes<WriteData>() && !is_trials(format)) || format.takes<WriteWorkbook>();
  });
}

bool Outputs::any_takes_documents(bool whole) const {
  return any([&](const Format& format) {
    return (format.takes<WriteDocuments>() || format.takes<WriteWorkbook>()) &&
           format.whole == whole;
  });
}

bool Outputs::any_takes_verdicts() const {
  return any([](const Format& format) { return format.takes<WriteVerdicts>(); });
}

bool Outputs::any_adds_runs() const {
  return any([](const Format& format) { return format.takes<AddsRuns>(); });
}

Outputs verdict_outputs(Outputs outputs) {
  if (outputs.standard != nullptr && !outputs.standard->takes<WriteVerdicts>())
    outputs.standard = nullptr;
  std::erase_if(outputs.files,
                [](const Outputs::File& file) { return !file.format->takes<WriteVerdicts>(); });
  return outputs;
}

bool Outputs::any_takes_trials() const {
  return any([&](const Format& format) { return is_trials(format); });
}

bool Outputs::any_takes_workbooks() const {
  return any([](const Format& format) { return format.takes<WriteWorkbook>(); });
}

Answer answer_of(std::span<const RunResult> results, const Outputs& outputs,
                 std::span<const FileErrors> errors) {
  Answer answer;
  if (outputs.any_takes_documents(false))
    for (const RunResult& result : results)
      answer.documents.push_back(run_document(result, outputs.detail));
  if (outputs.any_takes_documents(true))
    for (const RunResult& result : results)
      answer.whole_documents.push_back(run_document(result, Detail::whole));
  if (outputs.any_takes_data())
    answer.data = run_data(results, outputs.several, errors);
  if (outputs.any_takes_verdicts())
    for (const RunResult& result : results)
      answer.verdicts.plans.push_back(verdicts_of(result));
  if (outputs.any_adds_runs())
    for (const RunResult& result : results)
      answer.runs.push_back(history_run(result));
  answer.verdicts.undecided_passes = outputs.undecided_passes;
  return answer;
}

Answer answer_of(Document document, Data data) {
  return {.documents = {document}, .data = std::move(data), .whole_documents = {document}};
}

namespace {

[[noreturn]] void fail_standard_output(const std::string& why) {
  say_error("standard output cannot be written", why);
  throw Exit{kCouldNotFinish};
}

void write_files(const std::vector<Writing>& writings) {
  if (const auto failure = write_all_places(writings)) {
    say_error(fmt::format("{} cannot be written", failure->written), failure->why,
              failure->suggestion);
    throw Exit{kCouldNotFinish};
  }
}

// `format`: null for text that no format made.
void print(std::string text, const Format* format) {
  const bool inert = format != nullptr && format->has_commands;
  if (!inert && !standard_output_is_file())
    text = format == nullptr ? for_log(std::move(text)) : for_log(std::move(text), format->hash);
  if (const std::string why = write_stream(STDOUT_FILENO, text); !why.empty())
    fail_standard_output(why);
}

} // namespace

namespace {

// A workbook is made with temporary files.
std::string rendered(const Outputs::File& file, const Answer& answer,
                     const RenderOptions& options) {
  try {
    return render(*file.format, answer, options);
  } catch (const std::system_error& error) {
    say_error(fmt::format("{} cannot be written", file.place.written), error.code().message(),
              "make room for temporary files, or name another folder for them by TMPDIR");
    throw Exit{kCouldNotFinish};
  }
}

} // namespace

void write_outputs(const Outputs& outputs, const Answer& answer, const Pieces& trials) {
  if (!is_root_rank())
    return;
  RenderOptions plain = outputs.render;
  plain.page.color = false;
  std::vector<Writing> writings;
  for (const Outputs::File& file : outputs.files) {
    if (outputs.is_trials(*file.format))
      writings.push_back({file.place, {}, trials});
    else if (file.format->takes<AddsRuns>())
      writings.push_back(
          {.place = file.place, .bytes = {}, .addition = history_addition(answer.runs)});
    else
      writings.push_back({file.place, rendered(file, answer, plain)});
  }
  write_files(writings);
  if (outputs.standard == nullptr)
    return;
  if (!outputs.is_trials(*outputs.standard))
    return print(render(*outputs.standard, answer, outputs.render), outputs.standard);
  trials([&](const std::string& piece) {
    print(piece, outputs.standard); // ends the program if it fails
    return true;
  });
}

DiagnosticOutputs resolve_diagnostic_outputs(const Arguments& arguments) {
  Outputs outputs;
  for (const std::string& text : arguments.texts(option::diagnostic_output)) {
    const Output output = option::diagnostic_output.resolve(text);
    const Outputs::File file{output.format, text, require_place(output.path)};
    keep_apart(outputs.files, file);
    outputs.files.push_back(file);
  }
  keep_inputs(outputs, operands_of(arguments));
  return {arguments.value(option::diagnostic_format), std::move(outputs.files)};
}

void write_diagnostics(const DiagnosticOutputs& outputs, const DiagnosticsReport& report,
                       const std::string& text) {
  std::vector<Writing> writings;
  for (const Outputs::File& file : outputs.files)
    writings.push_back({file.place, file.format->write_diagnostics(report)});
  write_files(writings);
  const Format* format = outputs.standard;
  print(format == nullptr ? text : format->write_diagnostics(report), format);
}

} // namespace escala::app
