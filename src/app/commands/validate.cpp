// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/command.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/load_variants.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/text_output.h"

namespace escala::app {
namespace {

constexpr std::size_t kEnoughErrors = 1000; // with more errors, no further variant is checked

std::string describe(const std::string& file, const CompiledPlan& plan, std::size_t variants) {
  const auto count = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  return fmt::format("{}: ok ({}, {}, {}, {})\n", file, count(plan.model.metrics.size(), "metric"),
                     count(plan.notes.written().drivers.size(), "driver"),
                     count(plan.model.targets.size(), "target"), count(variants, "variant"));
}

bool validate_variants(const PlanFile& plan, const Loaded& loaded, const Arguments& arguments,
                       Diagnostics& diagnostics) {
  VariantBudget budget(plan, loaded, diagnostics);
  bool valid = budget.holds(loaded.variants.size());
  bool more = valid;
  for (auto name = loaded.variants.begin(); more && name != loaded.variants.end(); ++name) {
    const Loaded variant = load(plan, {*name}, arguments, diagnostics);
    more = budget.goes_on(*name, variant) && diagnostics.error_count() <= kEnoughErrors;
    valid = variant.plan && more && valid;
  }
  return valid;
}

// Checks the scenario and all its variants, or one variant. A mistake that they share is reported
// once.
int validate_file(const std::string& file, const Arguments& arguments, std::string& text) {
  const std::optional<PlanFile> plan = read_plan(file);
  if (!plan)
    return kCouldNotFinish;
  Diagnostics diagnostics;
  const std::vector<std::string> wanted = arguments.texts(option::variant);
  const Loaded loaded = load(*plan, wanted, arguments, diagnostics);
  bool valid = loaded.plan.has_value();
  if (wanted.empty())
    valid = validate_variants(*plan, loaded, arguments, diagnostics) && valid;
  show(diagnostics, arguments.has(option::quiet), arguments.has(option::strict),
       arguments.operands.size() > 1 ? file : "");
  if (!valid)
    return plan->files->failed() ? kCouldNotFinish : kInvalid;
  text += describe(file, *loaded.plan, loaded.variants.size());
  return kDone;
}

int validate_files(const Arguments& arguments) {
  int code = kDone;
  std::string text;
  for (const std::string& file : arguments.operands)
    code = combine(code, validate_file(file, arguments, text));
  if (arguments.has(option::quiet))
    return code;
  const int printed = put_text(text);
  return printed == kDone ? code : printed;
}

} // namespace

Command validate_command() {
  return {.name = "validate",
          .doc = "Look for mistakes in scenarios, without a run",
          .operand = {.name = "FILE",
                      .doc = "Scenario files; - for standard input",
                      .required = true,
                      .several = true},
          .options = join({{&option::paths_of_run, &option::every_variant},
                           simulation_options(),
                           scenario_options()}),
          .examples = {"escala validate plan.yaml", "escala validate plans/*.yaml --strict"},
          .overview = {"escala validate plan.yaml", "mistakes, without a run"},
          .run = validate_files};
}

} // namespace escala::app
