// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/written_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "escala/core/currencies.h"
#include "escala/expression/number_words.h"

namespace escala {
namespace {

std::string trimmed(std::string_view part) {
  while (part.starts_with(' '))
    part.remove_prefix(1);
  while (part.ends_with(' '))
    part.remove_suffix(1);
  return std::string(part);
}

// "/mo" of "USD/month"; nothing of "USD/user".
std::string period_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    return {};
  const std::string per = trimmed(text.substr(slash + 1));
  const std::string_view meant = period_meant(per);
  return meant.empty() ? std::string() : fmt::format("/{}", meant);
}

bool is_symbol(std::string_view base) { return base == "$" || base == "€" || base == "£"; }

// What looks like money: the plan's currency in any case, another one's code, or a symbol.
bool is_money(const std::string& base, const std::string& currency) {
  std::string capitals = base;
  std::ranges::transform(capitals, capitals.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return capitals == currency || is_currency(base) || is_symbol(base);
}

// Whether it is a currency, but not the plan's.
bool is_foreign(const std::string& base, const std::string& currency) {
  return is_symbol(base) ? base != currency_symbol(currency)
                         : is_currency(base) && base != currency;
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
  if (unit.money)
    return unit;
  const std::string money = trimmed(text.text.substr(0, text.text.find('/')));
  const std::string remedy =
      is_money(money, currency) ? currency + period_of(text.text) : std::string();
  if (is_foreign(money, currency))
    diagnostics.error(text.span,
                      fmt::format("the unit {} does not fit the plan's currency", text.text),
                      fmt::format("the plan is in {}", currency), "write " + remedy);
  else if (text.text.empty())
    diagnostics.error(text.span, "the unit is empty", "", "leave it out");
  else if (!remedy.empty() || base.empty())
    diagnostics.error(text.span, fmt::format("'{}' is not a unit", text.text),
                      "money is written as its currency's code, alone or per time as in /mo",
                      fmt::format("write {}", remedy.empty() ? "users" : remedy));
  else
    return unit;
  unit.mistaken = true;
  return unit;
}

} // namespace escala
