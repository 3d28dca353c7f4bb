// SPDX-License-Identifier: Apache-2.0
// What the commands of analyses have in common: they read a plan, look at more and more paths until
// the figures are sure, and write the answer.
//
//   StudyCommand study(arguments, "points");
//   PlanFile file = study.read(arguments.operands.front());
//   OpenPlan plan = study.open(file, loaded, values);
//   Looks looks = study.look(analysis, {.first_paths = 10'240});
//   return study.finish(looks, failed_plan, make_answer);
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/load.h"
#include "app/outputs.h"
#include "app/progress.h"
#include "app/signals.h"
#include "escala/analysis/looks.h"
#include "escala/analysis/studied_output.h"
#include "escala/plan/open_plan.h"
#include "escala/report/study_head.h"

namespace escala::app {

// The options of every analysis.
OptionList study_options();

// Thrown where a signal came before an analysis knew any figure, if others go on without it.
struct Interrupted {};

class StudyCommand {
 public:
  // `table`: what csv holds. Throws a UsageError if an output is not for analyses.
  StudyCommand(const Arguments& arguments, const std::string& table);

  // Both throw Exit after showing what is wrong.
  PlanFile read(const std::string& file);
  // Compiles the plan with the variants, which are laid in order.
  Loaded load(const PlanFile& file, const std::vector<std::string>& variants);
  // With the options' variants.
  Loaded load(const PlanFile& file);

  // The values of an option that writes PATH=EXPR with holes. Throws Exit.
  std::vector<OpenValue> open_values(const Option<std::string>& option, const CompiledPlan& plan);
  // The plan with open values. Throws Exit.
  OpenPlan open(const PlanFile& file, std::vector<OpenValue> values);
  // The plan at some of its open values. Throws Exit.
  OpenPlan::Point at(const OpenPlan& plan, std::span<const double> values);

  // Looks at more paths until the study is sure. `standard`: the effort if no option sets it.
  Looks look(Study& study, const Effort& standard);
  // The same of runs that need no further look. Failed runs end as in finish().
  RunControl control() const;

  // The draws of the plan, as its options and `simulation` say.
  static DrawSource draws_of(const CompiledPlan& plan);
  StudyHead head(const Loaded& loaded, const Looks& looks) const;

  // For several analyses: require_known() throws Interrupted instead of ending the program.
  void go_on_without() { goes_on_without_ = true; }
  // Throws Exit if nothing is known, after saying why: a run of `plan` failed, or a signal came
  // before the first look was done.
  void require_known(const Looks& looks, const CompiledPlan& plan);
  // Writes the answer; ends the program by the signal that interrupted it. Returns the exit code.
  int write(const Answer& answer);
  // Both of them.
  template <class MakeAnswer>
  int finish(const Looks& looks, const CompiledPlan& plan, const MakeAnswer& make_answer) {
    require_known(looks, plan);
    return write(make_answer());
  }
  // Whether a signal came.
  bool is_interrupted() const { return signal_.wanted(); }

  Outputs& outputs() { return outputs_; }
  Workers& workers() { return *workers_; }
  ProgressObserver* progress() { return progress_.get(); } // null: none

 private:
  void show_all(const Diagnostics& diagnostics) const;

  const Arguments& arguments_;
  Outputs outputs_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<ProgressObserver> progress_;
  StopAtSignal signal_;
  bool goes_on_without_ = false;
  Sources texts_; // of options
};

// The effort that options ask for. `standard`: of those that are not given.
Effort effort_asked_for(const Arguments& arguments, const Effort& standard);

// The output that --target or --metric and --at ask for; nullopt if neither is given. Throws a
// UsageError.
std::optional<StudiedOutput> output_asked_for(const Arguments& arguments, const Model& model);
// The month of --at; the horizon if it is not given.
int month_asked_for(const Arguments& arguments, const Model& model);
// The indices of the metrics of --metric, which may be given several times.
std::vector<std::uint32_t> metrics_asked_for(const Arguments& arguments, const Model& model);
// The index of the target of this name. Throws a UsageError.
std::uint32_t target_named(const OptionSpec& option, const std::string& text, const Model& model);

} // namespace escala::app
