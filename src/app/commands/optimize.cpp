// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/optimize.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/analyses.h"
#include "app/command.h"
#include "app/investment_asked_for.h"
#include "app/options/list.h"
#include "app/study.h"
#include "app/usage_error.h"
#include "escala/report/optimize_report.h"

namespace escala::app {
namespace {

constexpr std::uint64_t kMostSearchPaths = OptimizeEffort{}.search_paths;
constexpr std::uint64_t kLeastSearchPaths = 1024;

class Optimize {
 public:
  Optimize(const Arguments& arguments, StudyCommand& study)
      : arguments_(arguments), study_(study) {}

  OptimizeResult find(const PlanFile& file, const Loaded& loaded) {
    const CompiledPlan& plan = *loaded.plan;
    const InvestmentAskedFor asked = investment_asked_for(arguments_, plan);
    OptimizeProblem problem = asked.problem;
    problem.draws = StudyCommand::draws_of(plan);
    set_frontier(problem, plan);
    const OpenPlan open =
        study_.open(file, open_shares(asked, problem.open_budget, plan.model.currency));
    problem.plan = &open;
    const RunControl control = study_.control();
    const Optimized found =
        optimize(problem, effort(), study_.workers(), control, [&](double probability) {
          if (study_.progress() != nullptr)
            study_.progress()->set_known(fmt::format("best {:.1f}%", probability * 100));
        });
    if (found.outcome.status == RunStatus::done && !found.is_moved)
      throw nothing_moved(asked, plan);
    Looks looks{.ended = found.ended,
                .paths = found.best ? std::max(found.judged_paths, found.search_paths) : 0,
                .limit = 0,
                .outcome = found.outcome};
    if (found.judged_paths > 0)
      looks.paths = found.judged_paths;
    study_.require_known(looks, plan);
    return result_of(loaded, looks, asked, found);
  }

 private:
  OptimizeEffort effort() const {
    OptimizeEffort effort;
    if (arguments_.has(option::most_paths))
      effort.judged_paths = std::min(effort.judged_paths, arguments_.value(option::most_paths));
    if (arguments_.has(option::paths_of_study))
      effort.judged_paths = arguments_.value(option::paths_of_study);
    effort.search_paths = std::clamp(effort.judged_paths / kLeastSearchPaths * kLeastSearchPaths,
                                     kLeastSearchPaths, kMostSearchPaths);
    return effort;
  }

  // Reads --frontier.
  void set_frontier(OptimizeProblem& problem, const CompiledPlan& plan) {
    if (!arguments_.has(option::frontier))
      return;
    const std::vector<OpenValue> values = study_.open_values(option::frontier, plan);
    const OpenValue& value = values.front();
    if (value.path != "budget" && value.path != "investment.budget")
      throw UsageError{
          fmt::format("--frontier: '{}' is not the budget", value.path),
          "a frontier shows what each budget buys",
          fmt::format("write 'budget={}",
                      arguments_.texts(option::frontier).back().substr(value.path.size() + 1) +
                          "'")};
    const HoleValues& hole = value.values.front();
    if (hole.values.empty())
      throw UsageError{"--frontier: the range has no number of budgets", "",
                       "write it behind the range, as in 'budget={$50M..$400M:8}'"};
    if (value.values.size() > 1 || value.holes.front().end != value.expression.size())
      throw UsageError{"--frontier: the budget is more than one value", "",
                       fmt::format("write {}", option::frontier.example)};
    problem.budgets = hole.values;
    std::ranges::sort(problem.budgets);
    require_budget(plan);
    problem.open_budget = true;
  }

  OptimizeResult result_of(const Loaded& loaded, const Looks& looks,
                           const InvestmentAskedFor& asked, Optimized found) const {
    const Model& model = loaded.plan->model;
    OptimizeResult result{.head = study_.head(loaded, looks),
                          .objective = "all",
                          .objective_label = {},
                          .pillars = asked.pillars,
                          .floors = asked.floors,
                          .confidence = asked.problem.confidence,
                          .declared = asked.problem.declared,
                          .budget = asked.budget,
                          .found = std::move(found)};
    if (asked.problem.objective.kind == StudiedOutput::Kind::target) {
      const ModelTarget& target = model.targets[asked.problem.objective.index];
      result.objective = target.name;
      result.objective_label = target.label.empty() ? target.name : target.label;
    }
    return result;
  }

  const Arguments& arguments_;
  StudyCommand& study_;
};

int optimize_plan(const Arguments& arguments) {
  StudyCommand study(arguments, "allocations");
  const PlanFile file = study.read(arguments.operands.front());
  const OptimizeResult result = find_allocation(arguments, study, file, study.load(file));
  return study.write(answer_of(optimize_document(result), optimize_data(result)));
}

} // namespace

OptimizeResult find_allocation(const Arguments& arguments, StudyCommand& study,
                               const PlanFile& file, const Loaded& loaded) {
  return Optimize(arguments, study).find(file, loaded);
}

Command optimize_command() {
  return {
      .name = "optimize",
      .doc = "How to share a budget out over its pillars",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options = join({{&option::target, &option::subject_to, &option::bounds, &option::frontier,
                        &option::least},
                       study_options()}),
      .notes = "Without --target it is all targets together that become most likely. All\n"
               "allocations have the same draws; the answer is judged on other paths than\n"
               "those that chose it.",
      .examples = {"escala optimize plan.yaml",
                   "escala optimize plan.yaml --target billion_arr --bounds product=10%..40%",
                   "escala optimize plan.yaml --subject-to 'solvent>=95%' --least",
                   "escala optimize plan.yaml --frontier 'budget={$50M..$400M:8}'"},
      .overview = {"escala optimize plan.yaml", "the best shares of a budget"},
      .run = optimize_plan};
}

} // namespace escala::app
