// SPDX-License-Identifier: Apache-2.0
#include "escala/expression/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "escala/core/currencies.h"
#include "escala/core/numbers.h"

namespace escala {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Magnitude {
  std::string_view suffix;
  int exponent;
};
constexpr std::array kMagnitudes{Magnitude{"k", 3}, Magnitude{"M", 6}, Magnitude{"B", 9},
                                 Magnitude{"T", 12}};

struct Slip {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array kSuffixSlips{
    Slip{"K", "k"},      Slip{"bn", "B"},      Slip{"b", "B"},        Slip{"mn", "M"},
    Slip{"mm", "M"},     Slip{"MM", "M"},      Slip{"t", "T"},        Slip{"Y", "y"},
    Slip{"yr", "y"},     Slip{"yrs", "y"},     Slip{"year", "y"},     Slip{"years", "y"},
    Slip{"month", "mo"}, Slip{"months", "mo"}, Slip{"mth", "mo"},     Slip{"day", "d"},
    Slip{"days", "d"},   Slip{"week", "w"},    Slip{"weeks", "w"},    Slip{"hour", "h"},
    Slip{"hours", "h"},  Slip{"hr", "h"},      Slip{"sec", "s"},      Slip{"minutes", "min"},
    Slip{"Q", "q"},      Slip{"quarter", "q"}, Slip{"quarters", "q"}, Slip{"Mo", "mo"},
    Slip{"MO", "mo"},    Slip{"D", "d"},       Slip{"H", "h"},        Slip{"W", "w"},
};

constexpr std::string_view kSuffixes =
    "the suffixes are k M B T, % and the durations ms s min h d w mo q y";

struct WrittenSymbol {
  std::string_view written;
  std::string_view code; // empty: every currency whose symbol it is
};
constexpr std::array kMoneySymbols{WrittenSymbol{"$", ""}, WrittenSymbol{"€", "EUR"},
                                   WrittenSymbol{"£", "GBP"}};

class Tokenizer {
 public:
  Tokenizer(const LocatedText& text, std::string_view currency, Diagnostics& diagnostics)
      : located_(text), text_(text.text), currency_(currency), diagnostics_(diagnostics) {}

