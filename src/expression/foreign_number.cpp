// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "escala/core/characters.h"
#include "escala/core/currencies.h"
#include "escala/core/numbers.h"
#include "escala/expression/number_words.h"
#include "expression/pieces.h"
#include "expression/text_cursor.h"

namespace escala {
namespace {

bool is_money_symbol(std::string_view text) { return text == "$" || text == "€" || text == "£"; }

// A number and the words around it, as far as they say how much of what it is.
class NumberPhrase {
 public:
  NumberPhrase(const Pieces& pieces, std::size_t number)
      : pieces_(pieces), first_(number), last_(number + 1) {
    const std::string_view text = pieces.text(number);
    const std::size_t plain = std::min(text.find_first_not_of("0123456789._"), text.size());
    const bool power = plain + 1 < text.size() && (text[plain] == 'e' || text[plain] == 'E') &&
                       is_digit(text[plain + 1]); // 5e6
    const std::size_t suffix =
        power ? std::min(text.find_first_not_of("0123456789", plain + 1), text.size()) : plain;
    digits_ = text.substr(0, suffix);
    take_suffix(text.substr(suffix));
    take_sign_before();
    while (ok_ && take_word())
      ++last_;
  }

  bool is_changed() const { return ok_ && changed_; }
  bool is_duration() const {
    return ok_ && !duration_.empty() && magnitude_.empty() && money_.empty();
  }
  std::size_t last() const { return last_; } // the first piece behind it
  const std::string& digits() const { return digits_; }
  const std::string& duration() const { return duration_; }

  ForeignNotation notation() const {
    const PieceRange range{first_, last_};
    const std::string written = pieces_.text(range);
    return {pieces_[first_].begin, pieces_[last_ - 1].end, meant(),
            fmt::format("{} is not how a value is written", written),
            "a number is followed by its suffix, without a space, and money begins with its "
            "currency"};
  }

 private:
  std::string meant() const {
    std::string text = digits_ + magnitude_ + (percent_ ? "%" : "") + duration_;
    if (!per_.empty())
      text += "/" + per_;
    return (negative_ ? "-" : "") + money_ + text;
  }

  void take_suffix(std::string_view suffix) {
    if (suffix == "%")
      percent_ = true;
    else if (!suffix.empty() && !magnitude_meant(suffix).empty())
      magnitude_ = magnitude_meant(suffix);
    else if (!suffix.empty() && !period_meant(suffix).empty())
      duration_ = period_meant(suffix);
    else if (!suffix.empty())
      ok_ = false;
  }

  // "$ 5M", "US$5M", "$-5M", "dollars" before it.
  void take_sign_before() {
    std::size_t at = first_;
    if (at > 1 && pieces_.is_symbol(at - 1, "-") && is_money_symbol(pieces_.text(at - 2))) {
      negative_ = changed_ = true;
      --at;
    }
    if (at == 0)
      return;
    const std::string_view before = pieces_.text(at - 1);
    const bool code = pieces_.is_word(at - 1) && is_currency(before);
    if (!is_money_symbol(before) && !code)
      return;
    changed_ = changed_ || (!code && !pieces_.touches(at - 1, first_));
    first_ = at - 1;
    money_ = code ? std::string(before) + " " : std::string(before);
    if (!code && first_ > 0 && pieces_.touches(first_ - 1, first_) && pieces_.is_word(first_ - 1)) {
      --first_; // US$
      changed_ = true;
    }
  }

  bool take_word() {
    const std::string_view word = pieces_.text(last_);
    if (pieces_.is_symbol(last_, "%") && !percent_ && magnitude_.empty())
      return percent_ = changed_ = true;
    if (is_money_symbol(word) && money_.empty())
      return take_money(std::string(word));
    if (!pieces_.is_word(last_))
      return pieces_.is_symbol(last_, "/") && take_per(last_ + 1);
    if (pieces_.lowered(last_) == "per" || word == "a" || word == "an" || word == "each" ||
        word == "every")
      return take_per(last_ + 1);
    if (magnitude_.empty() && !percent_ && duration_.empty() && !magnitude_meant(word).empty())
      return take(magnitude_, magnitude_meant(word));
    if (!percent_ && (word == "percent" || word == "pct"))
      return percent_ = changed_ = true;
    if (per_.empty() && !every_period_meant(word).empty())
      return take(per_, every_period_meant(word));
    const auto code = currency_meant(word);
    if (money_.empty() && code)
      return take_money(is_currency(word) ? fmt::format("{} ", word) : money_text("", *code));
    const bool counts = magnitude_.empty() && !percent_ && duration_.empty() && money_.empty();
    return counts && !period_meant(word).empty() && take(duration_, period_meant(word));
  }

  // "per month", "/ month", "a year". A period that touches its number is the language's own.
  bool take_per(std::size_t word) {
    const std::string_view period = period_meant(pieces_.text(word));
    const bool own = period == pieces_.text(word) && pieces_.is_symbol(word - 1, "/");
    if (period.empty() || !per_.empty() || !duration_.empty() || !pieces_.is_word(word))
      return false;
    if (own && !changed_ && !pieces_.touches(word - 1, word))
      return false; // x / mo divides
    changed_ = changed_ || !own;
    per_ = period;
    last_ = word;
    return true;
  }

