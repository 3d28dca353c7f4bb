// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/schema.h"

#include <fmt/format.h>

#include <vector>

#include "app/command.h"
#include "app/options/list.h"
#include "app/text_output.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

std::string schema_of(const std::string& kind) {
  if (kind == "scenario")
    return scenario_schema();
  if (kind == "result")
    return result_schema();
  if (kind == "diagnostics")
    return diagnostics_schema();
  const std::vector<std::string> known{"scenario", "result", "diagnostics"};
  throw UsageError{fmt::format("there is no schema of '{}'", kind), "",
                   did_you_mean(kind, known, "write scenario, result or diagnostics")};
}

int print_schema(const Arguments& arguments) {
  const bool named = !arguments.operands.empty();
  return put_text(schema_of(named ? arguments.operands.front() : "scenario"),
                  arguments.value(option::text_output));
}

} // namespace

Command schema_command() {
  return {
      .name = "schema",
      .doc = "JSON Schema of plans, results and diagnostics",
      .operand = {.name = "KIND",
                  .doc = "scenario (the default), result: of --format json, or diagnostics: of\n"
                         "validate --format json"},
      .options = {&option::text_output},
      .notes = "An editor with the YAML language server completes and checks a plan whose first\n"
               "line is\n"
               "  # yaml-language-server: $schema=escala.schema.json",
      .examples = {"escala schema -o escala.schema.json", "escala schema result"},
      .run = print_schema};
}

} // namespace escala::app
