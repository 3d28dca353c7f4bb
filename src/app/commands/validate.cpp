// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/command.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/look_at_plan.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/output_place.h"
#include "app/outputs.h"
#include "app/usage_error.h"

namespace escala::app {
namespace {

std::string describe(const std::string& file, const CompiledPlan& plan, std::size_t variants) {
  const auto count = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  return fmt::format("{}: ok ({}, {}, {}, {})\n", file, count(plan.model.metrics.size(), "metric"),
                     count(plan.notes.written().drivers.size(), "driver"),
                     count(plan.model.targets.size(), "target"), count(variants, "variant"));
}

class Validation {
 public:
  explicit Validation(const Arguments& arguments)
      : arguments_(arguments), outputs_(resolve_diagnostic_outputs(arguments)) {}

  int run() {
    for (const std::string& file : arguments_.operands)
      code_ = combine(code_, validate(file));
    if (arguments_.has(option::quiet) && outputs_.standard == nullptr)
      text_.clear();
    write_diagnostics(outputs_, report_, text_);
    return code_;
  }

 private:
  // A mistake that variants share is reported once.
  int validate(const std::string& file) {
    Diagnostics unread;
    std::optional<PlanFile> plan = read_plan(file, unread);
    if (!plan) {
      if (outputs_.standard == nullptr)
        show(unread, false, false);
      report_.files.push_back({.file = file, .diagnostics = reported(unread.all().front())});
      return kCouldNotFinish;
    }
    if (arguments_.has(option::fix))
      plan = mend(*plan);
    const PlanLook look = look_at(*plan, arguments_);
    Outputs written;
    written.files = outputs_.files;
    keep_inputs(written, data_inputs(*plan));
    // A format on standard output says what messages would say.
    if (outputs_.standard == nullptr)
      show(look.diagnostics, arguments_.has(option::quiet), arguments_.has(option::strict),
           arguments_.operands.size() > 1 ? file : "");
    if (outputs_.any())
      report_.files.push_back(report_of(*plan, look, arguments_));
    if (!look.valid)
      return plan->files->failed() ? kCouldNotFinish : kInvalid;
    text_ += describe(file, *look.loaded.plan, look.loaded.variants.size());
    return kDone;
  }

  // Writes the plan with what is certain replaced, and says what that is.
  PlanFile mend(const PlanFile& plan) {
    const MendedPlan result = mended(plan, arguments_);
    if (result.changes.empty())
      return plan;
    std::string why;
    const std::string& file = plan.plan.name();
    if (const auto place = find_place(file, why))
      if (const auto failure = write_all_places({{*place, result.text}}))
        why = failure->why;
    if (!why.empty()) {
      say_error(fmt::format("{} cannot be written", file), why);
      throw Exit{kCouldNotFinish};
    }
    std::string said;
    for (const std::string& change : result.changes)
      said += change + "\n";
    if (outputs_.standard == nullptr)
      text_ += said;
    else
      put_message(said);
    return plan_file(file, result.text);
  }

  const Arguments& arguments_;
  DiagnosticOutputs outputs_;
  DiagnosticsReport report_;
  std::string text_;
  int code_ = kDone;
};

int validate_files(const Arguments& arguments) {
  for (const std::string& file : arguments.operands)
    if (file == "-" && arguments.has(option::fix))
      throw UsageError{"--fix: standard input cannot be changed", "", "name a file"};
  return Validation(arguments).run();
}

} // namespace

Command validate_command() {
  return {.name = "validate",
          .doc = "Look for mistakes in scenarios, without a run",
          .operand = {.name = "FILE",
                      .doc = "Scenario files; - for standard input",
                      .required = true,
                      .several = true},
          .options = join({{&option::fix, &option::diagnostic_format, &option::diagnostic_output,
                            &option::paths_of_run, &option::every_variant},
                           simulation_options(),
                           scenario_options()}),
          .examples = {"escala validate plan.yaml", "escala validate plans/*.yaml --strict",
                       "escala validate plan.yaml --fix",
                       "escala validate plans/*.yaml --format github -o mistakes.sarif"},
          .overview = {"escala validate plan.yaml", "mistakes, without a run"},
          .run = validate_files};
}

} // namespace escala::app
