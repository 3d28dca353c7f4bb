// SPDX-License-Identifier: Apache-2.0
// Options whose value is one of a few words.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/option.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {

template <typename T>
struct Word {
  std::string_view word;
  T value;
};

// "a", "a and b", "a, b and c"
std::string listed(std::span<const std::string> words);

// The value of a word. Otherwise throws: "--table: unknown table 'x' (the tables are a and b); did
// you mean 'a'?"; if no word is similar, `otherwise` is the suggestion.
template <typename T>
T resolve_word(const OptionSpec& option, const std::string& text, std::string_view noun,
               std::span<const Word<T>> words, std::string otherwise = {}) {
  std::vector<std::string> names;
  for (const Word<T>& one : words) {
    if (one.word == text)
      return one.value;
    names.emplace_back(one.word);
  }
  throw UsageError{fmt::format("{}: unknown {} '{}'", option.name, noun, text),
                   fmt::format("the {}s are {}", noun, listed(names)),
                   did_you_mean(text, names, std::move(otherwise))};
}

} // namespace escala::app
