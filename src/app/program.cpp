// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
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
#include "escala/render/render.h"

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

// CLI11's own words, after its name for the mistake.
int fail_usage(const CLI::ParseError& error) {
  std::string what = error.what();
  std::ranges::replace(what, '\n', ' ');
  while (!what.empty() && what.back() == ' ')
    what.pop_back();
  say_error(what, "", "see escala --help");
  return kInvalid;
}

struct Parser {
  CLI::App app{"escala: growth plans in, honest odds out", "escala"};
  std::vector<std::pair<CLI::App*, std::function<int()>>> runs;

  Parser() {
    app.set_version_flag("--version", fmt::format("escala {}", kVersion));
    app.require_subcommand(0, 1);
    app.footer("Examples:\n"
               "  escala run plan.yaml             verdicts and curves\n"
               "  escala check plan.yaml           exit code 0 if every target is met\n"
               "  escala validate plan.yaml        mistakes, without a run\n"
               "  escala explain compound          what a model, function or key is\n\n"
               "escala COMMAND --help tells more about a command.");
    for (const Command& command : commands()) {
      CLI::App* added = app.add_subcommand(std::string(command.name), std::string(command.doc));
      CommandLine line(*added);
      runs.emplace_back(added, command.set_up(line));
    }
  }

  CLI::App* find(const std::string& name) const {
    const auto found =
        std::ranges::find_if(runs, [&](const auto& run) { return run.first->get_name() == name; });
    return found == runs.end() ? nullptr : found->first;
  }

  int run() {
    for (auto& [command, run] : runs) {
      if (command->parsed())
        return run();
    }
    write_stream(STDERR_FILENO, app.help());
    return kInvalid;
  }
};

int parse_and_run(int argc, char** argv) {
  Parser parser;
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const std::string first = arguments.empty() ? "" : arguments.front();
  const std::span<const std::string> all(arguments);
  if (first == "help")
    return print(parser.app.help());
  if (first.starts_with("-") && report_global_slip(all))
    return kInvalid;
  const CLI::App* command = parser.find(first);
  if (!first.empty() && !first.starts_with("-") && command == nullptr)
    return fail_command(first);
  if (command != nullptr && report_slip(*command, all.subspan(1)))
    return kInvalid;
  try {
    parser.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return print(parser.app.help());
  } catch (const CLI::CallForVersion& version) {
    return print(fmt::format("{}\n", version.what()));
  } catch (const CLI::ParseError& error) {
    return fail_usage(error);
  }
  return parser.run();
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
