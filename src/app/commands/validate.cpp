// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/files.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/options.h"

namespace escala::app {
namespace {

constexpr std::size_t kEnoughErrors = 1000; // to look at no further variant

std::string describe(const std::string& file, const CompiledPlan& plan, std::size_t variants) {
  const auto count = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  return fmt::format("{}: ok ({}, {}, {}, {})\n", file,
                     count(plan.model.metrics.size(), "metric"),
                     count(plan.notes.written().drivers.size(), "driver"),
                     count(plan.model.targets.size(), "target"), count(variants, "variant"));
}

// The scenario itself and every variant of it, their mistakes told once.
int validate_file(const std::string& file, const CommonOptions& options, std::string& text) {
  const std::optional<PlanFile> plan = read_plan(file);
  if (!plan)
    return kCouldNotFinish;
  Diagnostics diagnostics;
  const Loaded loaded = load(*plan, options.variant, options, diagnostics);
  bool valid = loaded.plan.has_value();
  if (options.variant.empty())
    for (const std::string& variant : loaded.variants) {
      if (diagnostics.error_count() > kEnoughErrors)
        break;
      valid = load(*plan, variant, options, diagnostics).plan && valid;
    }
  show(diagnostics, options.quiet, options.strict);
  if (!valid)
    return kInvalid;
  text += describe(file, *loaded.plan, loaded.variants.size());
  return kDone;
}

int validate_files(const CommonOptions& options) {
  check_paths(options);
  int code = kDone;
  std::string text;
  for (const std::string& file : options.files)
    code = combine(code, validate_file(file, options, text));
  if (options.quiet)
    return code;
  const std::string why = write_stream(STDOUT_FILENO, text);
  if (why.empty())
    return code;
  say_error("standard output cannot be written", why);
  return kCouldNotFinish;
}

} // namespace

std::function<int()> set_up_validate(CommandLine& command) {
  const auto options = std::make_shared<CommonOptions>();
  command.files(options->files, true);
  command.option("--paths", options->paths, "Paths that a run would simulate", "N");
  command.flag("--all-variants", options->all_variants,
               "Look at every variant, which it does anyway");
  add_run_options(command, *options);
  add_scenario_options(command, *options);
  command.footer("Examples:\n"
                 "  escala validate plan.yaml\n"
                 "  escala validate plans/*.yaml --strict");
  return [options] { return validate_files(*options); };
}

} // namespace escala::app
