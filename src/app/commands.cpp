// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "app/command.h"

namespace escala::app {

#define ESCALA_COMMANDS(COMMAND)                                                                   \
  COMMAND(run, "Simulate a scenario: verdicts and curves")                                         \
  COMMAND(check, "Judge the targets of scenarios, for CI: the exit code says how")                 \
  COMMAND(validate, "Look for mistakes in scenarios without running them")                         \
  COMMAND(init, "Write a commented scenario to start from")                                        \
  COMMAND(explain, "Tell about a model, distribution, function, operator or key")                  \
  COMMAND(schema, "Print the JSON Schema of scenario files, or of JSON results")

#define ESCALA_DECLARE(name, doc) std::function<int()> set_up_##name(CommandLine& command);
#define ESCALA_ENTRY(name, doc) Command{#name, doc, set_up_##name},

ESCALA_COMMANDS(ESCALA_DECLARE)

namespace {

constexpr auto kCommands = std::to_array<Command>({ESCALA_COMMANDS(ESCALA_ENTRY)});
constexpr std::array<std::string_view, 7> kPlannedCommands{
    "compare", "sweep", "sensitivity", "solve", "optimize", "fit", "backtest"};
constexpr std::array<std::string_view, 5> kPlannedOptions{"--csv-dialect", "--metric",
                                                          "--precision", "--at"};

} // namespace

std::span<const Command> commands() { return kCommands; }
std::span<const std::string_view> planned_commands() { return kPlannedCommands; }
std::span<const std::string_view> planned_options() { return kPlannedOptions; }

} // namespace escala::app
