// SPDX-License-Identifier: Apache-2.0
// Splits the text of an expression into tokens.
#include "escala/expression/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "escala/core/currencies.h"
#include "escala/core/names.h"
#include "expression/number_literal.h"
#include "expression/text_cursor.h"

namespace escala {
namespace {

struct ForeignOperator {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array kForeignOperators{ForeignOperator{"&&", "and"}, ForeignOperator{"||", "or"},
                                       ForeignOperator{"**", "^"},   ForeignOperator{"<>", "!="},
                                       ForeignOperator{"=<", "<="},  ForeignOperator{"=>", ">="}};

struct WrittenSymbol {
  std::string_view written;
  std::string_view code; // empty: any currency with this symbol
};
constexpr std::array kMoneySymbols{WrittenSymbol{"$", ""}, WrittenSymbol{"€", "EUR"},
                                   WrittenSymbol{"£", "GBP"}};

class Tokenizer {
 public:
  Tokenizer(const LocatedText& text, std::string_view currency, Diagnostics& diagnostics)
      : cursor_(text, currency, diagnostics) {}

  std::optional<std::vector<Token>> run() {
    while (cursor_.skip_space(), cursor_.at < cursor_.text.size())
      if (!read_token())
        return std::nullopt;
    tokens_.push_back(cursor_.make(Token::Kind::end, cursor_.at));
    return std::move(tokens_);
  }

 private:
  bool read_token() {
    for (const WrittenSymbol& symbol : kMoneySymbols)
      if (cursor_.text.substr(cursor_.at).starts_with(symbol.written))
        return read_symbol_money(symbol);
    if (is_digit(cursor_.peek()) || (cursor_.peek() == '.' && is_digit(cursor_.peek(1))))
      return read_month_or_number();
    if (letter_length(cursor_.text, cursor_.at) > 0)
      return read_name();
    return read_symbol();
  }

  bool read_month_or_number() {
    const std::string_view rest = cursor_.text.substr(cursor_.at);
    const auto month = parse_calendar_month(rest.substr(0, 7));
    const char after = rest.size() > 7 ? rest[7] : ' ';
    const bool glued = is_digit(after) || is_letter(after) || after == '.' || after == '%';
    if (!month && is_like_month(rest))
      return fail_month(rest);
    if (!month || glued)
      return add_number(cursor_.at, false);
    const std::size_t begin = cursor_.at;
    cursor_.at += 7;
    if (cursor_.peek() == '-' && is_digit(cursor_.peek(1)))
      return cursor_.fail(
          begin, cursor_.at + 3,
          fmt::format("'{}' is a day",
                      cursor_.slice(begin, std::min(cursor_.at + 3, cursor_.text.size()))),
          "a plan has months", fmt::format("write {}", cursor_.slice(begin, cursor_.at)));
    Token token = cursor_.make(Token::Kind::calendar_month, begin);
    token.month = *month;
    token.quantity.calendar = true;
    tokens_.push_back(std::move(token));
    return true;
  }

  bool add_number(std::size_t begin, bool money) {
    std::optional<Token> number = read_number(cursor_, begin, money);
    if (!number)
      return false;
    tokens_.push_back(std::move(*number));
    return true;
  }

  // "2027-13" or "2027-3": a year from 1900 to 2200, a dash, one or two digits.
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

  // "5$": the symbol must be before its amount.
  bool fail_symbol_behind(const WrittenSymbol& symbol) {
    const Token& number = tokens_.back();
    return cursor_.fail(
        number.begin, cursor_.at, fmt::format("{} is after its amount", symbol.written), "",
        fmt::format("write {}{}", symbol.written, cursor_.slice(number.begin, number.end)));
  }

  bool fail_month(std::string_view rest) {
    const std::size_t end = cursor_.at + (rest.size() > 6 && is_digit(rest[6]) ? 7 : 6);
    return cursor_.fail(
        cursor_.at, end, fmt::format("'{}' is not a month", cursor_.slice(cursor_.at, end)),
        "a month is written 2027-03", "correct it, or put spaces around the minus to subtract");
  }

  bool read_symbol_money(const WrittenSymbol& symbol) {
    const std::size_t begin = cursor_.at;
    cursor_.at += symbol.written.size();
    if (!tokens_.empty() && tokens_.back().kind == Token::Kind::number &&
        tokens_.back().end == begin)
      return fail_symbol_behind(symbol);
    const bool fits =
        cursor_.currency.empty() || (symbol.code.empty() ? currency_symbol(cursor_.currency) == "$"
                                                         : cursor_.currency == symbol.code);
    if (!fits) {
      return cursor_.fail(begin, cursor_.at,
                          fmt::format("{} does not fit the plan's currency", symbol.written),
                          fmt::format("the plan is in {}", cursor_.currency),
                          fmt::format("give the amount in {}, or set currency: {} at the top",
                                      cursor_.currency, symbol.code.empty() ? "USD" : symbol.code));
    }
    if (!is_digit(cursor_.peek()) && cursor_.peek() != '.') {
      return cursor_.fail(begin, cursor_.at,
                          fmt::format("an amount is missing after {}", symbol.written),
                          "no space is allowed between the symbol and the amount",
                          fmt::format("as in {}5M", symbol.written));
    }
    return add_number(begin, true);
  }

