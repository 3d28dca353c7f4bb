// SPDX-License-Identifier: Apache-2.0
// Ranges and comparisons in words: "between 10% and 20%", "20% ± 5%", "arr exceeds $10M".
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "expression/pieces.h"

namespace escala {
namespace {

struct ComparisonWords {
  std::string_view first;
  std::string_view second; // empty: one word
  std::string_view meant;
};
constexpr std::array kComparisonWords{
    ComparisonWords{"at", "least", ">="},    ComparisonWords{"at", "most", "<="},
    ComparisonWords{"greater", "than", ">"}, ComparisonWords{"larger", "than", ">"},
    ComparisonWords{"more", "than", ">"},    ComparisonWords{"less", "than", "<"},
    ComparisonWords{"fewer", "than", "<"},   ComparisonWords{"reaches", "", ">="},
    ComparisonWords{"hits", "", ">="},       ComparisonWords{"exceeds", "", ">"},
    ComparisonWords{"above", "", ">"},       ComparisonWords{"over", "", ">"},
    ComparisonWords{"below", "", "<"},       ComparisonWords{"under", "", "<"},
    ComparisonWords{"equals", "", "=="}};

// "arr is at least $10M"
std::optional<ForeignNotation> comparison_at(const Pieces& pieces, std::size_t first) {
  const std::size_t word = first + (pieces.lowered(first) == "is" ? 1 : 0);
  for (const ComparisonWords& words : kComparisonWords) {
    const std::size_t end = word + (words.second.empty() ? 1 : 2);
    const bool said = pieces.is_word(word) && pieces.lowered(word) == words.first &&
                      (words.second.empty() || pieces.lowered(word + 1) == words.second);
    if (!said || first == 0 || end >= pieces.size())
      continue;
    return ForeignNotation{
        pieces[first].begin, pieces[end - 1].end, std::string(words.meant),
        fmt::format("{} is not a comparison", pieces.text(PieceRange{first, end})),
        "values are compared with < <= > >= == !="};
  }
  return std::nullopt;
}

// The lower end of a range; "2" in "between 2 and 4%" is 2%.
std::string with_sign_of(const Pieces& pieces, PieceRange low, PieceRange high) {
  const std::string text = pieces.text(low);
  const std::string other = pieces.text(high);
  const std::size_t sign = std::min(other.find('%'), other.size());
  const bool digits = text.find_first_not_of("0123456789.") == std::string::npos;
  return digits && other.find_first_not_of("0123456789.") == sign ? text + other.substr(sign)
                                                                  : text;
}

// "between 10% and 20%" is a range, "arr between $10M and $20M" two comparisons.
std::optional<ForeignNotation> between(const Pieces& pieces, std::size_t word) {
  const bool is_between = pieces.lowered(word) == "between";
  if (!pieces.is_word(word) || (!is_between && pieces.lowered(word) != "from"))
    return std::nullopt;
  const PieceRange around = pieces.around(word);
  const std::size_t joint = pieces.find({word + 1, around.last}, is_between ? "and" : "to");
  const PieceRange low{word + 1, joint};
  const PieceRange high{joint + 1, around.last};
  if (low.empty() || high.empty() || (!is_between && word != around.first))
    return std::nullopt;
  std::string meant = fmt::format("{} to {}", with_sign_of(pieces, low, high), pieces.text(high));
  if (const PieceRange value{around.first, word}; !value.empty())
    meant = fmt::format("{0} >= {1} and {0} <= {2}", pieces.text(value), pieces.text(low),
                        pieces.text(high));
  return ForeignNotation{pieces[around.first].begin, pieces[around.last - 1].end, std::move(meant),
                         fmt::format("'{}' is not an operator", pieces.text(word)),
                         word == around.first ? "a range is written with to"
                                              : "each end is a comparison of its own"};
}

// "20% ± 5%" and "20% +/- 5%"
std::optional<ForeignNotation> plus_minus(const Pieces& pieces, std::size_t sign) {
  const bool spelt = pieces.is_symbol(sign, "+") && pieces.is_symbol(sign + 1, "/") &&
                     pieces.is_symbol(sign + 2, "-");
  if ((!spelt && !pieces.is_symbol(sign, "±")) || sign == 0)
    return std::nullopt;
  const PieceRange around = pieces.around(sign);
  const PieceRange middle{around.first, sign};
  const PieceRange width{sign + (spelt ? 3 : 1), around.last};
  if (middle.empty() || width.empty())
    return std::nullopt;
  return ForeignNotation{
      pieces[around.first].begin, pieces[around.last - 1].end,
      fmt::format("{0} - {1} to {0} + {1}", pieces.text(middle), pieces.text(width)),
      "± is not an operator", "a range is written with to"};
}

} // namespace

std::optional<ForeignNotation> foreign_comparison(const Pieces& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (const auto find : {between, plus_minus, comparison_at})
      if (auto notation = find(pieces, i))
        return notation;
  return std::nullopt;
}

} // namespace escala
