// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/options.h"
#include "app/processes.h"
#include "app/progress.h"
#include "app/signals.h"
#include "app/simulation.h"
#include "escala/plan/plan.h"
#include "escala/report/make_report.h"

namespace escala::app {
namespace {

class CheckRun {
 public:
  explicit CheckRun(const CommonOptions& options)
      : options_(options), outputs_(resolve_outputs(options, Table::targets)),
        workers_(resolve_threads(options)) {
    CheckSpec defaults;
    spec_.first_look = resolve("--paths", options.paths, defaults.first_look);
    spec_.max_paths = resolve("--max-paths", options.max_paths, defaults.max_paths);
    use_instruction_set(options_);
    spec_.stop = &interrupted();
    spec_.ranks = &processes();
    progress_ = progress_of(options_, false);
    spec_.observer = progress_.get();
    options_.paths.clear(); // the first look, not the scenario's paths
    if (options.table != "" && outputs_.render.table == Table::curves) {
      say_error("--table curves: check has no curves", "it judges targets only", "use escala run");
      throw Exit{kInvalid};
    }
  }

  int run() {
    for (const std::string& file : options_.files)
      check_file(file);
    if (!reports_.empty() || outputs_.render.several)
      write_outputs(outputs_, reports_);
    return code_;
  }

 private:
  static std::uint64_t resolve(const char* option, const std::string& text,
                               std::uint64_t otherwise) {
    return text.empty() ? otherwise : resolve_count(option, text, 1, kMostPaths);
  }

  void check_file(const std::string& file) {
    const std::optional<PlanFile> plan = read_plan(file);
    if (!plan) {
      code_ = combine(code_, kCouldNotFinish);
      return;
    }
    Diagnostics diagnostics;
    std::vector<Loaded> loaded;
    loaded.push_back(load(*plan, options_.variant, options_, diagnostics));
    if (options_.all_variants)
      for (const std::string& variant : std::vector(loaded.front().variants))
        if (variant != options_.variant)
          loaded.push_back(load(*plan, variant, options_, diagnostics));
    show(diagnostics, options_.quiet, options_.strict);
    for (Loaded& one : loaded)
      judge_loaded(std::move(one));
  }

  void judge_loaded(Loaded loaded) {
    const int code =
        loaded.plan ? judge(*loaded.plan, std::move(loaded.provenance)) : kInvalid;
    code_ = combine(code_, code);
  }

  int judge(const CompiledPlan& plan, Provenance provenance) {
    const auto& [model, notes, simulation] = plan;
    if (model.targets.empty()) {
      say_error(fmt::format("{} has no targets", provenance.file), "check judges targets",
                "add a target, or use escala run");
      return kInvalid;
    }
    spec_.draws = DrawSource(simulation.seed, simulation.sampler);
    const CheckResult result = check(model, spec_, workers_);
    if (progress_)
      progress_->clear();
    if (result.outcome.status != RunStatus::done)
      return report_outcome(result.outcome, plan);
    Findings findings{.tally = result.tally,
                      .targets = result.targets,
                      .joint = *result.joint,
                      .paths = model.is_uncertain() ? result.tally.paths : spec_.first_look};
    reports_.push_back(make_report(model, notes, findings, std::move(provenance)));
    return verdict_code(reports_.back());
  }

  static int verdict_code(const Report& report) {
    std::vector<Verdict> verdicts;
    for (const TargetResult& target : report.targets)
      verdicts.push_back(target.verdict);
    if (report.joint && report.joint->verdict)
      verdicts.push_back(*report.joint->verdict);
    if (std::ranges::find(verdicts, Verdict::missed) != verdicts.end())
      return kMissed;
    return std::ranges::find(verdicts, Verdict::undecided) != verdicts.end() ? kUndecided : kDone;
  }

  CommonOptions options_;
  Outputs outputs_;
  Workers workers_;
  std::unique_ptr<ProgressObserver> progress_;
  CheckSpec spec_;
  std::vector<Report> reports_;
  int code_ = kDone;
};

} // namespace

std::function<int()> set_up_check(CommandLine& command) {
  const auto options = std::make_shared<CommonOptions>();
  command.files(options->files, true);
  command.option("--paths", options->paths, "Paths of the first look (4096)", "N");
  command.option("--max-paths", options->max_paths, "Give up undecided after so many (10M)", "N");
  command.flag("--all-variants", options->all_variants, "Judge every variant too");
  add_run_options(command, *options);
  add_output_options(command, *options);
  add_scenario_options(command, *options);
  command.footer("Exit code: 0 every target met, 3 one missed, 4 none missed but one undecided,\n"
                 "2 invalid scenario or usage, 1 could not finish.\n\n"
                 "Examples:\n"
                 "  escala check plan.yaml\n"
                 "  escala check plans/*.yaml --all-variants --format json -o verdicts.csv");
  return [options] { return CheckRun(*options).run(); };
}

} // namespace escala::app