  bool read_name() {
    const std::size_t begin = cursor_.at;
    cursor_.at += name_length(cursor_.text, cursor_.at);
    if (is_currency(cursor_.text.substr(begin, cursor_.at - begin)))
      return read_code_money(begin);
    while (cursor_.peek() == '.' && letter_length(cursor_.text, cursor_.at + 1) > 0)
      cursor_.at += 1 + name_length(cursor_.text, cursor_.at + 1);
    Token token = cursor_.make(Token::Kind::name, begin);
    token.text = cursor_.slice(begin, cursor_.at);
    tokens_.push_back(std::move(token));
    return true;
  }

  // "USD 5M"
  bool read_code_money(std::size_t begin) {
    const std::string code = cursor_.slice(begin, cursor_.at);
    const std::size_t code_end = cursor_.at;
    cursor_.skip_space();
    const bool behind = !tokens_.empty() && tokens_.back().kind == Token::Kind::number;
    const bool foreign = !cursor_.currency.empty() && code != cursor_.currency;
    if (!is_digit(cursor_.peek()) && cursor_.peek() != '.' && !(behind && foreign)) { // 5M EUR
      return cursor_.fail(begin, code_end, fmt::format("an amount is missing after {}", code),
                          "a currency code must be followed by an amount",
                          fmt::format("as in {} 5M", code));
    }
    if (foreign) {
      return cursor_.fail(begin, code_end, fmt::format("{} does not fit the plan's currency", code),
                          fmt::format("the plan is in {}", cursor_.currency),
                          fmt::format("give the amount in {}, or set currency: {} at the top",
                                      cursor_.currency, code));
    }
    if (!add_number(cursor_.at, true))
      return false;
    tokens_.back().begin = static_cast<std::uint32_t>(begin);
    return true;
  }

  bool read_symbol() {
    static constexpr std::array<std::string_view, 4> kPairs{"<=", ">=", "==", "!="};
    static constexpr std::string_view kSingles = "+-*/^()<>,=";
    const std::size_t begin = cursor_.at;
    const std::string_view two = cursor_.text.substr(cursor_.at, 2);
    if (std::find(kPairs.begin(), kPairs.end(), two) != kPairs.end()) {
      cursor_.at += 2;
    } else if (fail_foreign_operator(two)) {
      return false;
    } else if (kSingles.find(cursor_.peek()) != std::string_view::npos) {
      ++cursor_.at;
    } else {
      return fail_character();
    }
    Token token = cursor_.make(Token::Kind::symbol, begin);
    token.text = cursor_.slice(begin, cursor_.at);
    tokens_.push_back(std::move(token));
    return true;
  }

  // Of an operator of two characters at the position.
  bool is_between_blanks() const {
    return cursor_.at > 0 && is_space(cursor_.text[cursor_.at - 1]) && is_space(cursor_.peek(2));
  }

  bool fail_foreign_operator(std::string_view two) {
    for (const ForeignOperator& foreign : kForeignOperators) {
      if (two != foreign.written)
        continue;
      const bool glued = is_letter(foreign.meant.front()) && !is_between_blanks();
      cursor_.fail(cursor_.at, cursor_.at + 2,
                   fmt::format("'{}' is not an operator", foreign.written), "",
                   glued ? "" : fmt::format("write {}", foreign.meant));
      return true;
    }
    return false;
  }

  bool fail_character() {
    std::size_t end = cursor_.at + 1;
    while (end < cursor_.text.size() &&
           (static_cast<unsigned char>(cursor_.text[end]) & 0xC0) == 0x80)
      ++end;
    const std::string what = cursor_.slice(cursor_.at, end);
    const std::string_view rest = cursor_.text.substr(cursor_.at);
    if (rest.starts_with(".inf") || rest.starts_with(".nan"))
      return cursor_.fail(cursor_.at, cursor_.at + 4,
                          rest.starts_with(".inf") ? "infinity is not a number"
                                                   : "nan is not a number",
                          "", "give a number");
    if (what == "?")
      return cursor_.fail(cursor_.at, end, "'?' is not an operator", "",
                          "as in if(condition, a, b)");
    if (what == "\"" || what == "'")
      return cursor_.fail(cursor_.at, end, "quotes are not allowed in an expression", "",
                          "leave the quotes out");
    if (what == "!")
      return cursor_.fail(cursor_.at, end, "'!' is not an operator", "", "as in not a");
    const bool behind_number = !tokens_.empty() && tokens_.back().kind == Token::Kind::number;
    if (what == "%" && behind_number)
      return cursor_.fail(
          tokens_.back().begin, end, "no space is allowed between a number and %", "",
          fmt::format("write {}%", cursor_.slice(tokens_.back().begin, tokens_.back().end)));
    if (what == "%")
      return cursor_.fail(cursor_.at, end, "a % must follow a number", "",
                          "a remainder is mod(a, b)");
    if (what == "≥" || what == "≤")
      return cursor_.fail(cursor_.at, end, fmt::format("'{}' is not an operator", what), "",
                          what == "≥" ? "write >=" : "write <=");
    return cursor_.fail(cursor_.at, end, fmt::format("unexpected character '{}'", what),
                        "an expression has numbers, names, operators and parentheses");
  }

  TextCursor cursor_;
  std::vector<Token> tokens_;
};

} // namespace

std::optional<std::vector<Token>> tokenize(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics) {
  return Tokenizer(text, currency, diagnostics).run();
}

} // namespace escala
