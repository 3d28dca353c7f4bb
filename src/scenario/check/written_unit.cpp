// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/written_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "escala/core/currencies.h"

namespace escala {
namespace {

// The unit that was probably meant by one that looks like money: "usd", "$", "USD/week", "USD /
// mo".
std::string nearest_unit(std::string_view text, const std::string& currency) {
  const auto trim = [](std::string_view part) {
    while (part.starts_with(' '))
      part.remove_prefix(1);
    while (part.ends_with(' '))
      part.remove_suffix(1);
    return std::string(part);
  };
  const std::size_t slash = text.find('/');
  std::string base = trim(text.substr(0, slash));
  std::ranges::transform(base, base.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (base != currency && base != "$" && base != "€" && base != "£")
    return {};
  if (slash == std::string_view::npos)
    return currency;
  const std::string per = trim(text.substr(slash + 1));
  static constexpr std::array kLong{std::pair{"week", "w"},    std::pair{"month", "mo"},
                                    std::pair{"year", "y"},    std::pair{"day", "d"},
                                    std::pair{"quarter", "q"}, std::pair{"hour", "h"}};
  for (const auto& [word, suffix] : kLong)
    if (per.starts_with(word))
      return fmt::format("{}/{}", currency, suffix);
  return fmt::format("{}/{}", currency, find_period(per) ? per : "mo");
}

} // namespace

WrittenUnit read_unit(const LocatedText& text, const std::string& currency,
                      Diagnostics& diagnostics) {
  WrittenUnit unit;
  unit.label = text.text;
  const std::size_t slash = text.text.rfind('/');
  std::string base = text.text;
  if (slash != std::string::npos && slash > 0) {
    if (const auto period = find_period(text.text.substr(slash + 1))) {
      unit.period = *period;
      base = text.text.substr(0, slash);
    }
  }
  unit.percent = base == "%";
  unit.money = base == currency;
  const std::string remedy = nearest_unit(text.text, currency);
  if (unit.money)
    return unit;
  if (is_currency(base))
    diagnostics.error(text.span, fmt::format("the unit {} does not fit the plan's currency", base),
                      fmt::format("the plan is in {}", currency),
                      fmt::format("write unit: {}", currency));
  else if (text.text.empty())
    diagnostics.error(text.span, "the unit is empty", "", "leave it out");
  else if (!remedy.empty() || base.empty())
    diagnostics.error(text.span, fmt::format("'{}' is not a unit", text.text),
                      "money is written as its currency's code, alone or per time as in /mo",
                      fmt::format("write unit: {}", remedy.empty() ? "users" : remedy));
  else
    return unit;
  unit.mistaken = true;
  return unit;
}

} // namespace escala
