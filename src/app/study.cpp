// SPDX-License-Identifier: Apache-2.0
#include "app/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/exit_code.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/options/machine.h"
#include "app/options/plan_time.h"
#include "app/processes.h"
#include "app/run_outcome.h"
#include "app/start_workers.h"
#include "app/usage_error.h"
#include "escala/core/names.h"
#include "escala/report/make_result.h"

namespace escala::app {
namespace {

void require_no_verdicts(const Outputs& outputs) {
  const auto refuse = [](const Format& format, const std::string& option) {
    if (format.takes<AddsRuns>())
      throw UsageError{fmt::format("{}: {} holds runs", option, format.name), "an analysis is none",
                       "use escala run -o history.sqlite"};
    if (format.takes<WriteVerdicts>())
      throw UsageError{fmt::format("{}: {} holds verdicts", option, format.name),
                       "an analysis has none",
                       fmt::format("use escala check --format {}", format.name)};
  };
  if (outputs.standard != nullptr)
    refuse(*outputs.standard, fmt::format("--format {}", outputs.standard->name));
  for (const Outputs::File& file : outputs.files)
    refuse(*file.format, "-o " + file.text);
}

template <class List, class Label>
std::uint32_t index_of(const OptionSpec& option, const std::string& text, const List& list,
                       std::string_view what, const Label& otherwise) {
  const std::string name = composed(text);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    if (list[i].name == name)
      return i;
    names.push_back(list[i].name);
  }
  throw UsageError{fmt::format("{}: '{}' is not a {} of the plan", option.name, text, what), "",
                   did_you_mean(name, names, otherwise)};
}

} // namespace

OptionList study_options() {
  return join({{&option::paths_of_study, &option::most_paths},
               simulation_options(),
               {&option::format, &option::csv_dialect, &option::every, &option::show,
                &option::percentiles, &option::locale, &option::output},
               scenario_options()});
}

StudyCommand::StudyCommand(const Arguments& arguments, const std::string& table)
    : arguments_(arguments), outputs_(resolve_outputs(arguments, table, false)),
      workers_(start_workers(arguments)), progress_(progress_of(arguments, false)) {
  require_no_verdicts(outputs_);
  use_instruction_set(arguments.value(option::isa));
}

void StudyCommand::show_all(const Diagnostics& diagnostics) const {
  show(diagnostics, arguments_.has(option::quiet), arguments_.has(option::strict),
       arguments_.operands.size() > 1 ? arguments_.operands.front() : "");
}

PlanFile StudyCommand::read(const std::string& file) {
  auto plan = read_plan(file);
  if (!plan)
    throw Exit{kCouldNotFinish};
  return *std::move(plan);
}

Loaded StudyCommand::load(const PlanFile& file, const std::vector<std::string>& variants) {
  Diagnostics diagnostics;
  Loaded loaded = app::load(file, variants, arguments_, diagnostics);
  show(diagnostics, arguments_.has(option::quiet), arguments_.has(option::strict),
       arguments_.operands.size() > 1 ? file.plan.name() : "");
  if (!loaded.plan)
    throw Exit{file.files->failed() ? kCouldNotFinish : kInvalid};
  keep_inputs(outputs_, data_inputs(file));
  use_locale(outputs_, loaded.plan->output.locale);
  return loaded;
}

Loaded StudyCommand::load(const PlanFile& file) {
  return load(file, arguments_.texts(option::variant));
}

std::vector<OpenValue> StudyCommand::open_values(const Option<std::string>& option,
                                                 const CompiledPlan& plan) {
  Diagnostics diagnostics;
  std::vector<OpenValue> values;
  for (const std::string& text : arguments_.texts(option))
    if (auto value = read_open_value(texts_.add(std::string(option.name), text, true),
                                     plan.model.currency, diagnostics))
      values.push_back(*std::move(value));
  show_all(diagnostics);
  if (diagnostics.has_errors())
    throw Exit{kInvalid};
  return values;
}

OpenPlan StudyCommand::open(const PlanFile& file, std::vector<OpenValue> values) {
  Diagnostics diagnostics;
  auto plan = OpenPlan::open(file.plan, changes_of(arguments_.texts(option::variant), arguments_),
                             std::move(values), diagnostics);
  if (!plan) {
    show_all(diagnostics);
    throw Exit{kInvalid};
  }
  return *std::move(plan);
}

