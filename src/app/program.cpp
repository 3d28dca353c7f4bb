// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/processes.h"
#include "app/signals.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

int print(const std::string& text) {
  const std::string why = write_stream(STDOUT_FILENO, text);
  if (why.empty())
    return kDone;
  say_error("standard output cannot be written", why);
  return kCouldNotFinish;
}

bool is_planned(std::span<const std::string_view> names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands())
    names.emplace_back(command.name);
  for (std::string_view command : planned_commands())
    names.emplace_back(command);
  return names;
}

std::vector<std::string_view> names_of_commands() {
  std::vector<std::string_view> names;
  for (const Command& command : commands())
    names.push_back(command.name);
  return names;
}

int fail_command(const std::string& name) {
  if (is_planned(planned_commands(), name))
    say_error(fmt::format("the command {} is not supported yet", name),
              fmt::format("this version has {}", fmt::join(names_of_commands(), ", ")));
  else if (name.find_first_of("./") != std::string::npos)
    say_error(fmt::format("unknown command '{}'", name), "a command stands before the file",
              fmt::format("write escala run {}", name));
  else
    say_error(fmt::format("unknown command '{}'", name), "",
              did_you_mean(name, command_names(), "see escala --help"));
  return kInvalid;
}

int fail_usage(std::string mistake) {
  std::ranges::replace(mistake, '\n', ' ');
  while (!mistake.empty() && mistake.back() == ' ')
    mistake.pop_back();
  say_error(mistake, "", "see escala --help");
  return kInvalid;
}

int parse_and_run(int argc, char** argv) {
  Parser parser;
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const std::string first = arguments.empty() ? "" : arguments.front();
  const std::span<const std::string> all(arguments);
  if (first == "help")
    return print(parser.help());
  if (first.starts_with("-") && report_global_slip(all))
    return kInvalid;
  const std::optional<CommandLine> command = parser.find(first);
  if (!first.empty() && !first.starts_with("-") && !command)
    return fail_command(first);
  if (command && report_slip(*command, all.subspan(1)))
    return kInvalid;
  const Parser::Outcome outcome = parser.parse(argc, argv);
  if (!outcome.mistake.empty())
    return fail_usage(outcome.mistake);
  if (!outcome.asked.empty())
    return print(outcome.asked);
  if (const std::optional<int> code = parser.run())
    return *code;
  write_stream(STDERR_FILENO, parser.help());
  return kInvalid;
}

int run_to_end(int argc, char** argv) {
  try {
    return parse_and_run(argc, argv);
  } catch (const Exit& exit) {
    return exit.code;
  } catch (const std::bad_alloc&) {
    say_error("out of memory", "", "use fewer paths: --paths 10k");
  } catch (const std::exception& error) {
    say_error(fmt::format("internal error: {}", error.what()), "this is a mistake of escala's",
              "please report it");
  }
  return kCouldNotFinish;
}

// What is freed at the end of some months is needed again by the next: to hand it back to the
// system in between costs more than the months themselves where paths are few.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kMuch = 256 << 20;
  mallopt(M_TRIM_THRESHOLD, kMuch);
  mallopt(M_MMAP_THRESHOLD, kMuch);
  mallopt(M_TOP_PAD, 1 << 20);
#endif
}

} // namespace

int run_program(int argc, char** argv) {
  keep_freed_memory();
  const Processes together;
  watch_signals();
  return together.leave(run_to_end(argc, argv));
}

} // namespace escala::app
