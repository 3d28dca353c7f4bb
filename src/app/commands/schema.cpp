// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/schema.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/options/list.h"
#include "app/options/words.h"
#include "app/text_output.h"
#include "app/usage_error.h"
#include "escala/core/names.h"
#include "escala/report/compare_report.h"
#include "escala/report/history.h"
#include "escala/report/optimize_report.h"
#include "escala/report/sensitivity_report.h"
#include "escala/report/solve_report.h"
#include "escala/report/sweep_report.h"
#include "escala/report/whole_report.h"

namespace escala::app {
namespace {

// What --format json of an analysis writes.
template <const RecordType& (*type)()>
std::string schema_of_analysis() {
  const std::vector<const RecordType*> documents{&type()};
  return data_schema("escala analysis", documents);
}

struct Kind {
  std::string_view name;
  std::string (*schema)();
};
constexpr std::array kKinds{Kind{"scenario", scenario_schema},
                            Kind{"result", result_schema},
                            Kind{"diagnostics", diagnostics_schema},
                            Kind{"compare", schema_of_analysis<compare_type>},
                            Kind{"optimize", schema_of_analysis<optimize_type>},
                            Kind{"sweep", schema_of_analysis<sweep_type>},
                            Kind{"solve", schema_of_analysis<solve_type>},
                            Kind{"sensitivity", schema_of_analysis<sensitivity_type>},
                            Kind{"report", schema_of_analysis<report_type>},
                            Kind{"history", schema_of_analysis<history_type>}};

std::string schema_of(const std::string& name) {
  std::vector<std::string> names;
  for (const Kind& kind : kKinds) {
    if (kind.name == name)
      return kind.schema();
    names.emplace_back(kind.name);
  }
  throw UsageError{fmt::format("there is no schema of '{}'", name), "",
                   did_you_mean(name, names, fmt::format("the kinds are {}", listed(names)))};
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
      .doc = "JSON Schema of plans and of what escala writes",
      .operand = {.name = "KIND",
                  .doc = "scenario (the default); what --format json writes: result, diagnostics\n"
                         "(of validate), or the name of an analysis"},
      .options = {&option::text_output},
      .notes = "An editor with the YAML language server completes and checks a plan whose first\n"
               "line is\n"
               "  # yaml-language-server: $schema=escala.schema.json",
      .examples = {"escala schema -o escala.schema.json", "escala schema result"},
      .run = print_schema};
}

} // namespace escala::app