  std::optional<std::vector<Token>> run() {
    while (skip_space(), at_ < text_.size())
      if (!read_token())
        return std::nullopt;
    tokens_.push_back(make(Token::Kind::end, at_));
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_]))
      ++at_;
  }
  Token make(Token::Kind kind, std::size_t begin) const {
    Token token;
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    return token;
  }
  bool fail(std::size_t begin, std::size_t end, std::string problem, std::string reason = {},
            std::string suggestion = {}) {
    diagnostics_.error(located_.at(begin, std::max(end, begin + 1)), std::move(problem),
                       std::move(reason), std::move(suggestion));
    return false;
  }
  std::string slice(std::size_t begin, std::size_t end) const {
    return std::string(text_.substr(begin, end - begin));
  }

  bool read_token() {
    for (const WrittenSymbol& symbol : kMoneySymbols)
      if (text_.substr(at_).starts_with(symbol.written))
        return read_symbol_money(symbol);
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1))))
      return read_month_or_number();
    if (is_letter(peek()))
      return read_name();
    return read_symbol();
  }

  bool read_month_or_number() {
    const std::string_view rest = text_.substr(at_);
    const auto month = parse_calendar_month(rest.substr(0, 7));
    const char after = rest.size() > 7 ? rest[7] : ' ';
    const bool glued = is_digit(after) || is_letter(after) || after == '.' || after == '%';
    if (!month && is_like_month(rest))
      return fail_month(rest);
    if (!month || glued)
      return read_number(at_, false);
    const std::size_t begin = at_;
    at_ += 7;
    if (peek() == '-' && is_digit(peek(1)))
      return fail(begin, at_ + 3,
                  fmt::format("'{}' is a day", slice(begin, std::min(at_ + 3, text_.size()))),
                  "a plan has months", fmt::format("write it as {}", slice(begin, at_)));
    Token token = make(Token::Kind::calendar_month, begin);
    token.month = *month;
    token.quantity.calendar = true;
    tokens_.push_back(std::move(token));
    return true;
  }

  // "2027-13" or "2027-3": a year of our time, a dash, one or two digits.
  static bool is_like_month(std::string_view rest) {
    std::size_t end = 0;
    while (end < rest.size() && is_digit(rest[end]))
      ++end;
    const std::string_view year = rest.substr(0, end);
    if (end != 4 || year < "1900" || year > "2200" || rest.substr(end, 1) != "-")
      return false;
    std::size_t digits = end + 1;
    while (digits < rest.size() && is_digit(rest[digits]))
      ++digits;
    const char after = digits < rest.size() ? rest[digits] : ' ';
    return digits - end >= 2 && digits - end <= 3 && !is_letter(after) && after != '.' &&
           after != '%';
  }

  // "5$": the symbol stands before its amount.
  bool fail_symbol_behind(std::size_t begin, const WrittenSymbol& symbol) {
    const Token& number = tokens_.back();
    return fail(begin, at_, fmt::format("{} is after its amount", symbol.written), "",
                fmt::format("write {}{}", symbol.written, slice(number.begin, number.end)));
  }

  bool fail_month(std::string_view rest) {
    const std::size_t end = at_ + (rest.size() > 6 && is_digit(rest[6]) ? 7 : 6);
    return fail(at_, end, fmt::format("'{}' is not a month", slice(at_, end)),
                "a month is written 2027-03",
                "correct it, or put spaces around the minus to subtract");
  }

  bool read_symbol_money(const WrittenSymbol& symbol) {
    const std::size_t begin = at_;
    at_ += symbol.written.size();
    if (!tokens_.empty() && tokens_.back().kind == Token::Kind::number &&
        tokens_.back().end == begin)
      return fail_symbol_behind(begin, symbol);
    const bool fits = currency_.empty() || (symbol.code.empty() ? currency_symbol(currency_) == "$"
                                                                : currency_ == symbol.code);
    if (!fits) {
      return fail(begin, at_, fmt::format("{} does not fit the plan's currency", symbol.written),
                  fmt::format("the plan is in {}", currency_),
                  fmt::format("write the amount in {}, or write currency: {} at the top", currency_,
                              symbol.code.empty() ? "USD" : symbol.code));
    }
    if (!is_digit(peek()) && peek() != '.') {
      return fail(begin, at_, fmt::format("an amount is missing after {}", symbol.written),
                  "no space is allowed between the symbol and the amount",
                  fmt::format("write {}5M", symbol.written));
    }
    return read_number(begin, true);
  }

  // Digits with single underscores between them.
  bool read_digits(std::string& digits) {
    if (!is_digit(peek()))
      return false;
    while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1)))) {
      if (peek() != '_')
        digits += peek();
      ++at_;
    }
    return true;
  }

  bool read_number(std::size_t begin, bool money) {
    std::string digits;
    int exponent = 0;
    if (!read_decimal(begin, digits, exponent))
      return false;
    Token token;
    token.quantity.dimension = money ? kMoney : kPlain;
    token.quantity.literal = !money;
    double months = 1;
    if (!read_suffix(begin, token.quantity, exponent, months))
      return false;
    const auto value = parse_decimal(fmt::format("{}e{}", digits, exponent));
    if (!value) {
      return fail(begin, at_, fmt::format("{} is too large", slice(begin, at_)),
                  "the largest number is about 1.8e308");
    }
    if (!read_rate(begin, token.quantity, months))
      return false;
    token.kind = Token::Kind::number;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    token.value = *value * months;
    if (token.quantity.dimension.time < 0 && token.quantity.period != Period::none)
      token.value = *value / months;
    tokens_.push_back(std::move(token));
    return true;
  }

  bool read_decimal(std::size_t begin, std::string& digits, int& exponent) {
    if (!read_digits(digits))
      digits = "0";
    if (peek() == '.') {
      ++at_;
      digits += '.';
      if (!read_digits(digits)) {
        return fail(begin, at_, fmt::format("digits are missing after '{}'", slice(begin, at_)), "",
                    "write " + slice(begin, at_) + "0");
      }
    }
    if (peek() != 'e' && peek() != 'E')
      return true;
    const std::size_t sign = (peek(1) == '+' || peek(1) == '-') ? 1 : 0;
    if (!is_digit(peek(1 + sign)))
      return true;
    const bool negative = peek(1) == '-';
    at_ += 1 + sign;
    std::string power;
    read_digits(power);
    exponent = power.size() > 4 ? 99999 : std::stoi(power);
    if (negative)
      exponent = -exponent;
    return true;
  }

  bool read_suffix(std::size_t begin, Quantity& quantity, int& exponent, double& months) {
    if (peek() == '%') {
      ++at_;
      exponent -= 2;
      if (quantity.dimension == kMoney)
        return fail(begin, at_, "money is not a percentage", "", "leave out the % or the symbol");
      quantity.literal = false;
      quantity.percent = true;
      return check_ending(begin);
    }
    std::size_t end = at_;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end])))
      ++end;
    const std::string_view suffix = text_.substr(at_, end - at_);
    if (suffix.empty())
      return check_ending(begin);
    for (const Magnitude& magnitude : kMagnitudes) {
      if (suffix != magnitude.suffix)
        continue;
      exponent += magnitude.exponent;
      at_ = end;
      return check_ending(begin);
    }
    const auto period = find_period(suffix);
    if (!period || quantity.dimension == kMoney)
      return fail_suffix(begin, end, suffix);
    quantity.dimension = kTime;
    quantity.literal = false;
    months = months_in(*period);
    at_ = end;
    return check_ending(begin);
  }

  // "5M%" and "5%x" are no numbers.
  bool check_ending(std::size_t begin) {
    const bool glued_percent = peek() == '%' && (at_ + 1 == text_.size() || !is_digit(peek(1)));
    if (!is_letter(peek()) && !is_digit(peek()) && !glued_percent)
      return true;
    std::size_t end = at_;
    while (end < text_.size() &&
           (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '%'))
      ++end;
    return fail(begin, end, fmt::format("'{}' is not a number", slice(begin, end)),
                std::string(kSuffixes), "put an operator between them");
  }

  bool fail_suffix(std::size_t begin, std::size_t end, std::string_view suffix) {
    const std::string number = slice(begin, at_);
    const std::string whole = slice(begin, end);
    if (suffix == "m" && text_[begin] != '.' && !is_digit(text_[begin]))
      return fail(begin, end, fmt::format("'{}' has an unknown suffix 'm'", whole),
                  std::string(kSuffixes), fmt::format("write {}M (millions)", number));
    if (suffix == "m") {
      return fail(begin, end, fmt::format("'{}' is ambiguous", whole), "m alone is not a unit",
                  fmt::format("write {0}M (millions), {0}mo (months) or {0}min (minutes)", number));
    }
    const auto slip = std::find_if(kSuffixSlips.begin(), kSuffixSlips.end(),
                                   [&](const Slip& s) { return s.written == suffix; });
    const std::string remedy = slip == kSuffixSlips.end()
                                   ? "leave the suffix out, or put an operator in between"
                                   : fmt::format("write {}{}", number, slip->meant);
    return fail(begin, end, fmt::format("'{}' has an unknown suffix '{}'", whole, suffix),
                std::string(kSuffixes), remedy);
  }

  // "/mo" right behind a number makes it a rate; "/12mo" and "/ mo" divide.
  bool read_rate(std::size_t begin, Quantity& quantity, double& months) {
    if (peek() != '/' || !is_letter(peek(1)))
      return true;
    std::size_t end = at_ + 1;
    while (end < text_.size() &&
           (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '.'))
      ++end;
    const std::string_view unit = text_.substr(at_ + 1, end - at_ - 1);
    if (unit == "year" || unit == "month") {
      const std::string_view meant = unit == "year" ? "y" : "mo";
      return fail(begin, end,
                  fmt::format("'{}' divides by the number of the {}", slice(begin, end), unit),
                  fmt::format("a rate per {0} is written /{1}", unit, meant),
                  fmt::format("write {}/{}, or put spaces around the / to divide",
                              slice(begin, at_), meant));
    }
    const auto period = find_period(unit);
    if (!period)
      return true;
    at_ = end;
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

  bool read_name() {
    const std::size_t begin = at_;
    const auto is_part = [](char c) { return is_letter(c) || is_digit(c); };
    while (is_part(peek()))
      ++at_;
    if (is_currency(text_.substr(begin, at_ - begin)))
      return read_code_money(begin);
    while (peek() == '.' && is_letter(peek(1))) {
      ++at_;
      while (is_part(peek()))
        ++at_;
    }
    Token token = make(Token::Kind::name, begin);
    token.text = slice(begin, at_);
    tokens_.push_back(std::move(token));
    return true;
  }

  // "USD 5M"
  bool read_code_money(std::size_t begin) {
    const std::string code = slice(begin, at_);
    const std::size_t code_end = at_;
    skip_space();
    if (!is_digit(peek()) && peek() != '.') {
      return fail(begin, code_end, fmt::format("an amount is missing after {}", code),
                  "a currency code must be followed by an amount",
                  fmt::format("write {} 5M", code));
    }
    if (!currency_.empty() && code != currency_) {
      return fail(
          begin, code_end, fmt::format("{} does not fit the plan's currency", code),
          fmt::format("the plan is in {}", currency_),
          fmt::format("write {} amounts, or write currency: {} at the top", currency_, code));
    }
    return read_number(at_, true) &&
           (tokens_.back().begin = static_cast<std::uint32_t>(begin), true);
  }

  bool read_symbol() {
    static constexpr std::array<std::string_view, 4> kPairs{"<=", ">=", "==", "!="};
    static constexpr std::string_view kSingles = "+-*/^()<>,=";
    const std::size_t begin = at_;
    const std::string_view two = text_.substr(at_, 2);
    if (std::find(kPairs.begin(), kPairs.end(), two) != kPairs.end()) {
      at_ += 2;
    } else if (fail_foreign_operator(two)) {
      return false;
    } else if (kSingles.find(peek()) != std::string_view::npos) {
      ++at_;
    } else {
      return fail_character();
    }
    Token token = make(Token::Kind::symbol, begin);
    token.text = slice(begin, at_);
    tokens_.push_back(std::move(token));
    return true;
  }

  bool fail_foreign_operator(std::string_view two) {
    static constexpr std::array kForeign{Slip{"&&", "and"}, Slip{"||", "or"}, Slip{"**", "^"},
                                         Slip{"<>", "!="},  Slip{"=<", "<="}, Slip{"=>", ">="}};
    for (const Slip& slip : kForeign) {
      if (two != slip.written)
        continue;
      fail(at_, at_ + 2, fmt::format("'{}' is not an operator", slip.written), "",
           fmt::format("write {}", slip.meant));
      return true;
    }
    return false;
  }

  bool fail_character() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80)
      ++end;
    const std::string what = slice(at_, end);
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with(".inf") || rest.starts_with(".nan"))
      return fail(at_, at_ + 4,
                  rest.starts_with(".inf") ? "infinity is not a number" : "nan is not a number", "",
                  "write a number");
    if (what == "?")
      return fail(at_, end, "'?' is not an operator", "", "write if(condition, a, b)");
    if (what == "\"" || what == "'")
      return fail(at_, end, "quotes are not allowed in an expression", "", "leave the quotes out");
    if (what == "!")
      return fail(at_, end, "'!' is not an operator", "", "write not");
    const bool behind_number = !tokens_.empty() && tokens_.back().kind == Token::Kind::number;
    if (what == "%" && behind_number)
      return fail(at_, end, "no space is allowed between a number and %", "",
                  fmt::format("write {}%", slice(tokens_.back().begin, tokens_.back().end)));
    if (what == "%")
      return fail(at_, end, "a % must follow a number", "", "for a remainder write mod(a, b)");
    if (what == "≥" || what == "≤")
      return fail(at_, end, fmt::format("'{}' is not an operator", what), "",
                  what == "≥" ? "write >=" : "write <=");
    return fail(at_, end, fmt::format("unexpected character '{}'", what),
                "an expression has numbers, names, operators and parentheses");
  }

  const LocatedText& located_;
  std::string_view text_;
  std::string_view currency_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

} // namespace

std::optional<std::vector<Token>> tokenize(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics) {
  return Tokenizer(text, currency, diagnostics).run();
}

} // namespace escala
