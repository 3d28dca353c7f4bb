// SPDX-License-Identifier: Apache-2.0
// Names of drivers, metrics and targets, and the nearest one to a misspelt one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace escala {

// [A-Za-z_][A-Za-z0-9_]*
bool is_name(std::string_view text);

// Words that the language keeps for itself: t year month pi to and or not true false null all
// risks investment.
bool is_reserved_word(std::string_view text);

// The candidate with the fewest edits, if few enough to be a slip of the fingers.
std::optional<std::string> nearest(std::string_view wanted,
                                   std::span<const std::string> candidates);

// "did you mean 'x'?", or `otherwise`.
std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates,
                         std::string otherwise = {});

} // namespace escala
