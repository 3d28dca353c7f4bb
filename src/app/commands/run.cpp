// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/analyses.h"
#include "app/baseline.h"
#include "app/command.h"
#include "app/exit_code.h"
#include "app/file_watch.h"
#include "app/load.h"
#include "app/memory_guard.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/options/machine.h"
#include "app/outputs.h"
#include "app/processes.h"
#include "app/progress.h"
#include "app/run_outcome.h"
#include "app/start_workers.h"
#include "app/trials.h"
#include "app/usage_error.h"
#include "app/watch_files.h"
#include "escala/analysis/attribution.h"
#include "escala/analysis/counterfactual.h"
#include "escala/analysis/drawn_observer.h"
#include "escala/plan/plan.h"
#include "escala/report/binding_target.h"
#include "escala/report/make_result.h"
#include "escala/report/replay.h"
#include "escala/report/run_data.h"
#include "escala/report/run_document.h"
#include "escala/report/run_sheets.h"
#include "escala/simulate/simulate.h"
#include "escala/summarize/extremes.h"
#include "escala/summarize/flows.h"
#include "escala/summarize/risks.h"
#include "escala/summarize/summary.h"
#include "escala/targets/difference.h"
#include "escala/targets/judge.h"
#include "escala/targets/paired.h"

namespace escala::app {
namespace {

// The quantiles that are computed, in percent: those that are shown, of documents only three of
// them, and those that documents and targets need.
std::vector<double> computed_percents(const Outputs& outputs, const std::vector<double>& chosen) {
  std::set<double> percents(kDocumentPercents.begin(), kDocumentPercents.end());
  const ShownQuantiles shown = shown_quantiles(chosen);
  percents.insert({shown.low, shown.middle, shown.high});
  if (outputs.any_takes_data() || outputs.any_adds_runs())
    percents.insert(chosen.begin(), chosen.end());
  return {percents.begin(), percents.end()};
}

// The observers of a run, and what they found.
struct Watch {
  std::vector<double> percentiles; // that curves show
  std::vector<double> percents;    // that are computed
  QuantileMethod method;
  ReportPeriod report_period;
  SummaryObserver summary;
  JudgeObserver judge;
  RiskObserver risks;
  OutcomeObserver outcomes;
  FlowObserver flows;                       // by periods of --every
  bool is_whole;                            // a document of all of it is asked for
  std::optional<FlowObserver> yearly_flows; // of those, if the periods are not years
  ExtremeObserver extremes;
  DrawnObserver drawn;
  FlowsOfPaths valued;                    // of the investment
  std::vector<TrialColumn> trial_columns; // of a workbook
  std::optional<TrialObserver> trials;

  Watch(const Model& model, const Outputs& outputs, const OutputPlan& shown_by_plan,
        QuantileMethod quantile_method, JudgeObserver::Keep keep)
      : percentiles(shown_by_plan.percentiles), percents(computed_percents(outputs, percentiles)),
        method(quantile_method), report_period(outputs.report_period), summary(wanted()),
        judge(kStudiedPaths, keep), flows(report_period, wanted()),
        is_whole(outputs.any_takes_documents(true)), extremes(wanted()) {
    if (is_whole && report_period != ReportPeriod::year)
      yearly_flows.emplace(ReportPeriod::year, wanted());
    if (outputs.any_takes_workbooks()) {
      trial_columns = workbook_trial_columns(model);
      trials.emplace(trial_columns, kTrialPaths);
    }
  }

  WantedQuantiles wanted() const { return {probabilities_of(percents), method}; }

  std::vector<MonthObserver*> observers(const Model& model) {
    std::vector<MonthObserver*> all{&summary, &judge, &risks, &outcomes, &extremes, &drawn};
    if (model.valuation)
      all.push_back(&valued);
    if (report_period != ReportPeriod::month)
      all.push_back(&flows);
    if (yearly_flows)
      all.push_back(&*yearly_flows);
    if (trials && processes().count() == 1)
      all.push_back(&*trials);
    return all;
  }

