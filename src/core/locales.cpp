// SPDX-License-Identifier: Apache-2.0
#include "escala/core/locales.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace escala {
namespace {

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// Words that do not begin with the code that they mean.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kOtherNames{
    {{"spanish", "es"}, {"castellano", "es"}, {"ingl", "en"}}};

} // namespace

bool is_locale(std::string_view text) {
  return std::ranges::find(kLocales, text) != kLocales.end();
}

std::string locale_remedy(std::string_view text) {
  const std::string word = lowered(text);
  for (const std::string_view locale : kLocales)
    if (word.starts_with(locale))
      return "did you mean '" + std::string(locale) + "'?";
  for (const auto& [name, locale] : kOtherNames)
    if (word.starts_with(name))
      return "did you mean '" + std::string(locale) + "'?";
  return {};
}

} // namespace escala
