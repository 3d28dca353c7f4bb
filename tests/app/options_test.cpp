// SPDX-License-Identifier: Apache-2.0
// What options and commands say of themselves holds: examples are accepted, names are unique,
// --help fits.
#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "app/command.h"
#include "app/command_line.h"
#include "app/options/list.h"
#include "app/usage.h"
#include "app/usage_error.h"
#include "escala/render/format.h"

using namespace escala;
using namespace escala::app;

namespace {

// Without the quotes that a shell takes away.
std::string unquoted(std::string_view text) {
  std::string out(text);
  std::erase(out, '\'');
  return out;
}

// The words of a line without blanks inside quotes.
std::vector<std::string> words_of(std::string_view line) {
  std::istringstream stream{std::string(line)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(unquoted(word));
  return words;
}

CommandLine::Outcome parse(const std::vector<std::string>& words) {
  std::vector<const char*> argv;
  for (const std::string& word : words)
    argv.push_back(word.c_str());
  return CommandLine().parse(static_cast<int>(argv.size()), argv.data());
}

// "problem (reason); suggestion", or nothing.
template <typename Act>
std::string mistake_of(const Act& act) {
  try {
    act();
  } catch (const UsageError& error) {
    const std::string reason = error.reason.empty() ? "" : " (" + error.reason + ")";
    return error.problem + reason + (error.suggestion.empty() ? "" : "; " + error.suggestion);
  }
  return {};
}

std::string mistake_in(const Command& command, const std::vector<std::string>& words) {
  return mistake_of([&] { check_usage(command, words); });
}

const Command& run() { return *find_command("run"); }

} // namespace

TEST_CASE("names of commands are unique, and no planned one is there already") {
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    CHECK(names.insert(command.name).second);
    CHECK(find_command(command.name) == &command);
  }
  for (std::string_view planned : planned_commands())
    CHECK(names.insert(planned).second);
  CHECK(find_command("rnu") == nullptr);
}

TEST_CASE("names of a command's options are unique, and no planned one is there already") {
  const auto planned = planned_options();
  CHECK(std::set(planned.begin(), planned.end()).size() == planned.size());
  for (const Command& command : commands()) {
    std::set<std::string_view> names{"--help", "-h"};
    for (const OptionSpec* option : command.options) {
      INFO(command.name << " " << option->name);
      CHECK(names.insert(option->name).second);
      CHECK(find_option(command, option->name) == option);
      CHECK(std::ranges::find(planned, option->name) == planned.end());
    }
  }
}

TEST_CASE("every option with a value has an example that it accepts; a flag has none") {
  for (const Command& command : commands())
    for (const OptionSpec* option : command.options) {
      INFO(command.name << " " << option->name);
      CHECK_FALSE(option->doc.text().empty());
      CHECK(option->takes_value() == !option->example.empty());
      CHECK(option->takes_value() == (option->check != nullptr));
      if (option->check != nullptr)
        CHECK(mistake_of([&] { option->check(*option, unquoted(option->example)); }).empty());
    }
}

TEST_CASE("every example of a command is accepted") {
  for (const Command& command : commands()) {
    CHECK_FALSE(command.examples.empty());
    std::vector<std::string_view> lines = command.examples;
    if (!command.overview.line.empty())
      lines.push_back(command.overview.line);
    for (std::string_view line : lines) {
      INFO(line);
      const std::vector<std::string> words = words_of(line);
      REQUIRE(words.size() >= 2);
      CHECK(words[0] == "escala");
      CHECK(mistake_in(command, {words.begin() + 2, words.end()}).empty());
      const CommandLine::Outcome outcome = parse(words);
      CHECK(outcome.mistake.empty());
      REQUIRE(outcome.command == &command);
      CHECK(mistake_of([&] { outcome.arguments.check(); }).empty());
    }
  }
}

TEST_CASE("help fits 80 columns, and names every command and option") {
  CommandLine line;
  const auto check_width = [](const std::string& help) {
    std::istringstream stream(help);
    for (std::string text; std::getline(stream, text);) {
      INFO(text);
      CHECK(text.size() <= 80);
      CHECK((text.empty() || text.back() != ' '));
    }
  };
  check_width(line.help());
  for (const Command& command : commands()) {
    CHECK(line.help().find("  " + std::string(command.name) + " ") != std::string::npos);
    const std::string help = line.help_of(command);
    check_width(help);
    for (const OptionSpec* option : command.options)
      CHECK(help.find("\n  " + std::string(option->name) + " ") != std::string::npos);
  }
}

