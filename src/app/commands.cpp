// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "app/command.h"

// The list of commands, in the order of --help: NAME is described by NAME_command of
// commands/NAME.cpp.
#define ESCALA_COMMANDS(COMMAND)                                                                   \
  COMMAND(run)                                                                                     \
  COMMAND(check)                                                                                   \
  COMMAND(compare)                                                                                 \
  COMMAND(sweep)                                                                                   \
  COMMAND(sensitivity)                                                                             \
  COMMAND(solve)                                                                                   \
  COMMAND(optimize)                                                                                \
  COMMAND(report)                                                                                  \
  COMMAND(history)                                                                                 \
  COMMAND(validate)                                                                                \
  COMMAND(init)                                                                                    \
  COMMAND(explain)                                                                                 \
  COMMAND(schema)

namespace escala::app {

#define ESCALA_DECLARE(name) Command name##_command();
#define ESCALA_ENTRY(name) name##_command(),

ESCALA_COMMANDS(ESCALA_DECLARE)
#undef ESCALA_DECLARE

std::span<const Command> commands() {
  static const std::vector<Command> kCommands{ESCALA_COMMANDS(ESCALA_ENTRY)};
#undef ESCALA_ENTRY
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  return found == commands().end() ? nullptr : &*found;
}

const OptionSpec* find_option(const Command& command, std::string_view name) {
  const auto found = std::ranges::find(command.options, name, &OptionSpec::name);
  return found == command.options.end() ? nullptr : *found;
}

std::span<const std::string_view> planned_commands() {
  static constexpr auto kPlanned = std::to_array<std::string_view>({"fit", "backtest", "score"});
  return kPlanned;
}

} // namespace escala::app