  Findings findings(const Run& run, Counterfactuals gains, Workers& workers) {
    Findings found = judge_run(*run.model, judge.tally(), run.draws.sampler(), run.paths);
    found.curves = &summary.metrics();
    found.percents = percents;
    found.percentiles = percentiles;
    found.quantile_error = method == QuantileMethod::sketch ? QuantileSketch::kError : 0;
    found.report_period = report_period;
    found.flows = &flows.metrics();
    if (is_whole)
      found.yearly_flows = yearly_flows ? &yearly_flows->metrics() : &flows.metrics();
    found.extremes = &extremes.targets();
    found.risks = risks.risks();
    found.categories = risks.categories();
    found.counterfactuals = std::move(gains.found);
    found.value = std::move(gains.value);
    found.inputs = attribute(*run.model, drawn, judge, workers);
    found.together = targets_together(*run.model, drawn.paths(), judge);
    return found;
  }
};

// Compares the targets of a run with a baseline, if there is one: beside the run, or after it.
class Comparison {
 public:
  Comparison(const Model& model, std::optional<ComparedPlan> compared)
      : model_(model), compared_(std::move(compared)) {
    if (compared_ && compared_->plan)
      paired_.emplace(plan().model, model);
  }

  const CompiledPlan& plan() const { return *compared_->plan; }
  std::optional<BaselineOfResult> shown() const {
    return compared_ ? std::optional(compared_->shown) : std::nullopt;
  }
  JudgeObserver::Keep keep() const {
    return paired_ ? JudgeObserver::Keep::all_paths : JudgeObserver::Keep::first_paths;
  }
  // Bytes that each rank needs: a bit for each path and target of both runs, and the states of the
  // baseline.
  std::uint64_t memory(std::uint64_t paths, std::size_t workers) const {
    if (!paired_)
      return 0;
    const std::size_t targets = model_.targets.size() + plan().model.targets.size() + 2;
    return workers * memory_of(plan().model) + paths / 8 * targets;
  }
  // The run, and that of the baseline.
  std::vector<Run> runs(const Run& run, const JudgeObserver& judge) {
    std::vector<Run> runs{run};
    if (paired_)
      runs.push_back(paired_->beside(run, judge));
    return runs;
  }

  void add_to(Findings& findings, Sampler sampler) {
    if (!compared_)
      return;
    if (paired_) {
      paired_->take();
      findings.differences = paired_->differences(sampler);
    } else if (compared_->earlier) {
      findings.differences =
          independent_differences(*compared_->earlier, findings.targets, findings.joint);
    }
    findings.differences.targets.resize(model_.targets.size()); // none where it is lacking
  }

 private:
  const Model& model_;
  std::optional<ComparedPlan> compared_;
  std::optional<PairedRuns> paired_;
};

// Bytes that each rank needs.
std::uint64_t memory_of_run(const Run& run, std::size_t workers) {
  const Model& model = *run.model;
  const RunShape shape{
      .model = &model, .paths = model.is_uncertain() ? run.paths : 1, .ranks = processes().count()};
  std::uint64_t of_month = 0;
  for (const MonthObserver* observer : run.observers)
    of_month += observer->bytes_of_month(shape);
  return workers * memory_of(model) +
         plan_months(model, shape.paths / shape.ranks, of_month).bytes +
         memory_of_value(model, run.paths);
}

// A plan that is simulated, and with what.
struct Simulated {
  Loaded loaded;
  std::optional<ComparedPlan> compared;
  const Arguments& arguments;
  Outputs outputs;
  Workers& workers;
  ProgressObserver* progress;
  const Plan* plan = nullptr; // of a run that may be replayed