OpenPlan::Point StudyCommand::at(const OpenPlan& plan, std::span<const double> values) {
  Diagnostics diagnostics;
  auto point = plan.at(values, diagnostics);
  if (!point) {
    show_all(diagnostics);
    throw Exit{kInvalid};
  }
  return *std::move(point);
}

RunControl StudyCommand::control() const {
  return {.stop = &signal_.wanted(), .ranks = &processes()};
}

Effort effort_asked_for(const Arguments& arguments, const Effort& standard) {
  Effort effort = standard;
  if (arguments.has(option::paths_of_study))
    effort = {arguments.value(option::paths_of_study), arguments.value(option::paths_of_study)};
  if (arguments.has(option::most_paths))
    effort.max_paths = arguments.value(option::most_paths);
  return effort;
}

Looks StudyCommand::look(Study& study, const Effort& standard) {
  const Looks looks =
      look_until_sure(study, effort_asked_for(arguments_, standard), *workers_, control(), [&] {
        if (progress_)
          progress_->set_known(study.so_far());
      });
  if (progress_)
    progress_->clear();
  return looks;
}

DrawSource StudyCommand::draws_of(const CompiledPlan& plan) {
  return DrawSource(plan.simulation.seed, plan.simulation.sampler);
}

StudyHead StudyCommand::head(const Loaded& loaded, const Looks& looks) const {
  const auto& [model, notes, simulation, shown] = *loaded.plan;
  StudyHead head{.provenance = loaded.provenance,
                 .calendar = model.calendar,
                 .horizon = model.horizon,
                 .currency = model.currency,
                 .certain = !model.is_uncertain(),
                 .fixed_paths = arguments_.has(option::paths_of_study)};
  name_plan(head.provenance, notes.written());
  set_looks(head, looks);
  return head;
}

void StudyCommand::require_known(const Looks& looks, const CompiledPlan& plan) {
  if (looks.ended == Ended::failed)
    throw Exit{report_outcome(looks.outcome, plan)};
  if (looks.paths > 0)
    return;
  if (goes_on_without_)
    throw Interrupted{};
  say_error("interrupted before any figure was known");
  StopAtSignal::end_if_wanted();
  throw Exit{kCouldNotFinish};
}

int StudyCommand::write(const Answer& answer) {
  if (progress_)
    progress_->clear();
  write_outputs(outputs_, answer);
  StopAtSignal::end_if_wanted();
  return kDone;
}

std::uint32_t target_named(const OptionSpec& option, const std::string& text, const Model& model) {
  return index_of(option, text, model.targets, "target",
                  model.targets.empty() ? "the plan has no targets"
                                        : "see the names under targets");
}

int month_asked_for(const Arguments& arguments, const Model& model) {
  return arguments.has(option::at_month)
             ? month_of_plan(option::at_month, arguments.texts(option::at_month).back(),
                             model.calendar, model.horizon)
             : model.horizon;
}

std::vector<std::uint32_t> metrics_asked_for(const Arguments& arguments, const Model& model) {
  std::vector<std::uint32_t> metrics;
  for (const std::string& text : arguments.texts(option::studied_metric))
    metrics.push_back(index_of(option::studied_metric, text, model.metrics, "metric",
                               "see the names under metrics"));
  return metrics;
}

std::optional<StudiedOutput> output_asked_for(const Arguments& arguments, const Model& model) {
  const bool target = arguments.has(option::target);
  const bool metric = arguments.has(option::studied_metric);
  if (target && metric)
    throw UsageError{"--target and --metric exclude each other", "an analysis studies one of them",
                     "leave one of them out"};
  if (arguments.has(option::at_month) && !metric)
    throw UsageError{"--at has no effect here", "it is the month of a metric",
                     "add --metric, or leave it out"};
  using Kind = StudiedOutput::Kind;
  if (metric)
    return StudiedOutput{Kind::metric, metrics_asked_for(arguments, model).back(),
                         month_asked_for(arguments, model)};
  if (!target)
    return std::nullopt;
  const std::string& name = arguments.texts(option::target).back();
  if (name == "all" && !model.targets.empty())
    return StudiedOutput{.kind = Kind::joint};
  return StudiedOutput{.kind = Kind::target, .index = target_named(option::target, name, model)};
}

} // namespace escala::app
