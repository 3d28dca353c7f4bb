// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/analyses.h"
#include "app/command.h"
#include "app/exit_code.h"
#include "app/options/list.h"
#include "app/solve_unknowns.h"
#include "app/study.h"
#include "app/usage_error.h"
#include "escala/report/solve_report.h"
#include "escala/scenario/valid_scenario.h"

namespace escala::app {
namespace {

constexpr Effort kSolveEffort{.first_paths = 10'240, .max_paths = 1'000'000};
constexpr double kSureError = 0.005; // standard error of a probability

template <class Named>
std::string solved_label(const Named& named) {
  return named.label.empty() ? named.name : named.label;
}

void require_one_question(const Arguments& arguments) {
  const bool metric = arguments.has(option::studied_metric);
  for (const OptionSpec* option : {static_cast<const OptionSpec*>(&option::quantile),
                                   static_cast<const OptionSpec*>(&option::quantile_value)}) {
    const bool given = !arguments.texts(*option).empty();
    if (given && !metric)
      throw UsageError{fmt::format("{} needs --metric", option->name),
                       "it is about a metric in the month --at",
                       "add --metric, or use --target and --confidence"};
    if (!given && metric)
      throw UsageError{fmt::format("{} is missing", option->name),
                       "a metric is solved for a quantile that reaches a value",
                       fmt::format("add {} {}", option->name, option->example)};
  }
  if (metric && arguments.has(option::confidence))
    throw UsageError{"--confidence has no effect on a metric", "its probability is --quantile",
                     "leave it out"};
}

class Solve {
 public:
  Solve(const Arguments& arguments, StudyCommand& study) : arguments_(arguments), study_(study) {}

  SolveResult find(const PlanFile& file, const Loaded& loaded) {
    require_one_question(arguments_);
    ask(loaded);
    const std::vector<NamedUnknown> named = unknowns_of(file, loaded);
    std::vector<SolveUnknown> unknowns;
    for (const NamedUnknown& each : named)
      unknowns.push_back(each.unknown);
    SolveOutcome outcome = solve(
        unknowns, question_, StudyCommand::draws_of(*loaded.plan), effort(), study_.workers(),
        study_.control(), [&](std::size_t finished) {
          if (study_.progress() != nullptr)
            study_.progress()->set_known(fmt::format("{} of {} values", finished, unknowns.size()));
        });
    end_looks(outcome);
    study_.require_known(outcome.looks, outcome.failed ? *outcome.failed : *loaded.plan);
    fill(loaded, named, outcome);
    return std::move(result_);
  }

 private:
  SolveEffort effort() const {
    const Effort asked = effort_asked_for(arguments_, kSolveEffort);
    const std::uint64_t paths = std::min(asked.first_paths, asked.max_paths);
    return {.screen_paths = std::min<std::uint64_t>(SolveEffort{}.screen_paths, paths),
            .paths = paths,
            .drops_small = result_.everything};
  }

  void ask(const Loaded& loaded) {
    const Model& model = loaded.plan->model;
    const auto output = output_asked_for(arguments_, model);
    if (!output && model.targets.empty())
      throw UsageError{fmt::format("{} has no targets", loaded.provenance.file),
                       "solve makes a target as likely as wanted",
                       "add a target, or use --metric, --quantile and --value"};
    if (!output && model.targets.size() > 1)
      throw UsageError{
          "--target is missing",
          fmt::format("{} has {} targets", loaded.provenance.file, model.targets.size()),
          fmt::format("add --target {}, or --target all", model.targets[0].name)};
    question_.output = output.value_or(StudiedOutput{.kind = StudiedOutput::Kind::target});
    if (question_.output.kind == StudiedOutput::Kind::metric)
      ask_metric(*loaded.plan);
    else
      ask_target(model);
    result_.confidence = question_.wanted;
  }

  void ask_target(const Model& model) {
    const bool joint = question_.output.kind == StudiedOutput::Kind::joint;
    const ModelTarget& target = model.targets[joint ? 0 : question_.output.index];
    if (joint && !model.joint_confidence && !arguments_.has(option::confidence))
      throw UsageError{"--confidence is missing",
                       "the plan does not say how likely all targets must be together",
                       "add --confidence 50%, or write `all: {confidence: 50%}` under targets"};
    const double needed = joint ? model.joint_confidence.value_or(0) : target.confidence;
    question_.wanted = arguments_.value(option::confidence, needed);
    result_.target = joint ? "all" : target.name;
    result_.label = joint ? "all" : solved_label(target);
  }

  // A quantile reaches a value where the metric is at least this value on the rest of the paths.
  void ask_metric(const CompiledPlan& plan) {
    const ModelMetric& metric = plan.model.metrics[question_.output.index];
    const std::string& text = arguments_.texts(option::quantile_value).back();
    question_.level = level_of(text, plan);
    result_.quantile = arguments_.value(option::quantile);
    question_.wanted = 1 - *result_.quantile;
    result_.month = question_.output.month;
    result_.label = solved_label(metric);
    result_.level = {.value = question_.level * metric.unit.factor, .unit = metric.unit};
    result_.target = fmt::format("{} >= {} in {}", metric.name, text,
                                 to_text(plan.model.calendar.at(result_.month)));
  }

  double level_of(const std::string& text, const CompiledPlan& plan) {
    const std::uint32_t index = question_.output.index;
    const ModelMetric& metric = plan.model.metrics[index];
    const Quantity& needed = plan.notes.plan().metrics[index].quantity;
    Diagnostics unused;
    const auto read = text.find_first_of("{},") == std::string::npos
                          ? read_open_value(texts_.add("--value", "value={" + text + "}", true),
                                            plan.model.currency, unused)
                          : std::nullopt;
    if (!read || read->values.front().values.size() != 1)
      throw UsageError{fmt::format("--value: '{}' is not one number", text), "",
                       "write a number with its unit, as in --value '$1B'"};
    const Quantity& given = read->values.front().quantity;
    const double value = read->values.front().values.front();
    if (given.dimension == needed.dimension)
      return given.literal && metric.unit.factor != 1 ? value / metric.unit.factor : value;
    if (given.literal && given.dimension == kPlain)
      return value / metric.unit.factor;
    throw UsageError{fmt::format("--value: {} is {}", text, describe(given, plan.model.currency)),
                     fmt::format("{} is {}", metric.name, describe(needed, plan.model.currency)),
                     fmt::format("write a value in {}",
                                 metric.unit.text.empty() ? "plain numbers" : metric.unit.text)};
  }

  std::vector<NamedUnknown> unknowns_of(const PlanFile& file, const Loaded& loaded) {
    const Model& model = loaded.plan->model;
    SolveUnknowns unknowns(file, loaded, changes_of(arguments_.texts(option::variant), arguments_),
                           spreads_of_drawn(model, StudyCommand::draws_of(*loaded.plan),
                                            study_.workers(), study_.control()),
                           arguments_.has(option::integer));
    std::vector<NamedUnknown> found;
    for (const std::string& text : arguments_.texts(option::solved_for))
      found.push_back(unknowns.asked_for(text));
    result_.everything = found.empty();
    if (result_.everything)
      found = unknowns.all();
    if (found.empty())
      throw UsageError{
          fmt::format("{} has no constant and no distribution to change", loaded.provenance.file),
          "", "say what may change: add --for 'PATH=EXPR' with a range in {}"};
    result_.tried = found.size();
    return found;
  }

  void end_looks(SolveOutcome& outcome) {
    if (outcome.looks.ended != Ended::sure)
      return;
    const bool sure = std::ranges::all_of(outcome.solutions, [](const Solution& solution) {
      return solution.found == Solution::Found::unmoved ||
             solution.at.judgement.std_error <= kSureError;
    });
    if (!sure)
      outcome.looks.ended = Ended::at_limit;
  }

  void fill(const Loaded& loaded, const std::vector<NamedUnknown>& named,
            const SolveOutcome& outcome) {
    result_.head = study_.head(loaded, outcome.looks);
    const bool starts_today = named.front().named.today.has_value();
    if (starts_today)
      result_.today = outcome.today;
    for (std::size_t i = 0; i < named.size(); ++i) {
      const Solution& solution = outcome.solutions[i];
      const bool left_out = result_.everything && solution.found == Solution::Found::unmoved;
      if (solution.found == Solution::Found::unfinished || left_out)
        continue;
      SolvedValue& value = result_.values.emplace_back(named[i].named);
      value.solution = solution;
      if (value.has_answer())
        value.expression = expression_at(named[i], solution.at.value, loaded.plan->model.currency);
    }
    sort_by_change(result_.values);
  }

  // A shift down is subtracted.
  static std::string expression_at(const NamedUnknown& named, double value,
                                   const std::string& currency) {
    std::string before = named.before;
    const bool subtracts = value < 0 && before.ends_with(" + ");
    if (subtracts)
      before.replace(before.size() - 3, 3, " - ");
    return before + literal_text(subtracts ? -value : value, named.quantity, currency) +
           named.behind;
  }

  const Arguments& arguments_;
  StudyCommand& study_;
  Sources texts_;
  SolveQuestion question_;
  SolveResult result_;
};

int solve_plan(const Arguments& arguments) {
  StudyCommand study(arguments, "solutions");
  const PlanFile file = study.read(arguments.operands.front());
  const SolveResult result = find_solutions(arguments, study, file, study.load(file));
  return study.write(answer_of(solve_document(result), solve_data(result)));
}

} // namespace

SolveResult find_solutions(const Arguments& arguments, StudyCommand& study, const PlanFile& file,
                           const Loaded& loaded) {
  return Solve(arguments, study).find(file, loaded);
}

Command solve_command() {
  return {
      .name = "solve",
      .doc = "What it would take for a target",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options = join(
          {{&option::target, &option::confidence, &option::solved_for, &option::integer,
            &option::studied_metric, &option::at_month, &option::quantile, &option::quantile_value},
           study_options()}),
      .examples = {"escala solve plan.yaml --target big --for metrics.arr.initial",
                   "escala solve plan.yaml --target big --confidence 80%",
                   "escala solve plan.yaml --metric arr --at 5y --quantile 50% --value '$1B'"},
      .overview = {"escala solve plan.yaml --target NAME", "what it would take"},
      .run = solve_plan};
}

} // namespace escala::app
