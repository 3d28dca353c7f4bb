// SPDX-License-Identifier: Apache-2.0
#include "expression/number_literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "escala/core/numbers.h"

namespace escala {
namespace {

struct Magnitude {
  std::string_view suffix;
  int exponent;
};
constexpr std::array kMagnitudes{Magnitude{"k", 3}, Magnitude{"M", 6}, Magnitude{"B", 9},
                                 Magnitude{"T", 12}};

struct MisspeltSuffix {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array kMisspeltSuffixes{
    MisspeltSuffix{"K", "k"},      MisspeltSuffix{"bn", "B"},      MisspeltSuffix{"b", "B"},
    MisspeltSuffix{"mn", "M"},     MisspeltSuffix{"mm", "M"},      MisspeltSuffix{"MM", "M"},
    MisspeltSuffix{"t", "T"},      MisspeltSuffix{"Y", "y"},       MisspeltSuffix{"yr", "y"},
    MisspeltSuffix{"yrs", "y"},    MisspeltSuffix{"year", "y"},    MisspeltSuffix{"years", "y"},
    MisspeltSuffix{"month", "mo"}, MisspeltSuffix{"months", "mo"}, MisspeltSuffix{"mth", "mo"},
    MisspeltSuffix{"day", "d"},    MisspeltSuffix{"days", "d"},    MisspeltSuffix{"week", "w"},
    MisspeltSuffix{"weeks", "w"},  MisspeltSuffix{"hour", "h"},    MisspeltSuffix{"hours", "h"},
    MisspeltSuffix{"hr", "h"},     MisspeltSuffix{"sec", "s"},     MisspeltSuffix{"minutes", "min"},
    MisspeltSuffix{"Q", "q"},      MisspeltSuffix{"quarter", "q"}, MisspeltSuffix{"quarters", "q"},
    MisspeltSuffix{"Mo", "mo"},    MisspeltSuffix{"MO", "mo"},     MisspeltSuffix{"D", "d"},
    MisspeltSuffix{"H", "h"},      MisspeltSuffix{"W", "w"},
};

constexpr std::string_view kSuffixes =
    "the suffixes are k M B T, % and the durations ms s min h d w mo q y";

class NumberReader {
 public:
  explicit NumberReader(TextCursor& cursor) : cursor_(cursor) {}

  std::optional<Token> run(std::size_t begin, bool money) {
    std::string digits;
    int exponent = 0;
    if (!read_decimal(begin, digits, exponent))
      return std::nullopt;
    Token token;
    token.quantity.dimension = money ? kMoney : kPlain;
    token.quantity.literal = !money;
    double months = 1;
    if (!read_suffix(begin, token.quantity, exponent, months))
      return std::nullopt;
    const auto value = parse_decimal(fmt::format("{}e{}", digits, exponent));
    if (!value) {
      cursor_.fail(begin, cursor_.at,
                   fmt::format("{} is too large", cursor_.slice(begin, cursor_.at)),
                   "the largest number is about 1.8e308");
      return std::nullopt;
    }
    if (!read_rate(begin, token.quantity, months))
      return std::nullopt;
    token.kind = Token::Kind::number;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(cursor_.at);
    token.value = *value * months;
    if (token.quantity.dimension.time < 0 && token.quantity.period != Period::none)
      token.value = *value / months;
    return token;
  }

 private:
  bool read_decimal(std::size_t begin, std::string& digits, int& exponent) {
    if (!cursor_.read_digits(digits))
      digits = "0";
    if (cursor_.peek() == '.') {
      ++cursor_.at;
      digits += '.';
      if (!cursor_.read_digits(digits)) {
        return cursor_.fail(
            begin, cursor_.at,
            fmt::format("digits are missing after '{}'", cursor_.slice(begin, cursor_.at)), "",
            "write " + cursor_.slice(begin, cursor_.at) + "0");
      }
    }
    if (cursor_.peek() != 'e' && cursor_.peek() != 'E')
      return true;
    const std::size_t sign = (cursor_.peek(1) == '+' || cursor_.peek(1) == '-') ? 1 : 0;
    if (!is_digit(cursor_.peek(1 + sign)))
      return true;
    const bool negative = cursor_.peek(1) == '-';
    cursor_.at += 1 + sign;
    std::string power;
    cursor_.read_digits(power);
    exponent = power.size() > 4 ? 99999 : std::stoi(power);
    if (negative)
      exponent = -exponent;
    return true;
  }

