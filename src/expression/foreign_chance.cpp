// SPDX-License-Identifier: Apache-2.0
// Chances and estimates in words: "1 in 5", "~20%".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "escala/core/characters.h"
#include "escala/expression/number_words.h"
#include "expression/pieces.h"

namespace escala {
namespace {

// The count that a piece is: "5", "five"; 0 if it is none.
long count_at(const Pieces& pieces, std::size_t i) {
  const std::string digits =
      pieces.is_word(i) ? digits_meant(pieces.lowered(i)) : std::string(pieces.text(i));
  constexpr std::size_t kLongest = 9;
  const bool whole = !digits.empty() && digits.size() <= kLongest &&
                     std::ranges::all_of(digits, [](char c) { return is_digit(c); });
  return whole ? std::stol(digits) : 0;
}

// "20%"; "1/3" where no short percentage is the same.
std::string share_text(long count, long of, bool alone) {
  const double percent = 100.0 * static_cast<double>(count) / static_cast<double>(of);
  const std::string text = fmt::format("{:.6g}", percent);
  double read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  const bool exact =
      std::abs(read - percent) <= 1e-12 * percent && text.find('e') == std::string::npos;
  if (exact)
    return text + "%";
  return fmt::format("{0}{2}/{3}{1}", alone ? "" : "(", alone ? "" : ")", count, of);
}

// The piece behind "in", "of" or "out of", each perhaps between hyphens; `i` if there is none.
std::size_t behind_preposition(const Pieces& pieces, std::size_t i) {
  std::size_t at = i;
  const auto take = [&](std::string_view word) {
    const std::size_t hyphen = pieces.is_symbol(at, "-") ? 1 : 0;
    const bool found = pieces.is_word(at + hyphen) && pieces.lowered(at + hyphen) == word;
    at += found ? hyphen + 1 : 0;
    return found;
  };
  const bool out = take("out");
  if (!take("of") && (out || !take("in")))
    return i;
  return at + (pieces.is_symbol(at, "-") ? 1 : 0);
}

// The unit behind a count: that of "5y", or of "5 years"; empty if there is none.
struct Counted {
  long count = 0;
  std::string period;
  std::size_t last = 0;
};
Counted counted_at(const Pieces& pieces, std::size_t i) {
  if (const long count = count_at(pieces, i); count > 0) {
    const std::string_view period =
        pieces.is_word(i + 1) ? period_meant(pieces.text(i + 1)) : std::string_view();
    return {count, std::string(period), i + (period.empty() ? 0U : 1U)};
  }
  const std::string_view text = pieces.text(i);
  const std::size_t unit = std::min(text.find_first_not_of("0123456789"), text.size());
  constexpr std::size_t kLongest = 9;
  const std::string_view period = period_meant(text.substr(unit));
  if (!pieces.is_number(i) || unit == 0 || unit > kLongest || period.empty())
    return {};
  return {std::stol(std::string(text.substr(0, unit))), std::string(period), i};
}

// "1 in 5" is 20%, and "1 in 5 years" is once in that time.
std::optional<ForeignNotation> one_in_many(const Pieces& pieces, std::size_t first) {
  const long count = count_at(pieces, first);
  const std::size_t second = count > 0 ? behind_preposition(pieces, first + 1) : first + 1;
  if (second == first + 1)
    return std::nullopt;
  const Counted of = counted_at(pieces, second);
  if (of.count == 0 || (of.period.empty() && count > of.count))
    return std::nullopt;
  const PieceRange range{first, of.last + 1};
  const PieceRange around = pieces.around(first);
  const bool alone = around.first == range.first && around.last == range.last;
  const bool rate = !of.period.empty();
  return ForeignNotation{
      pieces[first].begin, pieces[of.last].end,
      rate ? fmt::format("{} / {}{}", count, of.count, of.period)
           : share_text(count, of.count, alone),
      fmt::format("{} is not a {}", pieces.text(range), rate ? "rate" : "number"),
      rate ? "a rate is a number per time" : "a chance is a percentage"};
}

bool is_about(const Pieces& pieces, std::size_t i) {
  static constexpr std::array<std::string_view, 8> kWords{
      "about", "around", "approx", "approximately", "circa", "ca", "roughly", "nearly"};
  if (pieces.is_symbol(i, "~") || pieces.is_symbol(i, "≈"))
    return true;
  std::string word = pieces.is_word(i) ? pieces.lowered(i) : "";
  while (word.ends_with('.'))
    word.pop_back();
  return std::ranges::find(kWords, word) != kWords.end();
}

// "16% to 24%" of "20%"; empty of what is not a number with a suffix.
std::string range_around(std::string_view money, std::string_view number) {
  const std::size_t end = std::min(number.find_first_not_of("0123456789."), number.size());
  double value = 0;
  const auto [stop, error] = std::from_chars(number.data(), number.data() + end, value);
  if (error != std::errc{} || stop != number.data() + end || value == 0)
    return {};
  const std::string_view suffix = number.substr(end);
  return fmt::format("{0}{2:.6g}{1} to {0}{3:.6g}{1}", money, suffix, value * 0.8, value * 1.2);
}

// "~20%", "about $5M"
std::optional<ForeignNotation> estimate(const Pieces& pieces, std::size_t i) {
  const bool behind_value =
      i > 0 && (pieces.is_number(i - 1) || pieces.is_word(i - 1) || pieces.is_symbol(i - 1, ")"));
  const std::size_t sign =
      pieces.is_symbol(i + 1, "$") || pieces.is_symbol(i + 1, "€") || pieces.is_symbol(i + 1, "£")
          ? 1
          : 0;
  const std::size_t number = i + 1 + sign;
  if (!is_about(pieces, i) || behind_value || !pieces.is_number(number))
    return std::nullopt;
  const std::string value = pieces.text(PieceRange{i + 1, number + 1});
  const std::string range = range_around(sign == 0 ? "" : pieces.text(i + 1), pieces.text(number));
  return ForeignNotation{pieces[i].begin, pieces[number].end, value,
                         fmt::format("'{}' is not an operator", pieces.text(i)),
                         range.empty()
                             ? "what is uncertain is a range"
                             : fmt::format("what is uncertain is a range, as in {}", range)};
}

} // namespace

std::optional<ForeignNotation> foreign_chance(const Pieces& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (auto found = one_in_many(pieces, i))
      return found;
    if (auto found = estimate(pieces, i))
      return found;
  }
  return std::nullopt;
}

} // namespace escala
