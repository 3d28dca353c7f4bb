// SPDX-License-Identifier: Apache-2.0
#include "escala/input/number_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/characters.h"
#include "escala/core/currencies.h"
#include "escala/input/folded.h"

namespace escala {
namespace {

struct Symbol {
  std::string_view written;
  std::string_view meant; // as the language writes it
};
// A symbol that holds another one comes before it.
constexpr std::array kSymbols{Symbol{"US$", "USD"}, Symbol{"CA$", "CAD"}, Symbol{"AU$", "AUD"},
                              Symbol{"R$", "BRL"},  Symbol{"$", "$"},     Symbol{"€", "€"},
                              Symbol{"£", "£"},     Symbol{"₹", "INR"}};

struct Variant {
  std::string_view written;
  char plain;
};
constexpr std::array kVariants{Variant{"\u2212", '-'}, Variant{"\u2010", '-'},
                               Variant{"\u2011", '-'}, Variant{"\u2019", '\''},
                               Variant{"\u02BC", '\''}};

std::string plain_characters(std::string_view cell) {
  const std::string spaced = plain_spaces(cell);
  std::string plain;
  for (std::size_t i = 0; i < spaced.size();) {
    const std::string_view rest = std::string_view(spaced).substr(i);
    const auto found = std::ranges::find_if(
        kVariants, [&](const Variant& variant) { return rest.starts_with(variant.written); });
    plain += found == kVariants.end() ? spaced[i] : found->plain;
    i += found == kVariants.end() ? 1 : found->written.size();
  }
  return plain;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_letter(char c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }

// The digits without separators of groups, and with a decimal point. `digits` begins with a digit
// or a mark and ends with one.
std::optional<std::string> digits_with(std::string_view digits, char decimal) {
  const std::size_t point = digits.find(decimal);
  const std::string_view whole = digits.substr(0, point);
  std::string plain;
  char group = 0;        // the separator in use
  std::size_t since = 0; // digits since the last separator
  for (const char c : whole) {
    if (is_digit(c)) {
      plain += c;
      ++since;
      continue;
    }
    const bool sound =
        group == 0 ? since >= 1 && since <= 3 && plain.front() != '0' : c == group && since == 3;
    if (!sound)
      return std::nullopt;
    group = c;
    since = 0;
  }
  if (group != 0 && since != 3)
    return std::nullopt;
  if (point == std::string_view::npos)
    return plain;
  const std::string_view fraction = digits.substr(point + 1);
  if (!std::ranges::all_of(fraction, is_digit) || (plain.empty() && fraction.empty()))
    return std::nullopt;
  if (plain.empty())
    plain = "0";
  return fraction.empty() ? plain : plain + "." + std::string(fraction);
}

class NumberCellReader {
 public:
  explicit NumberCellReader(std::string_view cell) { cell_.text = plain_characters(cell); }

  NumberCell run() {
    if (read_before() && read_digits() && read_after())
      conclude();
    if (!cell_.is_number())
      explain();
    return std::move(cell_);
  }

 private:
  std::string_view rest() const { return std::string_view(cell_.text).substr(at_); }
  char here() const { return at_ < cell_.text.size() ? cell_.text[at_] : '\0'; }

  bool take(char c) {
    if (here() != c)
      return false;
    ++at_;
    return true;
  }

  // A sign or a parenthesis is taken once.
  bool take_sign() {
    const char c = here();
    if (c != '-' && c != '+')
      return false;
    ++at_;
    ++signs_;
    negative_ = negative_ || c == '-';
    return true;
  }

  bool take_currency() {
    if (!cell_.currency.empty())
      return false;
    for (const Symbol& symbol : kSymbols)
      if (rest().starts_with(symbol.written)) {
        at_ += symbol.written.size();
        cell_.currency = symbol.meant;
        return true;
      }
    const std::string_view code = rest().substr(0, 3);
    const bool longer = rest().size() > 3 && is_ascii_letter(rest()[3]);
    if (longer || !is_currency(code))
      return false;
    at_ += code.size();
    cell_.currency = code;
    return true;
  }

  bool take_open() {
    if (opened_ || !take('('))
      return false;
    opened_ = true;
    return true;
  }

  bool take_close() {
    if (closed_ || !take(')'))
      return false;
    closed_ = true;
    return true;
  }

  bool read_before() {
    while (take(' ') || take_sign() || take_open() || take_currency())
      continue;
    return is_digit(here()) || here() == '.' || here() == ',';
  }

  bool read_digits() {
    const std::size_t begin = at_;
    const auto continues = [](char c) {
      return is_digit(c) || c == '.' || c == ',' || c == '\'' || c == ' ';
    };
    while (continues(here()))
      ++at_;
    while (cell_.text[at_ - 1] == ' ' || cell_.text[at_ - 1] == '\'')
      --at_;
    cell_.digits_end = at_;
    digits_ = std::string_view(cell_.text).substr(begin, at_ - begin);
    return std::ranges::any_of(digits_, is_digit);
  }

  // Exponents and suffixes touch the number: "1.5E+06", "5M", "5k/mo".
  void read_suffix() {
    const std::size_t begin = at_;
    if (here() == 'e' || here() == 'E') {
      const bool sign = rest().size() > 1 && (rest()[1] == '+' || rest()[1] == '-');
      at_ += sign ? 2 : 1;
    }
    while (is_ascii_letter(here()) || is_digit(here()) || here() == '_')
      ++at_;
    const std::string_view taken = std::string_view(cell_.text).substr(begin, at_ - begin);
    if (is_currency(taken))
      at_ = begin;
    else
      suffix_ = taken;
  }

  void read_rate() {
    const std::size_t begin = at_;
    if (!take('/'))
      return;
    while (is_ascii_letter(here()))
      ++at_;
    rate_ = std::string_view(cell_.text).substr(begin, at_ - begin);
  }

  bool read_after() {
    read_suffix();
    const auto take_percent = [&] {
      const bool percent = !cell_.percent && take('%');
      cell_.percent = cell_.percent || percent;
      return percent;
    };
    while (take(' ') || take_percent() || take_currency() || take_close() || take_sign())
      continue;
    read_rate();
    return at_ == cell_.text.size() && opened_ == closed_ && signs_ + (opened_ ? 1 : 0) <= 1;
  }

  void conclude() {
    negative_ = negative_ || opened_;
    cell_.point = with(digits_with(digits_, '.'));
    cell_.comma = with(digits_with(digits_, ','));
    const std::size_t mark = digits_.find_first_of(".,");
    if (mark != std::string_view::npos && mark + 4 == digits_.size())
      cell_.mark = digits_[mark];
  }

  std::optional<std::string> with(const std::optional<std::string>& digits) const {
    if (!digits)
      return std::nullopt;
    const bool code = !cell_.currency.empty() && is_capital(cell_.currency.front());
    return fmt::format("{}{}{}{}{}{}{}", negative_ ? "-" : "", cell_.currency, code ? " " : "",
                       *digits, suffix_, cell_.percent ? "%" : "", rate_);
  }

  void explain() {
    static constexpr std::array<std::string_view, 12> kNothing{
        "n/a", "na", "#n/a", "nan", "null", "none", "nil", "nd", "n.d.", "s/d", "?", "."};
    const std::string text = folded(cell_.text);
    const bool dash = !text.empty() && std::ranges::all_of(text, [](char c) {
      return c == '-' || c == ' ' || c == '\xE2' || c == '\x80' || c == '\x93' || c == '\x94';
    });
    const bool money_dash = !dash && !cell_.currency.empty() && signs_ == 1 && digits_.empty();
    if (dash || money_dash) {
      cell_.why = "it can say 0, or nothing";
      cell_.remedy = "write 0, or leave the cell empty";
    } else if (std::ranges::find(kNothing, text) != kNothing.end()) {
      cell_.remedy = "leave the cell empty";
    } else if (signs_ + (opened_ ? 1 : 0) > 1) {
      cell_.why = "it has two signs";
    }
  }

  NumberCell cell_;
  std::string_view digits_;
  std::string_view suffix_;
  std::string_view rate_;
  std::size_t at_ = 0;
  int signs_ = 0;
  bool negative_ = false;
  bool opened_ = false;
  bool closed_ = false;
};

} // namespace

NumberCell read_number_cell(std::string_view cell) {
  return cell.size() > kLongestMeaning ? NumberCell{} : NumberCellReader(cell).run();
}

} // namespace escala
