// SPDX-License-Identifier: Apache-2.0
// Commands, each described once: its name, operands, options, examples, and function. The parser,
// --help and the messages read this description. A command is one file in src/app/commands and one
// line in the list of commands.cpp.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/arguments.h"
#include "app/option.h"

namespace escala::app {

// The arguments without an option.
struct Operand {
  std::string_view name; // "FILE"
  std::string_view doc;  // one line
  bool required = false;
  bool several = false;
};

// A command line as it is typed, and what it shows.
struct Example {
  std::string_view line;
  std::string_view doc;
};

struct Command {
  std::string_view name;
  std::string_view doc; // one line
  Operand operand;
  OptionList options;                     // in the order of --help
  std::string_view notes = {};            // a paragraph of --help above the examples
  std::vector<std::string_view> examples; // lines as they are typed
  Example overview = {};                  // shown in escala --help; no line: not shown
  int (*run)(const Arguments& arguments); // returns the exit code
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);
// Null if the command does not take an option of this name.
const OptionSpec* find_option(const Command& command, std::string_view name);

// Specified commands that this version does not have yet.
std::span<const std::string_view> planned_commands();

} // namespace escala::app