  Run run() const {
    const SimulationPlan& simulation = loaded.plan->simulation;
    return {.model = &loaded.plan->model,
            .draws = DrawSource(simulation.seed, simulation.sampler),
            .paths = simulation.paths};
  }
};

// What a run found, and its first paths if a workbook is asked for.
struct FoundRun {
  RunResult result;
  TrialTable trials;
};

// The first paths of a run. Several processes have each seen others, so that one computes them
// again.
TrialTable trials_of(Watch& watch, Run run, Workers& workers) {
  if (!watch.trials || !is_root_rank())
    return {};
  if (processes().count() > 1) {
    run.observers = {&*watch.trials};
    run.paths = std::min(run.paths, kTrialPaths);
    simulate(run, workers);
  }
  return trial_table(std::move(watch.trial_columns), *watch.trials);
}

// Simulates a plan. Returns an exit code, and in `found` what was found.
int find_result(Simulated& of, FoundRun& found) {
  const auto& [model, notes, simulation, shown] = *of.loaded.plan;
  Workers& workers = of.workers;
  Comparison comparison(model, std::move(of.compared));
  Watch watch(model, of.outputs, shown, of.arguments.value(option::quantiles), comparison.keep());
  Run run = of.run();
  run.observers = watch.observers(model);
  if (of.progress != nullptr)
    run.observers.push_back(of.progress);
  require_memory(
      {.paths = run.paths,
       .bytes = memory_of_run(run, workers.count()) + comparison.memory(run.paths, workers.count()),
       .threads = workers.count(),
       .method = watch.method});
  const RunControl control{.ranks = &processes()};
  const std::vector<Run> runs = comparison.runs(run, watch.judge);
  const RunOutcome outcome = simulate(runs, workers, control);
  if (of.progress != nullptr)
    of.progress->clear();
  if (outcome.status != RunStatus::done)
    return report_outcome(outcome, outcome.run == 0 ? *of.loaded.plan : comparison.plan());

  Counterfactuals gains =
      compare_omissions(run, watch.outcomes, watch.judge, workers, control, &watch.valued);
  if (gains.outcome.status != RunStatus::done)
    return report_outcome(gains.outcome, *of.loaded.plan);

  Findings findings = watch.findings(run, std::move(gains), workers);
  comparison.add_to(findings, simulation.sampler);
  RunResult& result = found.result;
  result = make_result(model, notes, findings, std::move(of.loaded.provenance));
  result.baseline = comparison.shown();
  show_curves(shown.show, result);
  found.trials = trials_of(watch, run, workers);
  return kDone;
}

// The sheets of the workbook that compute the run's figures anew.
RunSheets sheets_of(const Simulated& of, FoundRun& found) {
  if (!of.outputs.any_takes_workbooks() || !is_root_rank())
    return {};
  const Model& model = of.loaded.plan->model;
  const auto replay =
      make_replay({.plan = of.plan,
                   .changes = changes_of(of.arguments.texts(option::variant), of.arguments),
                   .compiled = &*of.loaded.plan,
                   .ranking = ranking_of(model, found.trials, binding_target(found.result.targets)),
                   .workers = &of.workers});
  if (replay == nullptr)
    throw Exit{kCouldNotFinish};
  return {.sheets = run_sheets(found.result, std::move(found.trials), *replay),
          .choice = choice_of(*replay)};
}

int find_answer(Simulated& of, Answer& answer) {
  FoundRun found;
  const int code = find_result(of, found);
  if (code != kDone)
    return code;
  answer = answer_of({&found.result, 1}, of.outputs);
  answer.run_sheets = sheets_of(of, found);
  return code;
}

// The table of trials, if an output is one. Finds mistakes of its options before the plan is
// simulated.
Pieces trial_pieces(const Simulated& of) {
  if (!of.outputs.any_takes_trials())
    return nullptr;
  const CompiledPlan& plan = *of.loaded.plan;
  Trials trials{.plan = &plan,
                .run = of.run(),
                .columns = trial_columns(plan.model, metrics_in_months(of.arguments, plan.model)),
                .dialect = of.outputs.render.dialect,
                .workers = &of.workers};
  require_memory({.paths = trials.run.paths,
                  .bytes = of.workers.count() * memory_of(plan.model) + memory_of_trials(trials),
                  .threads = of.workers.count()});
  return [&of, trials = std::move(trials)](const Put& put) {
    const auto progress = progress_of(of.arguments, false);
    return write_trials(trials, progress.get(), put);
  };
}

// Simulates a plan, and writes what was found.
int simulate_loaded(Simulated of) {
  const OutputPlan& shown = of.loaded.plan->output;
  if (shown.every && !of.arguments.has(option::every))
    of.outputs.report_period = *shown.every;
  use_locale(of.outputs, shown.locale);
  const Pieces trials = trial_pieces(of);
  Answer answer;
  if (of.outputs.any_takes_results() || trials == nullptr) // a run without outputs finds mistakes
    if (const int code = find_answer(of, answer); code != kDone)
      return code;
  write_outputs(of.outputs, answer, trials);
  return kDone;
}

Detail detail_of(const Arguments& arguments) {
  if (arguments.has(option::brief) && arguments.has(option::full))
    throw UsageError{"--brief and --full exclude each other", "", "leave one of them out"};
  return arguments.has(option::brief)  ? Detail::brief
         : arguments.has(option::full) ? Detail::full
                                       : Detail::usual;
}

int simulate_file(const Arguments& arguments, FilesRead& files) {
  Outputs outputs = resolve_outputs(arguments, "curves", false);
  outputs.detail = detail_of(arguments);
  check_trials(arguments, outputs);
  use_instruction_set(arguments.value(option::isa));
  for (const std::string& file : arguments.texts(option::baseline))
    files.emplace(file, look_at(file));
  const std::unique_ptr<BaselineFile> baseline = BaselineFile::open(arguments, outputs);
  const auto progress = progress_of(arguments, true);
  const std::unique_ptr<Workers> workers = start_workers(arguments);
  const std::string& name = arguments.operands.front();
  const FileLook look = look_at(name);
  const std::optional<PlanFile> file = read_plan(name);
  if (!file)
    return kCouldNotFinish;
  files.emplace(name, look);
  Diagnostics diagnostics;
  Loaded loaded = load(*file, arguments.texts(option::variant), arguments, diagnostics);
  files.insert(file->files->looks().begin(), file->files->looks().end());
  show(diagnostics, arguments.has(option::quiet), arguments.has(option::strict));
  if (!loaded.plan)
    return file->files->failed() ? kCouldNotFinish : kInvalid;
  keep_inputs(outputs, data_inputs(*file));
  std::optional<ComparedPlan> compared;
  if (baseline != nullptr)
    compared = baseline->for_plan(loaded, arguments.texts(option::variant), false);
  return simulate_loaded({std::move(loaded), std::move(compared), arguments, std::move(outputs),
                          *workers, progress.get(), &file->plan});
}

// `files`: to which the files that are read are added.
int simulate_plan(const Arguments& arguments, FilesRead& files) {
  try {
    return simulate_file(arguments, files);
  } catch (const BaselineFailure& failure) {
    show(failure.diagnostics, arguments.has(option::quiet), false);
    return failure.code;
  }
}

int run_plan(const Arguments& arguments) {
  if (arguments.has(option::watch))
    return watch_files(arguments, simulate_plan);
  FilesRead files;
  return simulate_plan(arguments, files);
}

} // namespace

RunAnswer find_run(const Arguments& arguments, StudyCommand& study, const PlanFile& file,
                   const Loaded& loaded) {
  Simulated of{loaded,           {},        arguments, study.outputs(), study.workers(),
               study.progress(), &file.plan};
  FoundRun found;
  if (const int code = find_result(of, found); code != kDone)
    throw Exit{code};
  RunSheets sheets = sheets_of(of, found);
  return {std::move(found.result), std::move(sheets)};
}

Command run_command() {
  return {
      .name = "run",
      .doc = "Simulate a scenario: verdicts and curves",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options = join({{&option::paths},
                       simulation_options(),
                       {&option::quantiles, &option::undecided, &option::metric, &option::at},
                       baseline_options(),
                       output_options(),
                       {&option::brief, &option::full, &option::watch},
                       scenario_options()}),
      .examples = {"escala run plan.yaml",
                   "escala run plan.yaml --paths 1M --seed 7 -o curves.csv -o result.json",
                   "escala run plan.yaml -o trials.csv --table trials --metric arr --at 2027-12",
                   "escala run plan.yaml --set 'metrics.arr.initial=$8M' --format json"},
      .overview = {"escala run plan.yaml", "verdicts and curves"},
      .run = run_plan};
}

} // namespace escala::app
