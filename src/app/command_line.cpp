// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <deque>
#include <map>

#include "escala/core/version.h"

namespace escala::app {
namespace {

constexpr std::size_t kDocColumns = 50; // width of a description, on a terminal of 80 columns

// Lines of at most kDocColumns columns, broken at spaces.
std::string wrapped(const std::string& text) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const bool fits = column == 0 || column + 1 + end - begin <= kDocColumns;
    if (column > 0)
      out += fits ? ' ' : '\n';
    out.append(text, begin, end - begin);
    column = (fits && column > 0 ? column + 1 : 0) + end - begin;
    begin = end + 1;
  }
  return out;
}

std::string footer_of(const Command& command) {
  std::string text;
  if (!command.notes.empty())
    text += fmt::format("{}\n\n", command.notes);
  text += "Examples:";
  for (std::string_view example : command.examples)
    text += fmt::format("\n  {}", example);
  return text;
}

std::string footer_of_all() {
  std::string text = "Examples:\n";
  for (const Command& command : commands())
    if (!command.overview.line.empty())
      text += fmt::format("  {:<34} {}\n", command.overview.line, command.overview.doc);
  return text + "\nescala COMMAND --help tells more about a command.";
}

} // namespace

// CLI11 writes into these while it parses.
struct CommandLine::Parser {
  struct Parsed {
    const Command* command;
    CLI::App* app;
    std::vector<std::string> operands = {};
    std::deque<bool> flags = {};
    std::deque<std::vector<std::string>> texts = {};
  };

  CLI::App app{"escala: growth plans in, honest odds out", "escala"};
  std::deque<Parsed> commands = {};

  void add(const Command& command) {
    CLI::App* added = app.add_subcommand(std::string(command.name), std::string(command.doc));
    Parsed& parsed = commands.emplace_back(Parsed{&command, added});
    CLI::Option* operand = added->add_option(std::string(command.operand.name), parsed.operands,
                                             wrapped(std::string(command.operand.doc)));
    operand->required(command.operand.required);
    if (!command.operand.several)
      operand->expected(1);
    for (const OptionSpec* option : command.options)
      add(*option, parsed);
    added->footer(footer_of(command));
  }

  static void add(const OptionSpec& option, Parsed& parsed) {
    const std::string name(option.name);
    const std::string doc = wrapped(option.doc.text());
    bool& given = parsed.flags.emplace_back(false);
    std::vector<std::string>& texts = parsed.texts.emplace_back();
    if (!option.takes_value()) {
      parsed.app->add_flag(name, given, doc);
      return;
    }
    CLI::Option* added =
        parsed.app->add_option(name, texts, doc)->type_name(std::string(option.shape));
    added->allow_extra_args(false); // else it takes a FILE that other words follow
    if (!option.repeatable)
      added->expected(1);
  }

  static Arguments arguments_of(const Parsed& parsed) {
    Arguments arguments;
    arguments.command = parsed.command->name;
    arguments.operands = parsed.operands;
    for (std::size_t i = 0; i < parsed.command->options.size(); ++i) {
      const OptionSpec& option = *parsed.command->options[i];
      if (parsed.flags[i])
        arguments.add(option, "");
      for (const std::string& text : parsed.texts[i])
        arguments.add(option, text);
    }
    return arguments;
  }
};

CommandLine::CommandLine() : parser_(std::make_unique<Parser>()) {
  CLI::App& app = parser_->app;
  app.set_version_flag("--version", fmt::format("escala {}", kVersion));
  app.require_subcommand(0, 1);
  app.footer(footer_of_all());
  for (const Command& command : commands())
    parser_->add(command);
}

CommandLine::~CommandLine() = default;

std::string CommandLine::help() const { return parser_->app.help(); }

std::string CommandLine::help_of(const Command& command) const {
  return parser_->app.get_subcommand(std::string(command.name))->help();
}

CommandLine::Outcome CommandLine::parse(int argc, const char* const* argv) {
  try {
    parser_->app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return {.asked = help()};
  } catch (const CLI::CallForVersion& version) {
    return {.asked = fmt::format("{}\n", version.what())};
  } catch (const CLI::ParseError& error) {
    return {.mistake = error.what()};
  }
  for (const Parser::Parsed& parsed : parser_->commands)
    if (parsed.app->parsed())
      return {.command = parsed.command, .arguments = Parser::arguments_of(parsed)};
  return {};
}

} // namespace escala::app
