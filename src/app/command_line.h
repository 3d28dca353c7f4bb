// SPDX-License-Identifier: Apache-2.0
// Parses the command line, and writes --help. Only command_line.cpp includes CLI11, because its
// header takes seconds to compile.
#pragma once

#include <memory>
#include <string>

#include "app/command.h"

namespace escala::app {

class CommandLine {
 public:
  CommandLine();
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // The help of the whole program.
  std::string help() const;
  std::string help_of(const Command& command) const;

  struct Outcome {
    const Command* command = nullptr; // null: none was named
    Arguments arguments = {};
    std::string asked = {};   // the text of --help or --version, if it was asked for
    std::string mistake = {}; // the parser's message
  };
  Outcome parse(int argc, const char* const* argv);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

} // namespace escala::app
