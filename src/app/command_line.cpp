// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

#include <CLI/CLI.hpp>

namespace escala::app {

void CommandLine::flag(const char* name, bool& given, const char* doc) {
  command_.add_flag(name, given, doc);
}

void CommandLine::option(const char* name, std::string& value, const char* doc, const char* shape) {
  command_.add_option(name, value, doc)->type_name(shape);
}

void CommandLine::options(const char* name, std::vector<std::string>& values, const char* doc,
                          const char* shape) {
  command_.add_option(name, values, doc)->type_name(shape)->allow_extra_args(false);
}

void CommandLine::argument(const char* name, std::string& value, const char* doc) {
  command_.add_option(name, value, doc)->expected(1);
}

void CommandLine::files(std::vector<std::string>& values, bool several) {
  CLI::Option* const files = command_.add_option("FILE", values,
                                                 several ? "Scenario files; - for standard input"
                                                         : "A scenario file; - for standard input");
  files->required();
  if (!several)
    files->expected(1);
}

void CommandLine::footer(const char* text) { command_.footer(text); }

} // namespace escala::app
