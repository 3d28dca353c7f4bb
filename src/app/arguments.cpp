// SPDX-License-Identifier: Apache-2.0
#include "app/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "app/command.h"
#include "app/command_line.h"
#include "app/messages.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

// An example of each option that takes a value.
std::string example_of(const std::string& option) {
  struct Example {
    std::string_view option, value;
  };
  static constexpr std::array kExamples{Example{"--set", "'drivers.arr_growth=150%'"},
                                        Example{"--format", "json"},
                                        Example{"--table", "targets"},
                                        Example{"--every", "q"},
                                        Example{"--variant", "cautious"},
                                        Example{"--threads", "4"},
                                        Example{"--progress", "never"},
                                        Example{"--quantiles", "sketch"},
                                        Example{"--isa", "x86-64-v3"},
                                        Example{"--seed", "7"},
                                        Example{"--sampler", "random"},
                                        Example{"-o", "result.json"}};
  const auto found = std::ranges::find(kExamples, option, &Example::option);
  return fmt::format("write {} {}", option, found == kExamples.end() ? "100k" : found->value);
}

class Arguments {
 public:
  Arguments(const CommandLine& command, std::span<const std::string> arguments)
      : command_(command), arguments_(arguments) {}

  bool report() {
    for (at_ = 0; at_ < arguments_.size(); ++at_) {
      const std::string& argument = arguments_[at_];
      if (argument == "--") {
        files_ += arguments_.size() - at_ - 1;
        break;
      }
      const bool option = argument.size() > 1 && argument.front() == '-';
      if (option ? report_option(argument) : report_file(argument))
        return true;
    }
    return false;
  }

 private:
  static bool fail(const std::string& problem, const std::string& reason = {},
                   const std::string& suggestion = {}) {
    say_error(problem, reason, suggestion);
    return true;
  }

  bool report_option(const std::string& argument) {
    const bool spelt_out = argument.starts_with("--");
    const std::string name =
        spelt_out ? argument.substr(0, argument.find('=')) : argument.substr(0, 2);
    const auto option = command_.find_option(name);
    if (!option)
      return report_unknown(name);
    const bool glued = argument.size() > name.size();
    if (!option->takes_value)
      return glued &&
             fail(fmt::format("{} takes no value", name), "", fmt::format("write {}", name));
    if (!seen_.insert(name).second && !option->repeatable)
      return fail(fmt::format("{} is given twice", name), "", "keep one");
    if (glued)
      return false;
    if (at_ + 1 == arguments_.size() || is_option(arguments_[at_ + 1]))
      return fail(fmt::format("{} needs a value", name), "", example_of(name));
    ++at_;
    return false;
  }

  bool is_option(const std::string& argument) const {
    const std::string name = argument.substr(0, argument.find('='));
    return name.starts_with("-") && command_.find_option(name).has_value();
  }

  bool report_unknown(const std::string& name) const {
    const auto planned = planned_options();
    if (std::ranges::find(planned, name) != planned.end())
      return fail(fmt::format("{} is not supported yet", name));
    if (name == "--all-variants" || name == "--max-paths")
      return fail(fmt::format("unknown option '{}'", name),
                  fmt::format("{} is an option of escala check", name),
                  fmt::format("see escala {} --help", command_.name()));
    return fail(fmt::format("unknown option '{}'", name), "",
                did_you_mean(name, command_.long_options(),
                             fmt::format("see escala {} --help", command_.name())));
  }

  bool report_file(const std::string& argument) {
    const auto [what, several] = command_.positional();
    if (argument.empty())
      return fail(fmt::format("the {}'s name is empty", what), "", "check the shell's variables");
    if (++files_ == 1 || several)
      return false;
    return fail(fmt::format("unexpected argument '{}'", argument),
                fmt::format("escala {} takes one {}", command_.name(), what),
                fmt::format("see escala {} --help", command_.name()));
  }

  const CommandLine& command_;
  std::span<const std::string> arguments_;
  std::size_t at_ = 0;
  std::size_t files_ = 0;
  std::set<std::string> seen_;
};

} // namespace

bool report_slip(const CommandLine& command, std::span<const std::string> arguments) {
  return Arguments(command, arguments).report();
}

bool report_global_slip(std::span<const std::string> arguments) {
  static const std::vector<std::string> kKnown{"--help", "--version", "-h"};
  for (const std::string& argument : arguments) {
    if (!argument.starts_with("-") || std::ranges::find(kKnown, argument) != kKnown.end())
      return false;
    say_error(fmt::format("unknown option '{}'", argument), "other options stand behind a command",
              did_you_mean(argument, kKnown, "see escala --help"));
    return true;
  }
  return false;
}

} // namespace escala::app
