// SPDX-License-Identifier: Apache-2.0
// What a command accepts on its line. CLI11 parses it, and stays behind this: every source that
// includes its header takes seconds longer to compile.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace escala::app {

// Each target outlives the parse, which writes into it.
class CommandLine {
 public:
  explicit CommandLine(CLI::App& command) : command_(command) {}

  void flag(const char* name, bool& given, const char* doc);
  // `shape` stands for the value in --help: FILE, N.
  void option(const char* name, std::string& value, const char* doc, const char* shape);
  // One that may be given several times.
  void options(const char* name, std::vector<std::string>& values, const char* doc,
               const char* shape);
  // What stands without a name; `files` are required, and one unless `several` are taken.
  void argument(const char* name, std::string& value, const char* doc);
  void files(std::vector<std::string>& values, bool several);
  // Below the options in --help.
  void footer(const char* text);

  std::string name() const;
  struct Option {
    bool takes_value = false;
    bool repeatable = false;
  };
  std::optional<Option> find_option(const std::string& name) const; // "-o"
  std::vector<std::string> long_options() const;                    // "--seed"
  // Files, or the name of a template or topic: every command has one such argument.
  struct Argument {
    std::string name;
    bool several = false;
  };
  Argument positional() const;

 private:
  CLI::App& command_;
};

// The whole line: a command and what stands behind it.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  std::string help() const;
  std::optional<CommandLine> find(const std::string& command) const;

  struct Outcome {
    std::string asked = {};   // for: the help or the version
    std::string mistake = {}; // in the parser's words
  };
  Outcome parse(int argc, char** argv);
  // Runs the command that was parsed; nothing where there is none.
  std::optional<int> run();

 private:
  struct Commands;
  std::unique_ptr<Commands> commands_;
};

} // namespace escala::app
