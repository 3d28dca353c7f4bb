// SPDX-License-Identifier: Apache-2.0
#include "render/spanish_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace escala {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes what is in front of the rest.
std::string_view take(std::string_view& text, std::size_t count) {
  const std::string_view taken = text.substr(0, count);
  text.remove_prefix(taken.size());
  return taken;
}

// The digits with a comma before the decimals and dots between thousands. `shift`: places by which
// the point moves to the right.
std::string spanish_digits(std::string_view digits, std::size_t shift) {
  std::string whole;
  std::string decimals;
  bool after_point = false;
  for (const char c : digits) {
    if (c == '.')
      after_point = true;
    else if (c != ',')
      (after_point ? decimals : whole) += c;
  }
  decimals.append(decimals.size() < shift ? shift - decimals.size() : 0, '0');
  whole += decimals.substr(0, shift);
  decimals.erase(0, shift);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  for (std::size_t at = whole.size(); at > 3;)
    whole.insert(at -= 3, 1, '.');
  return decimals.empty() ? whole : whole + "," + decimals;
}

// How far the point moves for a suffix, and what is left of the suffix.
struct Scale {
  std::size_t shift = 0;
  std::string_view suffix = {};
};

Scale scale_of(char suffix) {
  switch (suffix) {
  case 'k':
    return {3, ""};
  case 'M':
    return {0, " M"};
  case 'B':
    return {3, " M"};
  case 'T':
    return {6, " M"};
  default:
    return {};
  }
}

std::string spanish_period(std::string_view per) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPeriods{
      {{"/mo", "/mes"}, {"/y", "/año"}, {"/q", "/trim."}, {"/w", "/sem."}, {"/d", "/día"}}};
  for (const auto& [english, spanish] : kPeriods)
    if (per == english)
      return std::string(spanish);
  return std::string(per);
}

// The symbol of money behind an amount: "M$" and "M€" touch, a code does not.
std::string spanish_money(std::string symbol, bool after_suffix) {
  while (!symbol.empty() && symbol.back() == ' ')
    symbol.pop_back();
  if (symbol.empty())
    return symbol;
  const bool is_code = std::isalpha(static_cast<unsigned char>(symbol.back())) != 0;
  return after_suffix && !is_code ? symbol : " " + symbol;
}

} // namespace

std::string spanish_number(std::string_view english, const DisplayUnit& unit) {
  if (english == "n/a")
    return "n/d";
  std::string_view rest = english;
  const auto first = static_cast<std::size_t>(std::ranges::find_if(rest, is_digit) - rest.begin());
  if (first == rest.size())
    return std::string(english);
  std::string front(take(rest, first)); // sign and symbol
  const std::size_t sign = std::min(front.find_first_not_of("+-<>"), front.size());
  const std::string symbol = front.substr(sign);
  const auto is_number = [](char c) { return is_digit(c) || c == '.' || c == ','; };
  const auto end = std::ranges::find_if_not(rest, is_number);
  const std::string_view digits = take(rest, static_cast<std::size_t>(end - rest.begin()));
  const Scale scale = rest.empty() ? Scale{} : scale_of(rest.front());
  std::string text = front.substr(0, sign) + spanish_digits(digits, scale.shift);
  if (scale.shift > 0 || !scale.suffix.empty())
    take(rest, 1);
  else if (rest.starts_with('e')) // "1.2e18"
    text += take(rest, std::min(rest.find_first_not_of("0123456789-", 1), rest.size()));
  text += scale.suffix;
  if (rest.starts_with('%')) {
    take(rest, 1);
    text += " %";
  }
  text += spanish_money(symbol, !scale.suffix.empty());
  return text + (rest == unit.per ? spanish_period(rest) : std::string(rest));
}

std::string spanish_month(const PlanMonth& month) {
  static constexpr std::array<std::string_view, 12> kNames{
      "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"};
  const std::string name(kNames[static_cast<std::size_t>(month.date.month() - 1)]);
  return month.of_same_year ? name : name + " " + std::to_string(month.date.year());
}

} // namespace escala