  bool take_money(std::string money) {
    if (percent_ || !duration_.empty())
      return false;
    money_ = std::move(money);
    return changed_ = true;
  }

  bool take(std::string& part, std::string_view meant) {
    part = meant;
    return changed_ = true;
  }

  const Pieces& pieces_;
  std::size_t first_;
  std::size_t last_;
  std::string digits_;
  std::string money_; // with its blank
  std::string magnitude_;
  std::string duration_;
  std::string per_;
  bool negative_ = false;
  bool percent_ = false;
  bool changed_ = false;
  bool ok_ = true;
};

// The end of the digits and separators that begin at `begin`.
std::size_t end_of_groups(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (is_digit(text[at]))
      end = at + 1;
    else if (at != end || std::string_view(",.' ").find(text[at]) == std::string_view::npos)
      break;
  }
  return end;
}

// "12,5%", "1,500", "1 500": outside the arguments of a call, where a comma parts them.
std::optional<ForeignNotation> separated_number(const Pieces& pieces, std::size_t number) {
  const PieceRange around = pieces.around(number);
  const bool inside = around.first > 0 && pieces.is_symbol(around.first - 1, "(");
  const bool listed = around.first > 0 && pieces.is_symbol(around.first - 1, ",") &&
                      pieces.touches(around.first - 1, around.first);
  if (listed || (inside && pieces.is_call(around.first - 1)))
    return std::nullopt;
  const std::string_view text = pieces.whole();
  const std::size_t begin = pieces[number].begin;
  const std::size_t end = end_of_groups(text, begin);
  const std::string_view written = text.substr(begin, end - begin);
  const bool separated = written.find_first_of(",' ") != std::string_view::npos ||
                         std::ranges::count(written, '.') > 1;
  const auto meant = separated ? without_separators(written) : std::nullopt;
  if (!meant)
    return std::nullopt;
  std::size_t last = end; // with the suffix
  while (last < text.size() && (is_letter(text[last]) || text[last] == '%'))
    ++last;
  const std::string_view suffix = text.substr(end, last - end);
  return ForeignNotation{begin, last, fmt::format("{}{}", *meant, suffix),
                         fmt::format("{}{} is not a number", written, suffix),
                         "the decimal mark is a point, and nothing parts thousands"};
}

// "USD5M"
std::optional<ForeignNotation> glued_currency(const Pieces& pieces, std::size_t word) {
  const std::string_view text = pieces.text(word);
  if (text.size() < 4 || !is_currency(text.substr(0, 3)) || !is_digit(text[3]))
    return std::nullopt;
  return ForeignNotation{
      pieces[word].begin, pieces[word].end, fmt::format("{} {}", text.substr(0, 3), text.substr(3)),
      fmt::format("{} is not an amount", text), "a space parts the currency from the number"};
}

// Whether a piece says what is counted, so that the word before it may be a number.
bool is_counted(const Pieces& pieces, std::size_t i) {
  const std::string word = pieces.lowered(i);
  return pieces.is_word(i) && word.size() > 1 &&
         (!period_meant(word).empty() || !magnitude_meant(word).empty() || word == "percent");
}

// "five years", "twenty-four months", "a year", "half a year": the number in digits.
std::optional<ForeignNotation> number_in_letters(const Pieces& pieces, std::size_t word) {
  constexpr std::string_view kReason = "numbers are written in digits";
  const std::string first = pieces.lowered(word);
  const auto found = [&](std::size_t last, std::string digits) -> std::optional<ForeignNotation> {
    if (digits.empty() || !is_counted(pieces, last + 1))
      return std::nullopt;
    return ForeignNotation{
        pieces[word].begin, pieces[last].end, std::move(digits),
        fmt::format("{} is not a number", pieces.text(PieceRange{word, last + 1})),
        std::string(kReason)};
  };
  const std::size_t ones = word + (pieces.is_symbol(word + 1, "-") ? 2 : 1);
  if (auto both = found(ones, digits_meant(first, pieces.lowered(ones))))
    return both;
  if (first == "half" && (pieces.text(word + 1) == "a" || pieces.text(word + 1) == "an"))
    return found(word + 1, "0.5");
  const bool article = first == "a" || first == "an";
  if (article && pieces.lowered(ones) == "quarter")
    return std::nullopt; // a part or a time
  return found(word, article ? "1" : digits_meant(first));
}

// "every 2 years", "once every quarter", "twice a month": how often.
std::optional<ForeignNotation> how_often(const Pieces& pieces, std::size_t word) {
  const std::string first = pieces.lowered(word);
  const bool twice = first == "twice";
  const std::size_t every = word + (first == "once" || twice ? 1 : 0);
  const std::string each = pieces.lowered(every);
  const std::size_t count = every + 1;
  const bool counted = pieces.is_number(count);
  const std::size_t unit = count + (counted ? 1 : 0);
  const std::string_view period = period_meant(pieces.text(unit));
  const bool repeats = each == "every" || (every > word && (each == "a" || each == "per"));
  const bool after_number = word > 0 && pieces.is_number(word - 1); // 5 every month
  if (!pieces.is_word(word) || !repeats || period.empty() || after_number)
    return std::nullopt;
  const char* const number = twice ? "2" : "1";
  return ForeignNotation{pieces[word].begin, pieces[unit].end,
                         counted ? fmt::format("{} / {}{}", number, pieces.text(count), period)
                                 : fmt::format("{}/{}", number, period),
                         fmt::format("{} is not a rate", pieces.text(PieceRange{word, unit + 1})),
                         "a rate is a number per time"};
}

// The months that "2y6mo" counts, from one piece or two; 0 if it is not a duration.
int months_of_parts(std::string_view text) {
  int months = 0;
  int parts = 0;
  for (std::size_t at = 0; at < text.size(); ++parts) {
    const std::size_t unit = std::min(text.find_first_not_of("0123456789", at), text.size());
    const std::size_t end = std::min(text.find_first_of("0123456789", unit), text.size());
    const std::string_view period = period_meant(text.substr(unit, end - unit));
    const int length = period == "y" ? 12 : period == "q" ? 3 : period == "mo" ? 1 : 0;
    if (unit == at || unit - at > 3 || length == 0)
      return 0;
    months += length * std::stoi(std::string(text.substr(at, unit - at)));
    at = end;
  }
  return parts > 1 ? months : 0;
}

// "2y6mo", "1y 6mo", "5 years and 6 months" are 30mo, 18mo and 66mo.
std::optional<ForeignNotation> duration_in_parts(const Pieces& pieces, std::size_t number) {
  std::string text;
  std::size_t end = number;
  for (std::size_t i = number; pieces.is_number(i);) {
    text += pieces.text(i++);
    if (pieces.is_word(i) && !period_meant(pieces.lowered(i)).empty())
      text += period_meant(pieces.lowered(i++));
    end = i;
    if (pieces.is_symbol(i, ",") || pieces.lowered(i) == "and")
      ++i;
  }
  const int months = months_of_parts(text);
  if (months == 0)
    return std::nullopt;
  const std::string written = pieces.text(PieceRange{number, end});
  return ForeignNotation{pieces[number].begin, pieces[end - 1].end, fmt::format("{}mo", months),
                         fmt::format("{} is not how a duration is written", written),
                         "a duration is one number with its unit"};
}

// Whether a piece behind a duration says nothing: no operator, number or period.
bool is_idle(const Pieces& pieces, std::size_t i) {
  const std::string word = pieces.lowered(i);
  if (!pieces.is_word(i))
    return std::string_view(".,;!?()").find(word) != std::string_view::npos;
  return word != "to" && word != "per" && word != "every" && digits_meant(word).empty() &&
         period_meant(word).empty();
}

// "5 years and a bit", "5y (planned)": words behind a duration say nothing.
std::optional<ForeignNotation> duration_with_words(const Pieces& pieces) {
  if (!pieces.is_number(0))
    return std::nullopt;
  const NumberPhrase phrase(pieces, 0);
  if (!phrase.is_duration() || phrase.last() == pieces.size())
    return std::nullopt;
  for (std::size_t i = phrase.last(); i < pieces.size(); ++i)
    if (!is_idle(pieces, i))
      return std::nullopt;
  return ForeignNotation{0, pieces.whole().size(), phrase.digits() + phrase.duration(),
                         fmt::format("{} is not how a duration is written", pieces.whole()),
                         "a duration is one number with its unit"};
}

// "month 18", "year 2": a time after the start.
std::optional<ForeignNotation> counted_from_start(const Pieces& pieces) {
  const std::string unit = pieces.lowered(0);
  const bool digits = std::ranges::all_of(pieces.text(1), is_digit);
  if (pieces.size() != 2 || unit.size() < 2 || !pieces.is_number(1) || !digits ||
      period_meant(unit).empty())
    return std::nullopt;
  return ForeignNotation{0, pieces[1].end, fmt::format("{}{}", pieces.text(1), period_meant(unit)),
                         fmt::format("{} is not how a time is written", pieces.whole()),
                         "it is a duration from the start, or a month such as 2027-03"};
}

} // namespace

std::optional<ForeignNotation> foreign_number(const Pieces& pieces) {
  if (auto time = counted_from_start(pieces))
    return time;
  if (auto duration = duration_with_words(pieces))
    return duration;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces.is_word(i)) {
      if (auto glued = glued_currency(pieces, i))
        return glued;
      if (auto rate = how_often(pieces, i))
        return rate;
      if (auto letters = number_in_letters(pieces, i))
        return letters;
    }
    if (!pieces.is_number(i))
      continue;
    if (auto separated = separated_number(pieces, i))
      return separated;
    if (auto duration = duration_in_parts(pieces, i))
      return duration;
    const NumberPhrase phrase(pieces, i);
    if (phrase.is_changed())
      return phrase.notation();
  }
  return std::nullopt;
}

} // namespace escala
