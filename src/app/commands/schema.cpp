// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/schema.h"

#include <fmt/format.h>

#include <memory>
#include <vector>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/messages.h"
#include "app/text_output.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

struct SchemaOptions {
  std::string of = "scenario", output;
};

int show(const SchemaOptions& options) {
  if (options.of == "scenario")
    return put_text(scenario_schema(), options.output);
  if (options.of == "result")
    return put_text(result_schema(), options.output);
  const std::vector<std::string> known{"scenario", "result"};
  say_error(fmt::format("there is no schema of '{}'", options.of), "",
            did_you_mean(options.of, known, "write scenario or result"));
  return kInvalid;
}

} // namespace

std::function<int()> set_up_schema(CommandLine& command) {
  const auto options = std::make_shared<SchemaOptions>();
  command.argument("KIND", options->of, "scenario (the default), or result: of --format json");
  command.option("-o", options->output, "Write to a file instead", "FILE");
  command.footer("Examples:\n"
                 "  escala schema -o escala.schema.json\n"
                 "  escala schema result\n\n"
                 "An editor with the YAML language server completes and checks a plan whose first "
                 "line is\n  # yaml-language-server: $schema=escala.schema.json");
  return [options] { return show(*options); };
}

} // namespace escala::app
