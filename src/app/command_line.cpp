// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "app/command.h"
#include "escala/render/render.h"

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

std::string CommandLine::name() const { return command_.get_name(); }

std::optional<CommandLine::Option> CommandLine::find_option(const std::string& name) const {
  const CLI::Option* const option = command_.get_option_no_throw(name);
  if (option == nullptr)
    return std::nullopt;
  const int most = option->get_expected_max();
  return Option{.takes_value = most > 0, .repeatable = most > 1};
}

std::vector<std::string> CommandLine::long_options() const {
  std::vector<std::string> names;
  for (const CLI::Option* option : std::as_const(command_).get_options())
    for (const std::string& name : option->get_lnames())
      names.push_back("--" + name);
  return names;
}

CommandLine::Argument CommandLine::positional() const {
  const CLI::Option& found =
      *command_.get_options([](const CLI::Option* option) { return option->get_positional(); })[0];
  return {.name = CLI::detail::to_lower(found.get_name()), .several = found.get_expected_max() > 1};
}

struct Parser::Commands {
  CLI::App app{"escala: growth plans in, honest odds out", "escala"};
  std::vector<std::pair<CLI::App*, std::function<int()>>> runs = {};
};

Parser::Parser() : commands_(std::make_unique<Commands>()) {
  CLI::App& app = commands_->app;
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
    commands_->runs.emplace_back(added, command.set_up(line));
  }
}

Parser::~Parser() = default;

std::string Parser::help() const { return commands_->app.help(); }

std::optional<CommandLine> Parser::find(const std::string& command) const {
  for (const auto& [known, run] : commands_->runs)
    if (known->get_name() == command)
      return CommandLine(*known);
  return std::nullopt;
}

Parser::Outcome Parser::parse(int argc, char** argv) {
  try {
    commands_->app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return {.asked = help()};
  } catch (const CLI::CallForVersion& version) {
    return {.asked = fmt::format("{}\n", version.what())};
  } catch (const CLI::ParseError& error) {
    return {.mistake = error.what()};
  }
  return {};
}

std::optional<int> Parser::run() {
  for (auto& [command, run] : commands_->runs)
    if (command->parsed())
      return run();
  return std::nullopt;
}

} // namespace escala::app
