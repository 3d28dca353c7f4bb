// SPDX-License-Identifier: Apache-2.0
#include "escala/core/replacement.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "escala/core/names.h"

namespace escala {
namespace {

constexpr std::string_view kMeant = "did you mean '";
constexpr std::string_view kWrite = "write ";

// Words after which a suggestion goes on, or which make it a description of what to write.
bool describes(std::string_view text) {
  constexpr std::array<std::string_view, 8> kParts{" or ",         ", or",   " if ",        " for ",
                                                   " in place of", ", and ", " at the top", " ("};
  constexpr std::array<std::string_view, 7> kStarts{"the ", "a ",    "an ", "one ",
                                                    "its ", "both ", "all "};
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  const auto begins = [&](std::string_view start) { return text.starts_with(start); };
  return std::ranges::any_of(kParts, has) || std::ranges::any_of(kStarts, begins) ||
         text.find_first_of("\n;`") != std::string_view::npos;
}

std::optional<std::string> suggested_text(std::string_view suggestion) {
  if (suggestion.starts_with(kMeant) && suggestion.ends_with("'?")) {
    suggestion.remove_prefix(kMeant.size());
    suggestion.remove_suffix(2);
    if (suggestion.empty() || suggestion.find('\'') != std::string_view::npos)
      return std::nullopt;
    return std::string(suggestion);
  }
  if (!suggestion.starts_with(kWrite) || describes(suggestion.substr(kWrite.size())))
    return std::nullopt;
  return std::string(suggestion.substr(kWrite.size()));
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

// Whether the one is the other with a typing error. A name that differs in its digits may be
// another name; a word with the same meaning, or a new name, is a guess.
bool is_misspelling(std::string_view old, const std::string& meant) {
  return digits_of(old) == digits_of(meant) && nearest(old, {&meant, 1}).has_value();
}

// The span with the "key: " before it, where the text has that too.
Span with_key(Span span, std::string_view text) {
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos)
    return span;
  const std::string_view key = text.substr(0, colon + 2);
  const std::string_view before = std::string_view(span.source->text).substr(0, span.begin);
  if (before.ends_with(key))
    span.begin -= static_cast<std::uint32_t>(key.size());
  return span;
}

} // namespace

std::optional<Replacement> replacement_of(const Diagnostic& diagnostic) {
  const Span& span = diagnostic.span;
  if (diagnostic.severity != Severity::error || span.source == nullptr || span.source->is_option ||
      span.begin >= span.end || span.end > span.source->text.size())
    return std::nullopt;
  const std::string_view old =
      std::string_view(span.source->text).substr(span.begin, span.end - span.begin);
  const auto text = suggested_text(diagnostic.suggestion);
  if (!text || old.find('\n') != std::string_view::npos || old == "{" || old == "[")
    return std::nullopt;
  if (diagnostic.suggestion.starts_with(kMeant) && !is_misspelling(old, *text))
    return std::nullopt;
  if (text->starts_with(std::string(old) + "/")) // a rate: per month or per year
    return std::nullopt;
  return Replacement{with_key(span, *text), *text};
}

} // namespace escala
