// SPDX-License-Identifier: Apache-2.0
// The languages in which answers can be written, by their codes of ISO 639.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace escala {

inline constexpr std::array<std::string_view, 2> kLocales{"en", "es"};

bool is_locale(std::string_view text);

// What is wrong with a text that is not one of them: the reason, and a remedy made of the text
// ("es_ES.UTF-8", "español" and "Spanish" mean es).
inline constexpr std::string_view kLocaleReason = "the locales are en and es: English and Spanish";
std::string locale_remedy(std::string_view text);

} // namespace escala
