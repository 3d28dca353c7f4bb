// SPDX-License-Identifier: Apache-2.0
#include "app/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include "app/options/list.h"
#include "app/options/words.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

// Options of every command.
constexpr std::string_view kHelpOptions[] = {"--help", "-h"};

bool asks_for_help(std::string_view name) {
  return std::ranges::find(kHelpOptions, name) != std::end(kHelpOptions);
}

// The commands that take an option of this name: "escala run", "check".
std::vector<std::string> takers_of(std::string_view name) {
  std::vector<std::string> takers;
  for (const Command& command : commands())
    if (find_option(command, name) != nullptr)
      takers.push_back((takers.empty() ? "escala " : "") + std::string(command.name));
  return takers;
}

class Words {
 public:
  Words(const Command& command, std::span<const std::string> words)
      : command_(command), words_(words) {}

  void check() {
    for (at_ = 0; at_ < words_.size(); ++at_) {
      const std::string& word = words_[at_];
      if (word == "--") {
        operands_ += words_.size() - at_ - 1;
        return;
      }
      if (word.size() > 1 && word.front() == '-')
        check_option(word);
      else
        check_operand(word);
    }
  }

 private:
  void check_option(const std::string& word) {
    const bool spelt_out = word.starts_with("--");
    const std::string name = spelt_out ? word.substr(0, word.find('=')) : word.substr(0, 2);
    const bool glued = word.size() > name.size();
    const OptionSpec* option = find_option(command_, name);
    if (option == nullptr && !asks_for_help(name))
      fail_unknown(name);
    if (option == nullptr || !option->takes_value()) {
      if (glued)
        throw UsageError{fmt::format("{} takes no value", name), "", fmt::format("write {}", name)};
      return;
    }
    if (!seen_.insert(name).second && !option->repeatable)
      throw UsageError{fmt::format("{} is given twice", name), "", "keep one"};
    if (!glued)
      take_value(*option);
  }

  void take_value(const OptionSpec& option) {
    if (at_ + 1 == words_.size() || is_option(words_[at_ + 1]))
      throw UsageError{fmt::format("{} needs a value", option.name), "",
                       fmt::format("write {} {}", option.name, option.example)};
    ++at_;
  }

  bool is_option(const std::string& word) const {
    const std::string name = word.substr(0, word.find('='));
    return asks_for_help(name) || find_option(command_, name) != nullptr;
  }

  [[noreturn]] void fail_unknown(const std::string& name) const {
    const auto planned = planned_options();
    if (std::ranges::find(planned, name) != planned.end())
      throw UsageError{fmt::format("{} is not supported yet", name)};
    const std::string help = fmt::format("see escala {} --help", command_.name);
    const std::string problem = fmt::format("unknown option '{}'", name);
    constexpr std::size_t kMostTakers = 3;
    if (auto takers = takers_of(name); !takers.empty()) {
      if (takers.size() > kMostTakers) {
        takers.resize(kMostTakers);
        takers.emplace_back("others");
      }
      throw UsageError{problem, fmt::format("{} is an option of {}", name, listed(takers)), help};
    }
    std::vector<std::string> names{std::string(kHelpOptions[0])};
    for (const OptionSpec* option : command_.options)
      if (option->name.starts_with("--"))
        names.emplace_back(option->name);
    throw UsageError{problem, "", did_you_mean(name, names, help)};
  }

  void check_operand(const std::string& word) {
    std::string what(command_.operand.name);
    std::ranges::transform(what, what.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (word.empty())
      throw UsageError{fmt::format("the {}'s name is empty", what), "",
                       "check the shell's variables"};
    if (++operands_ == 1 || command_.operand.several)
      return;
    throw UsageError{fmt::format("unexpected argument '{}'", word),
                     fmt::format("escala {} takes one {}", command_.name, what),
                     fmt::format("see escala {} --help", command_.name)};
  }

  const Command& command_;
  std::span<const std::string> words_;
  std::size_t at_ = 0;
  std::size_t operands_ = 0;
  std::set<std::string> seen_;
};

} // namespace

void check_usage(const Command& command, std::span<const std::string> words) {
  Words(command, words).check();
}

void check_global_usage(std::span<const std::string> words) {
  static const std::vector<std::string> kKnown{"--help", "--version", "-h"};
  for (const std::string& word : words) {
    if (!word.starts_with("-") || std::ranges::find(kKnown, word) != kKnown.end())
      return;
    throw UsageError{fmt::format("unknown option '{}'", word),
                     "other options stand behind a command",
                     did_you_mean(word, kKnown, "see escala --help")};
  }
}

} // namespace escala::app
