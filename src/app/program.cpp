// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/files.h"
#include "app/math_library.h"
#include "app/processes.h"
#include "app/run_to_end.h"
#include "app/signals.h"
#include "app/text_output.h"
#include "app/usage.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

std::vector<std::string> names_of(std::span<const Command> commands) {
  std::vector<std::string> names;
  for (const Command& command : commands)
    names.emplace_back(command.name);
  return names;
}

[[noreturn]] void fail_command(const std::string& name) {
  std::vector<std::string> names = names_of(commands());
  const auto planned = planned_commands();
  if (std::ranges::find(planned, name) != planned.end())
    throw UsageError{fmt::format("the command {} is not supported yet", name), "",
                     "see the commands of this version with escala --help"};
  const std::string problem = fmt::format("unknown command '{}'", name);
  if (name.find_first_of("./") != std::string::npos)
    throw UsageError{problem, "a command stands before the file",
                     fmt::format("write escala run {}", name)};
  names.insert(names.end(), planned.begin(), planned.end());
  throw UsageError{problem, "", did_you_mean(name, names, "see escala --help")};
}

[[noreturn]] void fail_parse(std::string mistake) {
  std::ranges::replace(mistake, '\n', ' ');
  while (!mistake.empty() && mistake.back() == ' ')
    mistake.pop_back();
  throw UsageError{mistake, "", "see escala --help"};
}

void check_words(std::span<const std::string> words) {
  if (words.empty())
    return;
  const std::string& first = words.front();
  if (first.starts_with("-"))
    return check_global_usage(words);
  const Command* command = find_command(first);
  if (command == nullptr && !first.empty())
    fail_command(first);
  if (command != nullptr)
    check_usage(*command, words.subspan(1));
}

int parse_and_run(int argc, char** argv) {
  CommandLine line;
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (!words.empty() && words.front() == "help")
    return put_text(line.help());
  check_words(words);
  const CommandLine::Outcome outcome = line.parse(argc, argv);
  if (!outcome.mistake.empty())
    fail_parse(outcome.mistake);
  if (!outcome.asked.empty())
    return put_text(outcome.asked);
  if (outcome.command == nullptr) {
    write_stream(STDERR_FILENO, line.help());
    return kInvalid;
  }
  outcome.arguments.check();
  return outcome.command->run(outcome.arguments);
}

// Memory that is freed after a month is needed again for the next months. With few paths, returning
// it to the system in between takes more time than the months.
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
  pin_math_library(argc, argv);
  keep_freed_memory();
  const Processes mpi;
  watch_signals();
  return mpi.finish(run_to_end([&] { return parse_and_run(argc, argv); }));
}

} // namespace escala::app
