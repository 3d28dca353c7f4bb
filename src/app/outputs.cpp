// SPDX-License-Identifier: Apache-2.0
#include "app/outputs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/processes.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "app/usage_error.h"
#include "escala/report/run_data.h"
#include "escala/report/run_document.h"

namespace escala::app {
namespace {

void require_place(const std::string& path) {
  const std::string why = cannot_write(path);
  if (why.empty())
    return;
  say_error(fmt::format("{} cannot be written", path), why, "choose another place");
  throw Exit{kCouldNotFinish};
}

void keep_scenarios(const std::string& text, const Output& output,
                    std::span<const std::string> scenarios) {
  for (const std::string& file : scenarios)
    if (is_same_file(file, output.path))
      throw UsageError{fmt::format("-o {}: {} is the scenario", text, file),
                       "it would be overwritten", "choose another name"};
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
    outputs.files.push_back(option::output.resolve(text));
    require_place(outputs.files.back().path);
    keep_scenarios(text, outputs.files.back(), arguments.operands);
  }
  return outputs;
}

bool Outputs::any_takes_data() const {
  return (standard != nullptr && standard->takes_data()) ||
         std::ranges::any_of(files, [](const Output& file) { return file.format->takes_data(); });
}

bool Outputs::any_takes_documents() const {
  return (standard != nullptr && !standard->takes_data()) ||
         std::ranges::any_of(files, [](const Output& file) { return !file.format->takes_data(); });
}

Answer answer_of(std::span<const RunResult> results, const Outputs& outputs) {
  Answer answer;
  if (outputs.any_takes_documents())
    for (const RunResult& result : results)
      answer.documents.push_back(run_document(result));
  if (outputs.any_takes_data())
    answer.data = run_data(results, outputs.several);
  return answer;
}

void write_outputs(const Outputs& outputs, const Answer& answer) {
  if (!is_root_rank())
    return;
  RenderOptions plain = outputs.render;
  plain.page.color = false;
  for (const Output& output : outputs.files) {
    const std::string why = write_file(output.path, render(*output.format, answer, plain));
    die_if_interrupted();
    if (why.empty())
      continue;
    say_error(fmt::format("{} cannot be written", output.path), why);
    throw Exit{kCouldNotFinish};
  }
  if (outputs.standard == nullptr)
    return;
  const std::string why =
      write_stream(STDOUT_FILENO, render(*outputs.standard, answer, outputs.render));
  die_if_interrupted();
  if (why.empty())
    return;
  say_error("standard output cannot be written", why);
  throw Exit{kCouldNotFinish};
}

} // namespace escala::app
