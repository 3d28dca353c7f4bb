// SPDX-License-Identifier: Apache-2.0
#include "escala/report/history.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/command.h"
#include "app/exit_code.h"
#include "app/history_file.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/options/words.h"
#include "app/outputs.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

std::vector<HistoryRun> runs_of(const std::string& file) {
  try {
    return read_history(file);
  } catch (const HistoryProblem& problem) {
    say_error(fmt::format("{} cannot be read", file), problem.why, problem.suggestion);
    throw Exit{problem.unfit ? kInvalid : kCouldNotFinish};
  }
}

[[noreturn]] void refuse_name(const OptionSpec& option, const std::string& name,
                              std::string_view what, const std::vector<std::string>& names) {
  throw UsageError{fmt::format("{}: '{}' is not a {} of the history", option.name, name, what), "",
                   did_you_mean(name, names,
                                names.empty()
                                    ? "the history has none"
                                    : fmt::format("there {} {}", names.size() == 1 ? "is" : "are",
                                                  listed(names)))};
}

void add_name(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end())
    names.push_back(name);
}

// Leaves the runs of the plan.
void choose_plan(const std::string& text, std::vector<HistoryRun>& runs) {
  const std::string name = composed(text);
  std::vector<std::string> names;
  for (const HistoryRun& run : runs)
    add_name(names, run.provenance.scenario);
  if (std::ranges::find(names, name) == names.end())
    refuse_name(option::plan_of_history, text, "plan", names);
  std::erase_if(runs, [&](const HistoryRun& run) { return run.provenance.scenario != name; });
}

// The name of a target that a run has.
std::string chosen_target(const std::string& text, const std::vector<HistoryRun>& runs) {
  const std::string name = composed(text);
  std::vector<std::string> names;
  for (const HistoryRun& run : runs)
    for (const HistoryTarget& target : run.targets)
      add_name(names, target.name);
  if (std::ranges::find(names, name) == names.end())
    refuse_name(option::target_of_history, text, "target", names);
  return name;
}

void require_readable_format(const Outputs& outputs) {
  const auto refuse = [](const Format& format, const std::string& option) {
    if (format.takes<AddsRuns>())
      throw UsageError{fmt::format("{}: {} holds runs", option, format.name),
                       "a history of runs is read here", "use escala run " + option};
    if (format.takes<WriteVerdicts>())
      throw UsageError{fmt::format("{}: {} holds verdicts of one run", option, format.name),
                       "a history has many",
                       fmt::format("use escala check --format {}", format.name)};
  };
  if (outputs.standard != nullptr)
    refuse(*outputs.standard, fmt::format("--format {}", outputs.standard->name));
  for (const Outputs::File& file : outputs.files)
    refuse(*file.format, "-o " + file.text);
}

int show_history(const Arguments& arguments) {
  const Outputs outputs = resolve_outputs(arguments, "targets", false, "the history");
  require_readable_format(outputs);
  RunHistory history{.file = arguments.operands.front(),
                     .runs = runs_of(arguments.operands.front())};
  if (arguments.has(option::plan_of_history))
    choose_plan(arguments.texts(option::plan_of_history).back(), history.runs);
  if (arguments.has(option::target_of_history))
    history.target = chosen_target(arguments.texts(option::target_of_history).back(), history.runs);
  if (arguments.has(option::limit))
    history.limit = static_cast<std::size_t>(arguments.value(option::limit));
  write_outputs(outputs, answer_of(history_document(history), history_data(history)));
  return kDone;
}

} // namespace

Command history_command() {
  return {.name = "history",
          .doc = "How the probabilities of targets moved over runs",
          .operand = {.name = "DB",
                      .doc = "A file that escala run -o DB.sqlite has added runs to",
                      .required = true},
          .options = {&option::plan_of_history, &option::target_of_history, &option::limit,
                      &option::format, &option::csv_dialect, &option::locale, &option::output,
                      &option::no_color, &option::quiet},
          .examples = {"escala history results.sqlite",
                       "escala history results.sqlite --target billion_arr --limit 10",
                       "escala history results.sqlite --format csv -o history.md"},
          .overview = {"escala history results.sqlite", "how the odds have moved"},
          .run = show_history};
}

} // namespace escala::app
