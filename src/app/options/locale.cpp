// SPDX-License-Identifier: Apache-2.0
#include "escala/core/locales.h"

#include <fmt/format.h>

#include "app/options/list.h"
#include "app/options/locale.h"
#include "app/terminal.h"
#include "app/usage_error.h"

namespace escala::app {
namespace {

constexpr const char* kVariable = "ESCALA_LOCALE";

std::string known_locale(std::string_view where, const std::string& text) {
  if (is_locale(text))
    return text;
  throw UsageError{fmt::format("{}: unknown locale '{}'", where, text), std::string(kLocaleReason),
                   locale_remedy(text)};
}

} // namespace

const Option<std::string>
    option::locale({.name = "--locale",
                    .shape = "en|es",
                    .doc = "Language of tables: en (default), es; or ESCALA_LOCALE",
                    .example = "es"},
                   [](const OptionSpec& option, const std::string& text) {
                     return known_locale(option.name, text);
                   });

std::optional<std::string> locale_of_environment() {
  const std::string text = environment(kVariable);
  return text.empty() ? std::nullopt : std::optional(known_locale(kVariable, text));
}

} // namespace escala::app
