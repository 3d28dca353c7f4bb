// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "app/baseline.h"
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
#include "escala/report/result_verdict.h"
#include "escala/report/verdicts.h"
#include "escala/simulate/simulate.h"
#include "escala/summarize/extremes.h"

namespace escala::app {
namespace {

constexpr std::array kMedianAlone{50.0}; // in percent
constexpr std::uint64_t kPathsOfMedians = 100'000;
constexpr std::size_t kMostMistakes = 100; // of a plan, in formats for verdicts

// Other tables are not of targets.
void require_judged(const std::string& table) {
  if (table != "targets" && table != "first-months")
    throw UsageError{fmt::format("--table {}: check has no {}", table, table),
                     "it judges targets only", "use escala run"};
}

class CheckRun {
 public:
  explicit CheckRun(const Arguments& arguments)
      : arguments_(arguments), outputs_(resolve_outputs(arguments, "targets", true)),
        workers_(start_workers(arguments)) {
    spec_.first_look = arguments.value(option::first_look, spec_.first_look);
    spec_.max_paths = arguments.value(option::max_paths, spec_.max_paths);
    use_instruction_set(arguments.value(option::isa));
    spec_.ranks = &processes();
    progress_ = progress_of(arguments, false);
    spec_.observer = progress_.get();
    require_judged(outputs_.render.table);
  }

  int run() {
    keep_data_files();
    check_files();
    if (locales_.size() == 1) // else the plans do not agree
      use_locale(outputs_, *locales_.begin());
    if (!results_.empty() || outputs_.any_takes_data())
      write_outputs(outputs_, answer());
    else // what CI shows of a plan is its mistakes, too
      write_outputs(verdict_outputs(outputs_), answer());
    return code_;
  }

 private:
  void check_files() {
    try {
      baseline_ = BaselineFile::open(arguments_, outputs_);
    } catch (BaselineFailure& failure) {
      return fail(std::move(failure));
    }
    for (const std::string& file : arguments_.operands)
      check_file(file);
  }

  // No output may replace a data file of a later plan either. Standard input is read once.
  void keep_data_files() {
    if (outputs_.files.empty() || arguments_.operands.size() < 2)
      return;
    for (const std::string& file : arguments_.operands)
      if (file != "-")
        keep_inputs(outputs_, named_inputs(file, arguments_.texts(option::set)));
  }

  Answer answer() const {
    Answer answer = answer_of(results_, outputs_, errors_);
    answer.verdicts.plans = verdicts_;
    for (auto* documents : {&answer.documents, &answer.whole_documents})
      if (!documents->empty())
        documents->back().sections.push_back(
            check_summary(results_, failed_, {spec_.first_look, spec_.max_paths}));
    return answer;
  }

  void check_file(const std::string& file) {
    Diagnostics diagnostics;
    const int code = judge_file(file, diagnostics);
    code_ = combine(code_, code);
    if (code == kInvalid || code == kCouldNotFinish)
      add_errors(file, std::move(diagnostics));
  }

  void show_all(const Diagnostics& diagnostics, const std::string& file) const {
    show(diagnostics, arguments_.has(option::quiet), arguments_.has(option::strict),
         arguments_.operands.size() > 1 ? file : "");
  }

  int judge_file(const std::string& file, Diagnostics& diagnostics) {
    const std::optional<PlanFile> plan = read_plan(file, diagnostics);
    if (!plan) {
      ++failed_;
      show_all(diagnostics, file);
      return kCouldNotFinish;
    }
    std::vector<Loaded> loaded;
    const std::vector<std::string> wanted = arguments_.texts(option::variant);
    loaded.push_back(load(*plan, wanted, arguments_, diagnostics));
    const bool fits =
        !arguments_.has(option::all_variants) || load_variants(*plan, wanted, loaded, diagnostics);
    show_all(diagnostics, file);
    keep_inputs(outputs_, data_inputs(*plan));
    int code = plan->files->failed() ? kCouldNotFinish : kDone;
    if (!fits) {
      ++failed_;
      return combine(code, kInvalid);
    }
    for (Loaded& one : loaded)
      code = combine(code, judge_loaded(std::move(one), diagnostics));
    return code;
  }

