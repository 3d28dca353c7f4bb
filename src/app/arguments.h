// SPDX-License-Identifier: Apache-2.0
// The arguments of a command: texts, each with its option. A text is converted to a value when the
// command asks for it.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "app/option.h"

namespace escala::app {

class Arguments {
 public:
  std::string command; // its name
  // Arguments without an option: files, the name of a topic.
  std::vector<std::string> operands;

  bool has(const OptionSpec& option) const { return !texts(option).empty(); }
  const std::vector<std::string>& texts(const OptionSpec& option) const;
  void add(const OptionSpec& option, std::string text);

  // Throw a UsageError if the text is not a value.
  template <typename T>
  T value(const Option<T>& option) const {
    return value(option, option.fallback());
  }
  template <typename T>
  T value(const Option<T>& option, std::type_identity_t<T> otherwise) const {
    return has(option) ? option.resolve(texts(option).back()) : std::move(otherwise);
  }
  template <typename T>
  std::vector<T> values(const Option<T>& option) const {
    std::vector<T> all;
    for (const std::string& text : texts(option))
      all.push_back(option.resolve(text));
    return all;
  }

  // An option whose text is written into the scenario, at the option's path `lays_at`.
  struct Setting {
    const OptionSpec* option;
    std::string text;
  };
  std::vector<Setting> settings() const;

  // All options, in the order in which they were first given, each with its texts.
  struct Given {
    const OptionSpec* option;
    std::vector<std::string> texts;
  };
  const std::vector<Given>& given() const { return given_; }

  // Throws a UsageError for the first text that is not a value of its option.
  void check() const;

 private:
  std::vector<Given> given_;
};

} // namespace escala::app
