// SPDX-License-Identifier: Apache-2.0
// Subcommands: one file each in src/app/commands, one line each in the list of commands.cpp.
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace escala::app {

class CommandLine;

struct Command {
  std::string_view name;
  std::string_view doc; // one line
  // Adds the command's options; what comes back runs it and gives the exit code.
  std::function<int()> (*set_up)(CommandLine& command);
};

std::span<const Command> commands();

// Names and options of the contract that this version doesn't have yet.
std::span<const std::string_view> planned_commands();
std::span<const std::string_view> planned_options();

} // namespace escala::app