  // Nothing is judged.
  void fail(BaselineFailure failure) {
    show_all(failure.diagnostics, failure.file);
    add_errors(failure.file, std::move(failure.diagnostics));
    code_ = combine(code_, failure.code);
  }

  void add_errors(const std::string& file, Diagnostics diagnostics) {
    PlanVerdicts none;
    none.provenance.file = file;
    none.mistakes = mistakes_of(diagnostics);
    verdicts_.push_back(std::move(none));
    errors_.push_back({file, std::move(diagnostics), arguments_.has(option::strict)});
  }

  std::vector<PlanMistake> mistakes_of(const Diagnostics& diagnostics) const {
    std::vector<PlanMistake> mistakes;
    for (const Diagnostic& one : diagnostics.sorted()) {
      if (one.severity == Severity::warning && !arguments_.has(option::strict))
        continue;
      const ReportedDiagnostic told = reported(one).front();
      const std::string option = told.option.empty() ? "" : told.option + ": ";
      mistakes.push_back(
          {option + sentence_of(told), {told.file, told.begin.line, told.begin.column}});
      if (mistakes.size() == kMostMistakes)
        break;
    }
    return mistakes;
  }

  // Adds all variants but those of `loaded`, up to those whose mistakes are enough; there is no
  // result of the others. False if they are too large together.
  bool load_variants(const PlanFile& plan, const std::vector<std::string>& wanted,
                     std::vector<Loaded>& loaded, Diagnostics& diagnostics) {
    const std::vector<std::string> names = loaded.front().variants;
    VariantBudget budget(plan, loaded.front(), diagnostics);
    bool fits = budget.holds(names.size());
    for (auto name = names.begin(); fits && name != names.end(); ++name) {
      if (std::vector{*name} == wanted)
        continue;
      if (budget.has_enough_errors()) {
        ++failed_;
        continue;
      }
      loaded.push_back(load(plan, {*name}, arguments_, diagnostics));
      fits = budget.goes_on(*name, loaded.back());
    }
    return fits;
  }

  int judge_loaded(Loaded loaded, Diagnostics& diagnostics) {
    const std::size_t before = results_.size();
    const int code = loaded.plan ? judge(std::move(loaded), diagnostics) : kInvalid;
    failed_ += results_.size() == before ? 1 : 0;
    return code;
  }

  int judge(Loaded loaded, Diagnostics& diagnostics) {
    const auto& [model, notes, simulation, shown] = *loaded.plan;
    if (model.targets.empty())
      return refuse_without_targets(loaded.provenance.file, diagnostics);
    std::optional<ComparedPlan> compared;
    try {
      compared = baseline_for(loaded);
    } catch (BaselineFailure& failure) {
      const int code = failure.code;
      return fail(std::move(failure)), code;
    }
    locales_.insert(shown.locale);
    const std::optional<Baseline> baseline =
        compared && !compared->is_lacking() ? std::optional(compared->baseline()) : std::nullopt;
    spec_.draws = DrawSource(simulation.seed, simulation.sampler);
    spec_.baseline = baseline ? &*baseline : nullptr;
    const CheckResult result = check(model, spec_, *workers_);
    if (progress_)
      progress_->clear();
    if (result.outcome.status != RunStatus::done)
      return report_outcome(result.outcome,
                            result.outcome.run == 0 ? *loaded.plan : *compared->plan, &diagnostics);
    Findings findings{.tally = result.tally,
                      .targets = result.targets,
                      .joint = *result.joint,
                      .paths = model.is_uncertain() ? result.tally.paths : spec_.first_look,
                      .differences = result.differences};
    if (compared)
      findings.differences.targets.resize(model.targets.size()); // none where it is lacking
    results_.push_back(make_result(model, notes, findings, loaded.provenance));
    if (compared)
      results_.back().baseline = compared->shown;
    if (outputs_.any_takes_verdicts())
      add_verdicts(loaded, std::move(findings), results_.back());
    return code_of(results_.back());
  }

