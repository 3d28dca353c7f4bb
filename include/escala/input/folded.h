// SPDX-License-Identifier: Apache-2.0
// Text as it is compared where case and blanks do not matter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace escala {

// Without blanks around it; no-break and thin spaces become plain ones.
std::string plain_spaces(std::string_view text);

// plain_spaces, in small letters: of ASCII, and of Latin letters with accents ("PERÍODO"), which
// may be written as letters of their own.
std::string folded(std::string_view text);

// Longer cells are no dates, numbers or words that mean something, and need not be looked at.
inline constexpr std::size_t kLongestMeaning = 100;

// The first characters of a cell, to quote it in a message.
std::string excerpt(std::string_view cell);

} // namespace escala
