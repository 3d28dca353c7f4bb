// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

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
#include "app/usage_error.h"
#include "app/watch_files.h"
#include "escala/analysis/attribution.h"
#include "escala/analysis/counterfactual.h"
#include "escala/analysis/drawn_observer.h"
#include "escala/plan/plan.h"
#include "escala/report/make_result.h"
#include "escala/report/run_data.h"
#include "escala/report/run_document.h"
#include "escala/simulate/simulate.h"
#include "escala/summarize/extremes.h"
#include "escala/summarize/flows.h"
#include "escala/summarize/risks.h"
#include "escala/summarize/summary.h"
#include "escala/targets/judge.h"

namespace escala::app {
namespace {

// The quantiles of data include those of documents.
std::span<const double> wanted_quantiles(const Outputs& outputs) {
  return outputs.any_takes_data() ? kDataQuantiles : std::span<const double>(kDocumentQuantiles);
}

// The observers of a run, and what they found.
struct Watch {
  std::span<const double> probabilities;
  QuantileMethod method;
  ReportPeriod report_period;
  SummaryObserver summary;
  JudgeObserver judge;
  RiskObserver risks;
  OutcomeObserver outcomes;
  FlowObserver flows; // by periods of --every
  ExtremeObserver extremes;
  DrawnObserver drawn;

  Watch(const Outputs& outputs, QuantileMethod quantile_method)
      : probabilities(wanted_quantiles(outputs)), method(quantile_method),
        report_period(outputs.report_period), summary(wanted()), judge(kStudiedPaths),
        flows(report_period, wanted()), extremes(wanted()) {}

  WantedQuantiles wanted() const { return {{probabilities.begin(), probabilities.end()}, method}; }

  std::vector<MonthObserver*> observers() {
    std::vector<MonthObserver*> all{&summary, &judge, &risks, &outcomes, &extremes, &drawn};
    if (report_period != ReportPeriod::month)
      all.push_back(&flows);
    return all;
  }

  Findings findings(const Run& run, std::vector<Counterfactual> gains, Workers& workers) {
    Findings found = judge_run(*run.model, judge.tally(), run.draws.sampler(), run.paths);
    found.curves = &summary.metrics();
    found.probabilities = probabilities;
    found.quantile_error = method == QuantileMethod::sketch ? QuantileSketch::kError : 0;
    found.report_period = report_period;
    found.flows = &flows.metrics();
    found.extremes = &extremes.targets();
    found.risks = risks.risks();
    found.categories = risks.categories();
    found.counterfactuals = std::move(gains);
    found.inputs = attribute(*run.model, drawn, judge, workers);
    found.together = targets_together(*run.model, drawn.paths(), judge);
    return found;
  }
};

// Bytes that each rank needs.
std::uint64_t memory_of_run(const Run& run, std::size_t workers) {
  const Model& model = *run.model;
  const RunShape shape{
      .model = &model, .paths = model.is_uncertain() ? run.paths : 1, .ranks = processes().count()};
  std::uint64_t of_month = 0;
  for (const MonthObserver* observer : run.observers)
    of_month += observer->bytes_of_month(shape);
  return workers * memory_of(model) + plan_months(model, shape.paths / shape.ranks, of_month).bytes;
}

// Simulates a plan, and writes what was found.
int simulate_loaded(Loaded loaded, const Arguments& arguments, Outputs outputs, Workers& workers,
                    ProgressObserver* progress) {
  const auto& [model, notes, simulation, shown] = *loaded.plan;
  if (shown.every && !arguments.has(option::every))
    outputs.report_period = *shown.every;
  Watch watch(outputs, arguments.value(option::quantiles));
  Run run{.model = &model,
          .draws = DrawSource(simulation.seed, simulation.sampler),
          .paths = simulation.paths,
          .observers = watch.observers()};
  if (progress != nullptr)
    run.observers.push_back(progress);
  require_memory({.paths = run.paths,
                  .bytes = memory_of_run(run, workers.count()),
                  .threads = workers.count(),
                  .method = watch.method});
  const RunControl control{.ranks = &processes()};
  const RunOutcome outcome = simulate(run, workers, control);
  if (progress != nullptr)
    progress->clear();
  if (outcome.status != RunStatus::done)
    return report_outcome(outcome, *loaded.plan);

  Counterfactuals gains = compare_omissions(run, watch.outcomes, watch.judge, workers, control);
  if (gains.outcome.status != RunStatus::done)
    return report_outcome(gains.outcome, *loaded.plan);

  const Findings findings = watch.findings(run, std::move(gains.found), workers);
  std::array results{make_result(model, notes, findings, std::move(loaded.provenance))};
  show_curves(shown.show, results.front());
  write_outputs(outputs, answer_of(results, outputs));
  return kDone;
}

Detail detail_of(const Arguments& arguments) {
  if (arguments.has(option::brief) && arguments.has(option::full))
    throw UsageError{"--brief and --full exclude each other", "", "leave one of them out"};
  return arguments.has(option::brief)  ? Detail::brief
         : arguments.has(option::full) ? Detail::full
                                       : Detail::usual;
}

// `files`: to which the files that are read are added.
int simulate_plan(const Arguments& arguments, FilesRead& files) {
  Outputs outputs = resolve_outputs(arguments, "curves", false);
  outputs.detail = detail_of(arguments);
  use_instruction_set(arguments.value(option::isa));
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
  return simulate_loaded(std::move(loaded), arguments, std::move(outputs), *workers,
                         progress.get());
}

int run_plan(const Arguments& arguments) {
  if (arguments.has(option::watch))
    return watch_files(arguments, simulate_plan);
  FilesRead files;
  return simulate_plan(arguments, files);
}

} // namespace

Command run_command() {
  return {
      .name = "run",
      .doc = "Simulate a scenario: verdicts and curves",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options = join({{&option::paths},
                       simulation_options(),
                       {&option::quantiles},
                       output_options(),
                       {&option::brief, &option::full, &option::watch},
                       scenario_options()}),
      .examples = {"escala run plan.yaml",
                   "escala run plan.yaml --paths 1M --seed 7 -o curves.csv -o result.json",
                   "escala run plan.yaml --set 'metrics.arr.initial=$8M' --format json"},
      .overview = {"escala run plan.yaml", "verdicts and curves"},
      .run = run_plan};
}

} // namespace escala::app