  // Verdicts tell the median of what a target compares, too. It is that of the paths judged, of the
  // first of them where they are many.
  void add_verdicts(const Loaded& loaded, Findings findings, const RunResult& judged) {
    const CompiledPlan& plan = *loaded.plan;
    ExtremeObserver extremes({probabilities_of(kMedianAlone), QuantileMethod::exact});
    Run run{.model = &plan.model,
            .draws = spec_.draws,
            .paths = std::min(findings.paths, kPathsOfMedians),
            .observers = {&extremes}};
    if (simulate(run, *workers_, {.ranks = &processes()}).status == RunStatus::done) {
      findings.percents = kMedianAlone;
      findings.extremes = &extremes.targets();
    }
    RunResult told = make_result(plan.model, plan.notes, findings, loaded.provenance);
    told.baseline = judged.baseline;
    verdicts_.push_back(verdicts_of(told));
  }

  std::optional<ComparedPlan> baseline_for(const Loaded& loaded) {
    if (baseline_ == nullptr)
      return std::nullopt;
    const std::vector<std::string> wanted = arguments_.texts(option::variant);
    const bool is_wanted = loaded.provenance.variant == fmt::format("{}", fmt::join(wanted, ", "));
    return is_wanted ? baseline_->for_plan(loaded, wanted, false)
                     : baseline_->for_plan(loaded, {loaded.provenance.variant}, true);
  }

  // Said once for all variants.
  int refuse_without_targets(const std::string& file, Diagnostics& diagnostics) {
    if (without_targets_.insert(file).second) {
      Diagnostics said;
      said.error({}, fmt::format("{} has no targets", file), "check judges targets",
                 "add a target, or use escala run");
      show_all(said, file);
      diagnostics.add(said.all().front());
    }
    return kInvalid;
  }

  int code_of(const RunResult& result) const {
    switch (verdict_of(result).value_or(ResultVerdict::met)) {
    case ResultVerdict::missed:
      return kMissed;
    case ResultVerdict::undecided:
      if (outputs_.undecided_passes)
        return std::ranges::any_of(judged_targets(result), &JudgedTarget::dropped) ? kDropped
                                                                                   : kDone;
      return kUndecided;
    case ResultVerdict::dropped:
      return kDropped;
    case ResultVerdict::met:
      break;
    }
    return kDone;
  }

  const Arguments& arguments_;
  Outputs outputs_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<ProgressObserver> progress_;
  CheckSpec spec_;
  std::unique_ptr<BaselineFile> baseline_; // null: none
  std::vector<RunResult> results_;
  std::vector<FileErrors> errors_;
  std::vector<PlanVerdicts> verdicts_; // of all files in their order, if a format takes them
  std::size_t failed_ = 0;             // plans without a result
  std::set<std::optional<std::string>> locales_; // that plans ask for
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
          .options = join(
              {{&option::first_look, &option::max_paths, &option::all_variants, &option::undecided},
               baseline_options(),
               simulation_options(),
               output_options(),
               scenario_options()}),
          .notes = "Exit code: 0 every target met, 3 one missed, 4 none missed but one undecided,\n"
                   "5 none of these but one dropped from its --baseline by more than --max-drop,\n"
                   "2 invalid scenario or usage, 1 could not finish.",
          .examples = {"escala check plan.yaml",
                       "escala check plan.yaml --baseline main/plan.yaml --max-drop 2%",
                       "escala check plans/*.yaml --all-variants --format json -o verdicts.csv"},
          .overview = {"escala check plan.yaml", "exit code 0 if every target is met"},
          .run = [](const Arguments& arguments) { return CheckRun(arguments).run(); }};
}

} // namespace escala::app
