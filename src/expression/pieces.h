// SPDX-License-Identifier: Apache-2.0
// A text that is no expression, in pieces: to find out which other notation it is written in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

// A word, a number with what touches it ("5MM", "10%"), or one other character.
struct Piece {
  enum class Kind { word, number, symbol };
  Kind kind = Kind::symbol;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The pieces from `first` to before `last`.
struct PieceRange {
  std::size_t first = 0;
  std::size_t last = 0;

  bool empty() const { return first >= last; }
};

class Pieces {
 public:
  explicit Pieces(std::string_view text);

  std::size_t size() const { return list_.size(); }
  const Piece& operator[](std::size_t i) const { return list_[i]; }
  std::string_view whole() const { return text_; }
  // Empty beyond the end.
  std::string_view text(std::size_t i) const;
  std::string lowered(std::size_t i) const;
  // The text of a range, blanks between its pieces included.
  std::string text(PieceRange range) const;
  bool is_symbol(std::size_t i, std::string_view text) const;
  bool is_word(std::size_t i) const;
  bool is_number(std::size_t i) const;
  // Whether there is no blank between two neighbours.
  bool touches(std::size_t i, std::size_t next) const;
  // Whether a '(' begins the arguments of a call.
  bool is_call(std::size_t open) const;
  // The bracket that closes the one at `open`; size() if there is none.
  std::size_t closing(std::size_t open) const;
  // The innermost argument, parenthesis or whole text that contains a piece.
  PieceRange around(std::size_t i) const;
  // The parts of a range between separators outside its brackets.
  std::vector<PieceRange> split(PieceRange range, std::string_view separators) const;
  // The first piece of a range, outside its brackets, that is this word or symbol; its end if none.
  std::size_t find(PieceRange range, std::string_view text) const;

 private:
  std::string_view text_;
  std::vector<Piece> list_;
};

// A change that turns a part of the text into what the language has.
struct ForeignNotation {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string meant;
  std::string problem;
  std::string reason = {};
};

// Conditions, comparisons, words and signs of other languages and of spreadsheets.
std::optional<ForeignNotation> foreign_operator(const Pieces& pieces);
// Ranges and comparisons in words: "between 10% and 20%", "20% ± 5%", "arr exceeds $10M".
std::optional<ForeignNotation> foreign_comparison(const Pieces& pieces);
// Chances and estimates: "1 in 5", "~20%".
std::optional<ForeignNotation> foreign_chance(const Pieces& pieces);
// Numbers with words, currencies and separators around them: "10M USD", "24 months", "12,5%".
std::optional<ForeignNotation> foreign_number(const Pieces& pieces);

} // namespace escala