TEST_CASE("texts become values where a command asks for them") {
  const auto outcome = parse({"escala", "run", "a.yaml", "--threads", "3", "--every=q", "-o",
                              "x.csv", "--set", "a=1", "-o", "json:y", "--strict", "--seed", "7"});
  const Arguments& arguments = outcome.arguments;
  REQUIRE(outcome.command == &run());
  CHECK(arguments.operands == std::vector<std::string>{"a.yaml"});
  CHECK(arguments.value(option::threads) == 3);
  CHECK(arguments.value(option::every) == ReportPeriod::quarter);
  CHECK(arguments.has(option::strict));
  CHECK_FALSE(arguments.has(option::quiet));
  const std::vector<Output> outputs = arguments.values(option::output);
  REQUIRE(outputs.size() == 2);
  CHECK(outputs[0].path == "x.csv");
  CHECK(outputs[0].format->name == "csv");
  CHECK(outputs[1].path == "y");
  CHECK(outputs[1].format->name == "json");
  const auto settings = arguments.settings();
  REQUIRE(settings.size() == 1);
  CHECK(settings[0].option->lays_at == "simulation.seed");
  CHECK(settings[0].text == "7");
}

TEST_CASE("what is not given has the default of its option, or that of the command") {
  const Arguments none;
  CHECK(none.value(option::threads) == 0);
  CHECK(none.value(option::progress));
  CHECK(none.value(option::every) == ReportPeriod::month);
  CHECK(none.value(option::quantiles) == QuantileMethod::exact);
  CHECK(none.value(option::table, "targets") == "targets");
  CHECK(none.value(option::max_paths, 5) == 5);
  CHECK(none.values(option::set).empty());
  CHECK(none.settings().empty());
}

TEST_CASE("the first look of check is not the scenario's number of paths") {
  const auto checked = parse({"escala", "check", "a.yaml", "--paths", "8k"});
  CHECK(checked.arguments.settings().empty());
  CHECK(checked.arguments.value(option::first_look) == 8000);
  const auto simulated = parse({"escala", "run", "a.yaml", "--paths", "8k"});
  REQUIRE(simulated.arguments.settings().size() == 1);
  CHECK(simulated.arguments.settings()[0].option->lays_at == "simulation.paths");
}

TEST_CASE("mistakes in words are told with what is meant") {
  CHECK(mistake_in(run(), {"a.yaml", "--pathes", "5"}) ==
        "unknown option '--pathes'; did you mean '--paths'?");
  CHECK(mistake_in(run(), {"a.yaml", "--max-paths", "5"}) ==
        "unknown option '--max-paths' (--max-paths is an option of escala check, compare, sweep "
        "and others); see escala run --help");
  CHECK(mistake_in(run(), {"--isa", "--seed", "5"}) == "--isa needs a value; write --isa portable");
  CHECK(mistake_in(run(), {"--quiet=yes"}) == "--quiet takes no value; write --quiet");
  CHECK(mistake_in(run(), {"--seed=1", "--seed", "2"}) == "--seed is given twice; keep one");
  CHECK(mistake_in(run(), {"--set=a=1", "--set", "b=2", "a.yaml"}).empty());
  CHECK(mistake_in(run(), {"--", "--seed"}).empty());
  CHECK(mistake_in(run(), {"--past=1y"}) == "--past is not supported yet");
}

TEST_CASE("mistakes in values name their option") {
  const auto mistake = [](const OptionSpec& option, const char* text) {
    return mistake_of([&] { option.check(option, text); });
  };
  CHECK(mistake(option::threads, "2k") ==
        "--threads: '2k' is not a count (it is a whole number from 1 to 1024); write --threads 4");
  CHECK(mistake(option::quantiles, "sketchy") ==
        "--quantiles: unknown method 'sketchy' (the methods are exact and sketch); did you mean "
        "'sketch'?");
  CHECK(mistake(option::every, "quarterly") ==
        "--every: unknown period 'quarterly' (the periods are mo, q and y: months, fiscal quarters "
        "and fiscal years); did you mean 'q'?");
  CHECK(mistake(option::every, "w") ==
        "--every: unknown period 'w' (the periods are mo, q and y: months, fiscal quarters and "
        "fiscal years); write --every q");
  CHECK(mistake(option::output, "-") ==
        "-o - is not a file (results are on standard output anyway); choose their form with "
        "--format");
}
