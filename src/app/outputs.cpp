// SPDX-License-Identifier: Apache-2.0
#include "app/outputs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/exit_code.h"
#include "app/files.h"
#include "app/log_text.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/processes.h"
#include "app/terminal.h"
#include "app/usage_error.h"
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

void keep_apart(const std::vector<Outputs::File>& files, const Outputs::File& added) {
  for (const Outputs::File& file : files)
    if (is_same_place(file.place, added.place))
      throw UsageError{fmt::format("-o {} and -o {} write to one place", file.text, added.text),
                       "one would overwrite the other", "choose another name"};
}

std::vector<InputFile> scenarios_of(const Arguments& arguments) {
  std::vector<InputFile> inputs;
  for (const std::string& file : arguments.operands)
    inputs.push_back({file == "-" ? "standard input" : file, "the scenario", identity_of(file)});
  return inputs;
}

} // namespace

Outputs resolve_outputs(const Arguments& arguments, const std::string& table, bool several) {
  Outputs outputs;
  const bool named = arguments.has(option::format);
  if (named || !arguments.has(option::quiet))
    outputs.standard = arguments.value(option::format, formats().front());
  const Terminal terminal = standard_output(arguments.has(option::no_color));
  outputs.render = {
      .page = {.color = terminal.color, .utf8 = terminal.utf8, .width = terminal.width},
      .table = arguments.value(option::table, table)};
  outputs.several = several;
  outputs.report_period = arguments.value(option::every);
  for (const std::string& text : arguments.texts(option::output)) {
    const Output output = option::output.resolve(text);
    const Outputs::File file{output.format, text, require_place(output.path)};
    keep_apart(outputs.files, file);
    outputs.files.push_back(file);
  }
  keep_inputs(outputs, scenarios_of(arguments));
  return outputs;
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

bool Outputs::any_takes_data() const {
  return any_format([](const Format& format) { return format.takes_data(); });
}

bool Outputs::any_takes_documents(bool whole) const {
  return any_format(
      [&](const Format& format) { return !format.takes_data() && format.whole == whole; });
}

Answer answer_of(std::span<const RunResult> results, const Outputs& outputs,
                 std::span<const FileErrors> errors) {
  Answer answer;
  if (outputs.any_takes_documents(false))
    for (const RunResult& result : results)
      answer.documents.push_back(run_document(result, outputs.detail));
  if (outputs.any_takes_documents(true))
    for (const RunResult& result : results)
      answer.whole_documents.push_back(run_document(result, Detail::full));
  if (outputs.any_takes_data())
    answer.data = run_data(results, outputs.several, errors);
  return answer;
}

void write_outputs(const Outputs& outputs, const Answer& answer) {
  if (!is_root_rank())
    return;
  RenderOptions plain = outputs.render;
  plain.page.color = false;
  std::vector<Writing> writings;
  for (const Outputs::File& file : outputs.files)
    writings.push_back({file.place, render(*file.format, answer, plain)});
  if (const auto failure = write_all_places(writings)) {
    say_error(fmt::format("{} cannot be written", failure->written), failure->why);
    throw Exit{kCouldNotFinish};
  }
  if (outputs.standard == nullptr)
    return;
  std::string text = render(*outputs.standard, answer, outputs.render);
  if (!standard_output_is_file())
    text = for_log(std::move(text), outputs.standard->hash);
  const std::string why = write_stream(STDOUT_FILENO, text);
  if (why.empty())
    return;
  say_error("standard output cannot be written", why);
  throw Exit{kCouldNotFinish};
}

} // namespace escala::app
