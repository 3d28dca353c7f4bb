// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "app/command.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/load_variants.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/options/machine.h"
#include "app/outputs.h"
#include "app/processes.h"
#include "app/progress.h"
#include "app/run_outcome.h"
#include "app/start_workers.h"
#include "app/usage_error.h"
#include "escala/plan/plan.h"
#include "escala/report/check_summary.h"
#include "escala/report/make_result.h"

namespace escala::app {
namespace {

class CheckRun {
 public:
  explicit CheckRun(const Arguments& arguments)
      : arguments_(arguments), outputs_(resolve_outputs(arguments, "targets", is_several())),
        workers_(start_workers(arguments)) {
    spec_.first_look = arguments.value(option::first_look, spec_.first_look);
    spec_.max_paths = arguments.value(option::max_paths, spec_.max_paths);
    use_instruction_set(arguments.value(option::isa));
    spec_.ranks = &processes();
    progress_ = progress_of(arguments, false);
    spec_.observer = progress_.get();
    if (outputs_.render.table == "curves")
      throw UsageError{"--table curves: check has no curves", "it judges targets only",
                       "use escala run"};
  }

  int run() {
    for (const std::string& file : arguments_.operands)
      check_file(file);
    if (!results_.empty() || outputs_.several)
      write_outputs(outputs_, answer());
    return code_;
  }

 private:
  bool is_several() const {
    return arguments_.operands.size() > 1 || arguments_.has(option::all_variants);
  }

  Answer answer() const {
    Answer answer = answer_of(results_, outputs_);
    for (auto* documents : {&answer.documents, &answer.whole_documents})
      if (!documents->empty())
        documents->back().sections.push_back(
            check_summary(results_, failed_, {spec_.first_look, spec_.max_paths}));
    return answer;
  }

  void check_file(const std::string& file) {
    const std::optional<PlanFile> plan = read_plan(file);
    if (!plan)
      return fail(kCouldNotFinish);
    Diagnostics diagnostics;
    std::vector<Loaded> loaded;
    const std::vector<std::string> wanted = arguments_.texts(option::variant);
    loaded.push_back(load(*plan, wanted, arguments_, diagnostics));
    const bool fits =
        !arguments_.has(option::all_variants) || load_variants(*plan, wanted, loaded, diagnostics);
    show(diagnostics, arguments_.has(option::quiet), arguments_.has(option::strict),
         arguments_.operands.size() > 1 ? file : "");
    keep_inputs(outputs_, data_inputs(*plan));
    if (plan->files->failed())
      code_ = combine(code_, kCouldNotFinish);
    if (!fits)
      return fail(kInvalid);
    for (Loaded& one : loaded)
      judge_loaded(std::move(one));
  }

  // There is no result of a file.
  void fail(int code) {
    ++failed_;
    code_ = combine(code_, code);
  }

  // Adds all variants but those of `loaded`. False if they are too large together.
  bool load_variants(const PlanFile& plan, const std::vector<std::string>& wanted,
                     std::vector<Loaded>& loaded, Diagnostics& diagnostics) {
    const std::vector<std::string> names = loaded.front().variants;
    VariantBudget budget(plan, loaded.front(), diagnostics);
    bool fits = budget.holds(names.size());
    for (auto name = names.begin(); fits && name != names.end(); ++name) {
      if (std::vector{*name} == wanted)
        continue;
      loaded.push_back(load(plan, {*name}, arguments_, diagnostics));
      fits = budget.goes_on(*name, loaded.back());
    }
    return fits;
  }

  void judge_loaded(Loaded loaded) {
    const std::size_t before = results_.size();
    const int code = loaded.plan ? judge(*loaded.plan, std::move(loaded.provenance)) : kInvalid;
    failed_ += results_.size() == before ? 1 : 0;
    code_ = combine(code_, code);
  }

  int judge(const CompiledPlan& plan, Provenance provenance) {
    const auto& [model, notes, simulation, shown] = plan;
    if (model.targets.empty()) {
      if (without_targets_.insert(provenance.file).second) // not again for each variant
        say_error(fmt::format("{} has no targets", provenance.file), "check judges targets",
                  "add a target, or use escala run");
      return kInvalid;
    }
    spec_.draws = DrawSource(simulation.seed, simulation.sampler);
    const CheckResult result = check(model, spec_, *workers_);
    if (progress_)
      progress_->clear();
    if (result.outcome.status != RunStatus::done)
      return report_outcome(result.outcome, plan);
    Findings findings{.tally = result.tally,
                      .targets = result.targets,
                      .joint = *result.joint,
                      .paths = model.is_uncertain() ? result.tally.paths : spec_.first_look};
    results_.push_back(make_result(model, notes, findings, std::move(provenance)));
    return verdict_code(results_.back());
  }

  static int verdict_code(const RunResult& result) {
    std::vector<Verdict> verdicts;
    for (const TargetResult& target : result.targets)
      verdicts.push_back(target.judgement.verdict);
    if (result.joint && result.joint->verdict())
      verdicts.push_back(*result.joint->verdict());
    if (std::ranges::find(verdicts, Verdict::missed) != verdicts.end())
      return kMissed;
    return std::ranges::find(verdicts, Verdict::undecided) != verdicts.end() ? kUndecided : kDone;
  }

  const Arguments& arguments_;
  Outputs outputs_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<ProgressObserver> progress_;
  CheckSpec spec_;
  std::vector<RunResult> results_;
  std::size_t failed_ = 0; // plans without a result
  std::set<std::string> without_targets_;
  int code_ = kDone;
};

} // namespace

Command check_command() {
  return {.name = "check",
          .doc = "Judge targets for CI; the exit code is the verdict",
          .operand = {.name = "FILE",
                      .doc = "Scenario files; - for standard input",
                      .required = true,
                      .several = true},
          .options = join({{&option::first_look, &option::max_paths, &option::all_variants},
                           simulation_options(),
                           output_options(),
                           scenario_options()}),
          .notes = "Exit code: 0 every target met, 3 one missed, 4 none missed but one undecided,\n"
                   "2 invalid scenario or usage, 1 could not finish.",
          .examples = {"escala check plan.yaml",
                       "escala check plans/*.yaml --all-variants --format json -o verdicts.csv"},
          .overview = {"escala check plan.yaml", "exit code 0 if every target is met"},
          .run = [](const Arguments& arguments) { return CheckRun(arguments).run(); }};
}

} // namespace escala::app
