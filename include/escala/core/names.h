// SPDX-License-Identifier: Apache-2.0
// Names of drivers, metrics and targets, and the nearest one to a misspelt one.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

// The length in bytes of the letter (of any script, or an underscore) at `at`; 0 if there is none.
std::size_t letter_length(std::string_view text, std::size_t at);
// The length in bytes of the name that begins at `at`: a letter, then letters, digits and the marks
// that some scripts put on letters. 0 if there is none.
std::size_t name_length(std::string_view text, std::size_t at);
// The length in bytes of the mark at `at` that belongs to the letter before it; 0 if there is none.
std::size_t mark_length(std::string_view text, std::size_t at);
// Whether the whole text is a name.
bool is_name(std::string_view text);
// The text in Unicode's normal form C, in which each name is written in one way only. A text that
// is not valid UTF-8 stays as it is.
std::string composed(std::string_view text);

// Words that the language reserves: t year month pi to and or not true false null all
// risks investment.
bool is_reserved_word(std::string_view text);

// "arr" of "arr.europe.churn": the text before the first dot, or the whole text.
constexpr std::string_view owner_of(std::string_view name) {
  return name.substr(0, name.find('.'));
}

// The candidates with the fewest edits (insertions, deletions, substitutions, swaps of neighbours),
// at most two; none if all have too many edits to be a typing error.
inline constexpr std::size_t kMostNearest = 2;
std::vector<std::string> all_nearest(std::string_view wanted,
                                     std::span<const std::string> candidates);
// The first of them.
std::optional<std::string> nearest(std::string_view wanted,
                                   std::span<const std::string> candidates);

// "did you mean 'x'?"; where two are as near, "did you mean 'x' or 'y'?"; empty without names.
std::string did_you_mean(std::span<const std::string> names);
// The same for the nearest candidates; `otherwise` if there are none.
std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates,
                         std::string otherwise = {});

} // namespace escala
