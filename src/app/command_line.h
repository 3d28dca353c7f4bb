// SPDX-License-Identifier: Apache-2.0
// What a command accepts on its line. CLI11 parses it, and stays behind this: every source that
// includes its header takes seconds longer to compile.
#pragma once

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

 private:
  CLI::App& command_;
};

} // namespace escala::app