  bool read_suffix(std::size_t begin, Quantity& quantity, int& exponent, double& months) {
    if (cursor_.peek() == '%') {
      ++cursor_.at;
      exponent -= 2;
      if (quantity.dimension == kMoney)
        return cursor_.fail(begin, cursor_.at, "money is not a percentage", "",
                            "leave out the % or the symbol");
      quantity.literal = false;
      quantity.percent = true;
      return check_ending(begin);
    }
    std::size_t end = cursor_.at;
    while (end < cursor_.text.size() &&
           (is_letter(cursor_.text[end]) || is_digit(cursor_.text[end])))
      ++end;
    const std::string_view suffix = cursor_.text.substr(cursor_.at, end - cursor_.at);
    if (suffix.empty())
      return check_ending(begin);
    for (const Magnitude& magnitude : kMagnitudes) {
      if (suffix != magnitude.suffix)
        continue;
      exponent += magnitude.exponent;
      cursor_.at = end;
      return check_ending(begin);
    }
    const auto period = find_period(suffix);
    if (!period || quantity.dimension == kMoney)
      return fail_suffix(begin, end, suffix);
    quantity.dimension = kTime;
    quantity.literal = false;
    months = months_in(*period);
    cursor_.at = end;
    return check_ending(begin);
  }

  // Refuses "5M%" and "5%x".
  bool check_ending(std::size_t begin) {
    const bool glued_percent = cursor_.peek() == '%' && (cursor_.at + 1 == cursor_.text.size() ||
                                                         !is_digit(cursor_.peek(1)));
    if (!is_letter(cursor_.peek()) && !is_digit(cursor_.peek()) && !glued_percent)
      return true;
    std::size_t end = cursor_.at;
    while (end < cursor_.text.size() && (is_letter(cursor_.text[end]) ||
                                         is_digit(cursor_.text[end]) || cursor_.text[end] == '%'))
      ++end;
    return cursor_.fail(begin, end, fmt::format("'{}' is not a number", cursor_.slice(begin, end)),
                        std::string(kSuffixes), "put an operator between them");
  }

  bool fail_suffix(std::size_t begin, std::size_t end, std::string_view suffix) {
    const std::string number = cursor_.slice(begin, cursor_.at);
    const std::string whole = cursor_.slice(begin, end);
    if (suffix == "m" && cursor_.text[begin] != '.' && !is_digit(cursor_.text[begin]))
      return cursor_.fail(begin, end, fmt::format("'{}' has an unknown suffix 'm'", whole),
                          std::string(kSuffixes), fmt::format("write {}M (millions)", number));
    if (suffix == "m") {
      return cursor_.fail(
          begin, end, fmt::format("'{}' is ambiguous", whole), "m alone is not a unit",
          fmt::format("write {0}M (millions), {0}mo (months) or {0}min (minutes)", number));
    }
    const auto misspelt =
        std::find_if(kMisspeltSuffixes.begin(), kMisspeltSuffixes.end(),
                     [&](const MisspeltSuffix& s) { return s.written == suffix; });
    const std::string remedy = misspelt == kMisspeltSuffixes.end()
                                   ? "leave the suffix out, or put an operator in between"
                                   : fmt::format("write {}{}", number, misspelt->meant);
    return cursor_.fail(begin, end, fmt::format("'{}' has an unknown suffix '{}'", whole, suffix),
                        std::string(kSuffixes), remedy);
  }

  // "/mo" directly after a number makes it a rate; "/12mo" and "/ mo" divide.
  bool read_rate(std::size_t begin, Quantity& quantity, double& months) {
    if (cursor_.peek() != '/' || !is_letter(cursor_.peek(1)))
      return true;
    std::size_t end = cursor_.at + 1;
    while (end < cursor_.text.size() && (is_letter(cursor_.text[end]) ||
                                         is_digit(cursor_.text[end]) || cursor_.text[end] == '.'))
      ++end;
    const std::string_view unit = cursor_.text.substr(cursor_.at + 1, end - cursor_.at - 1);
    if (unit == "year" || unit == "month") {
      const std::string_view meant = unit == "year" ? "y" : "mo";
      return cursor_.fail(
          begin, end,
          fmt::format("'{}' divides by the number of the {}", cursor_.slice(begin, end), unit),
          fmt::format("a rate per {0} is written /{1}", unit, meant),
          fmt::format("write {}/{}, or put spaces around the / to divide",
                      cursor_.slice(begin, cursor_.at), meant));
    }
    const auto period = find_period(unit);
    if (!period)
      return true;
    cursor_.at = end;
    if (quantity.dimension.time > 0) { // 6mo/y: a plain share of time
      months /= months_in(*period);
      quantity.dimension.time = 0;
      return true;
    }
    quantity.dimension.time = -1;
    quantity.period = *period;
    quantity.literal = false;
    quantity.percent = false;
    months = months_in(*period);
    return true;
  }

  TextCursor& cursor_;
};

} // namespace

std::optional<Token> read_number(TextCursor& cursor, std::size_t begin, bool money) {
  return NumberReader(cursor).run(begin, money);
}

} // namespace escala
