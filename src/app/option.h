// SPDX-License-Identifier: Apache-2.0
// An option of the command line, described once: how it is written, its line of --help, an example,
// the value of its text and the messages about mistakes in it. The parser, --help and the messages
// read this description. An option is one file in src/app/options and one line in its list.h.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace escala::app {

// A line of --help: a constant text, or made by a function.
class Doc {
 public:
  constexpr Doc(const char* text) : text_(text) {}
  constexpr Doc(std::string (*made)()) : made_(made) {}

  std::string text() const { return made_ == nullptr ? std::string(text_) : made_(); }

 private:
  std::string_view text_ = {};
  std::string (*made_)() = nullptr;
};

struct OptionSpec {
  std::string_view name;       // "--seed", "-o"
  std::string_view shape = {}; // name of the value in --help: "N"; empty: a flag, without a value
  Doc doc;
  std::string_view example = {}; // a value, as it is typed in a shell
  bool repeatable = false;
  // The path in a scenario at which the text is written, by the rules of that key:
  // "simulation.seed".
  std::string_view lays_at = {};
  // Throws a UsageError if the text is not a value of the option; null: every text is a value.
  void (*check)(const OptionSpec& option, const std::string& text) = nullptr;

  bool takes_value() const { return !shape.empty(); }
};

// An option without a value.
using Flag = OptionSpec;

inline std::string as_typed(const OptionSpec&, const std::string& text) { return text; }

// An option whose text is converted to a T.
template <typename T>
class Option : public OptionSpec {
 public:
  // Throws a UsageError that names the option.
  using Resolve = T (*)(const OptionSpec& option, const std::string& text);

  // `fallback`: the value if the option is not given.
  Option(const OptionSpec& spec, Resolve resolver, T fallback = {})
      : OptionSpec(spec), resolve_(resolver), fallback_(std::move(fallback)) {
    check = [](const OptionSpec& option, const std::string& text) {
      static_cast<void>(static_cast<const Option&>(option).resolve(text));
    };
  }

  T resolve(const std::string& text) const { return resolve_(*this, text); }
  const T& fallback() const { return fallback_; }

 private:
  Resolve resolve_;
  T fallback_;
};

// In the order of --help.
using OptionList = std::vector<const OptionSpec*>;

} // namespace escala::app
