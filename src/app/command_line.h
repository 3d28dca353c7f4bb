// SPDX-License-Identifier: Apache-2.0
// Parses the command line, and writes --help. CLI11 stays behind this: every source that includes
// its header takes seconds longer to compile.
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

  // Of the whole program.
  std::string help() const;
  std::string help_of(const Command& command) const;

  struct Outcome {
    const Command* command = nullptr; // null: none was named
    Arguments arguments = {};
    std::string asked = {};   // for: the help or the version
    std::string mistake = {}; // in the parser's words
  };
  Outcome parse(int argc, const char* const* argv);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

} // namespace escala::app
