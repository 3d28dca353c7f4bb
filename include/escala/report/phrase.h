// SPDX-License-Identifier: Apache-2.0
// A sequence of words and typed values, which each format writes as text in its own way: "4.2 per
// $1M".
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/core/display_unit.h"

namespace escala {

// How many digits a number shows.
enum class Precision {
  digits,   // three significant ones: "$451M"
  tenths,   // one decimal, or more if a share would be shown as 0% or 100%: "81.2%"
  shortest, // of a share, as few decimals as possible, up to four: "50%"
  error,    // of a probability, as many decimals as its error needs: "81.23% ± 0.03"
  points,   // of a change of a probability, the same in points: "-1.24 ± 0.05"
  whole,    // of a count, all of them: "100,000"
};

struct Number {
  std::optional<double> value; // none: n/a
  DisplayUnit unit = {};
  Precision precision = Precision::digits;
  std::optional<double> error = {}; // half an interval or a standard error, in the same unit
  bool show_plus = false;           // before a positive value
  std::string suffix = {};          // after the value and its error: " pts"
  // Other values in the same unit. The number is shown with as many digits as tell it from them.
  std::vector<double> apart = {};
};

// Text of the plan, such as a label. It is not translated.
struct OwnText {
  std::string text;
};

// A plan's month, by its date: "2028-09".
struct PlanMonth {
  int month = 0;
  CalendarMonth date = {};
  bool of_same_year = false; // behind another month of its year, which is not repeated: "09"
};

// The sign for the emphasis of its cell: a tick, a cross or a question mark.
struct Sign {};

// There is nothing to show: a dash.
struct Nothing {};

class Phrase;

// A phrase in a phrase, which is translated by itself.
struct Part {
  std::shared_ptr<const Phrase> phrase;
};

// A std::string is text in English, which the words of another language replace.
using Piece = std::variant<std::string, Number, PlanMonth, Sign, Nothing, OwnText, Part>;

class Phrase {
 public:
  Phrase() = default;
  Phrase(std::string text) : pieces_{std::move(text)} {}
  Phrase(const char* text) : Phrase(std::string(text)) {}
  Phrase(Number number) : pieces_{std::move(number)} {}
  Phrase(PlanMonth month) : pieces_{month} {}
  Phrase(Sign sign) : pieces_{sign} {}
  Phrase(Nothing nothing) : pieces_{nothing} {}
  Phrase(OwnText text) : pieces_{std::move(text)} {}
  Phrase(std::initializer_list<Piece> pieces) : pieces_(pieces) {}
  Phrase(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {}

  const std::vector<Piece>& pieces() const { return pieces_; }
  bool empty() const { return pieces_.empty(); }
  // The only number of the phrase; null if it has none or several.
  const Number* number() const;

 private:
  std::vector<Piece> pieces_;
};

enum class Emphasis {
  plain,
  strong,
  muted,
  good, // a target met
  bad,  // missed
  open, // undecided
};

Part part(Phrase phrase);

// The text with each "{}" replaced by the next of `values`, of which strings are text of the plan.
Phrase filled(std::string_view text, std::vector<Piece> values);

// Phrases with a separator between them, each translated by itself.
Phrase joined(const std::vector<Phrase>& phrases, std::string_view separator);

// A share of 1, as a percentage.
Number share(std::optional<double> value, Precision precision);
Number count(std::uint64_t value);

} // namespace escala
