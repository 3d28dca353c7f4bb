// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/characters.h"
#include "escala/expression/number_words.h"
#include "expression/pieces.h"
#include "expression/text_cursor.h"

namespace escala {
namespace {

ForeignNotation notation_of(const Pieces& pieces, PieceRange range, std::string meant,
                            std::string problem, std::string reason = {}) {
  return {pieces[range.first].begin, pieces[range.last - 1].end, std::move(meant),
          std::move(problem), std::move(reason)};
}

// The conditions of other languages inside a text, as calls of if(): "a if b else c", "b ? a : c",
// "if b then a else c". The text itself where it has none.
std::string with_if_calls(const std::string& text, int depth = 0);

std::string if_call(const Pieces& pieces, PieceRange condition, PieceRange a, PieceRange b,
                    int depth) {
  return fmt::format("if({}, {}, {})", with_if_calls(pieces.text(condition), depth + 1),
                     with_if_calls(pieces.text(a), depth + 1),
                     with_if_calls(pieces.text(b), depth + 1));
}

// The call that an argument means; empty if it has no foreign condition.
std::string conditional(const Pieces& pieces, PieceRange range, int depth) {
  constexpr int kDeepest = 20;
  if (depth > kDeepest)
    return {};
  const std::size_t question = pieces.find(range, "?");
  if (question < range.last) {
    const std::size_t colon = pieces.find({question, range.last}, ":");
    const PieceRange condition{range.first, question};
    const PieceRange a{question + 1, colon};
    const PieceRange b{colon + 1, range.last};
    const bool whole = !condition.empty() && !a.empty() && !b.empty();
    return whole ? if_call(pieces, condition, a, b, depth) : std::string();
  }
  const std::size_t otherwise = pieces.find(range, "else");
  const std::size_t test = pieces.find(range, "if");
  if (otherwise == range.last || test > otherwise)
    return {};
  const PieceRange b{otherwise + 1, range.last};
  const std::size_t then = pieces.find(range, "then");
  const bool first = test == range.first && then < otherwise;
  const PieceRange condition = first ? PieceRange{test + 1, then} : PieceRange{test + 1, otherwise};
  const PieceRange a = first ? PieceRange{then + 1, otherwise} : PieceRange{range.first, test};
  const bool whole = !condition.empty() && !a.empty() && !b.empty();
  return whole ? if_call(pieces, condition, a, b, depth) : std::string();
}

std::string with_if_calls(const std::string& text, int depth) {
  const Pieces pieces(text);
  const std::string call = conditional(pieces, {0, pieces.size()}, depth);
  return call.empty() ? text : call;
}

std::optional<ForeignNotation> foreign_condition(const Pieces& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool sign = pieces.is_symbol(i, "?");
    const bool word = pieces.is_word(i) && pieces.lowered(i) == "else";
    if (!sign && !word)
      continue;
    const PieceRange around = pieces.around(i);
    const std::string call = conditional(pieces, around, 0);
    if (!call.empty())
      return notation_of(pieces, around, call,
                         sign ? "'?' is not an operator" : "'else' is not an operator",
                         "a condition chooses by if(condition, a, b)");
  }
  return std::nullopt;
}

// "=users * 10", as in a spreadsheet.
std::optional<ForeignNotation> leading_equals(const Pieces& pieces) {
  if (!pieces.is_symbol(0, "=") || pieces.size() < 2 || pieces.is_symbol(1, "="))
    return std::nullopt;
  return notation_of(pieces, {0, pieces.size()}, pieces.text({1, pieces.size()}),
                     "an expression has no '=' before it");
}

// The number of months back that an index means: "t-1", "-1", "t - 12".
std::string_view months_back(const Pieces& pieces, PieceRange index) {
  if (index.first < index.last && !pieces.is_symbol(index.first, "-"))
    ++index.first;
  const bool back = index.last == index.first + 2 && pieces.is_symbol(index.first, "-") &&
                    pieces.is_number(index.first + 1);
  const std::string_view number = back ? pieces.text(index.first + 1) : std::string_view();
  return std::ranges::all_of(number, is_digit) ? number : std::string_view();
}

// "users[t-1]" is lag(users, 1mo), and "max([a, b])" is max(a, b).
std::optional<ForeignNotation> foreign_brackets(const Pieces& pieces) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const std::size_t end = pieces.closing(i);
    if (!pieces.is_symbol(i, "[") || end == pieces.size())
      continue;
    const PieceRange inner{i + 1, end};
    const std::string_view back = months_back(pieces, inner);
    const std::string name(pieces.text(i - 1));
    if (pieces.is_word(i - 1) && !back.empty())
      return notation_of(pieces, {i - 1, end + 1}, fmt::format("lag({}, {}mo)", name, back),
                         fmt::format("{} has no index", name), "the past is read by lag");
    if (pieces.is_word(i - 1) && pieces.text(inner) == "t")
      return notation_of(pieces, {i - 1, end + 1}, name, fmt::format("{} has no index", name),
                         "the name alone is this month's value");
    if (pieces.is_word(i - 1) && pieces.text(inner) == "0")
      return notation_of(pieces, {i - 1, end + 1}, fmt::format("initial({})", name),
                         fmt::format("{} has no index", name), "month 0 is read by initial");
    if (pieces.is_word(i - 1) && pieces.is_word(i + 1) && end == i + 2)
      return notation_of(pieces, {i - 1, end + 1}, fmt::format("{}.{}", name, pieces.text(inner)),
                         fmt::format("{} has no index", name), "a part follows a dot");
    const bool whole_call = i > 1 && pieces.is_symbol(i - 1, "(") && pieces.is_word(i - 2) &&
                            pieces.is_symbol(end + 1, ")");
    if (whole_call && !inner.empty())
      return notation_of(pieces, {i - 2, end + 2},
                         fmt::format("{}({})", pieces.text(i - 2), pieces.text(inner)),
                         "an expression has no lists", "arguments are written side by side");
    if (!inner.empty() && (pieces.is_symbol(i - 1, "(") || pieces.is_symbol(i - 1, ",")))
      return notation_of(pieces, {i, end + 1}, pieces.text(inner), "an expression has no lists",
                         "arguments are written side by side");
  }
  return std::nullopt;
}

bool is_choice(const std::string& function) {
  static constexpr std::array<std::string_view, 6> kChoices{"choice",      "choices", "sample",
                                                            "categorical", "pick",    "one_of"};
  const std::string name = function.substr(function.rfind('.') + 1); // np.random.choice
  return std::ranges::find(kChoices, name) != kChoices.end();
}

// "discrete([a, b], [p, q])" is discrete(a, p, b, q), and so is "choice([a, b], p=[p, q])".
std::optional<ForeignNotation> paired_lists(const Pieces& pieces) {
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const std::size_t end = pieces.closing(i + 1);
    if (!pieces.is_symbol(i, "(") || !pieces.is_call(i) || !pieces.is_symbol(i + 1, "[") ||
        end == pieces.size())
      continue;
    const bool choice = is_choice(pieces.lowered(i - 1));
    const auto values = pieces.split({i + 2, end}, ",");
    std::size_t open = end + 2; // of the second list, which may have a name
    open += pieces.is_word(open) && pieces.is_symbol(open + 1, "=") ? 2 : 0;
    const bool two = pieces.is_symbol(end + 1, ",") && pieces.is_symbol(open, "[");
    const std::size_t last = two ? pieces.closing(open) : end;
    const auto chances = two ? pieces.split({open + 1, last}, ",") : std::vector<PieceRange>{};
    if (!pieces.is_symbol(last + 1, ")") || (two ? chances.size() != values.size() : !choice))
      continue;
    std::string list;
    for (std::size_t k = 0; k < values.size(); ++k)
      list += fmt::format("{}{}, {}", k > 0 ? ", " : "", pieces.text(values[k]),
                          two ? pieces.text(chances[k]) : equal_chance(values.size()));
    const std::string name = choice ? "discrete" : std::string(pieces.text(i - 1));
    return notation_of(pieces, {i - 1, last + 2}, fmt::format("{}({})", name, list),
                       "an expression has no lists", "each value stands beside its probability");
  }
  return std::nullopt;
}

// "and(a, b)", "OR(a; b)"
std::optional<ForeignNotation> called_word(const Pieces& pieces, std::size_t word,
                                           const std::string& meant) {
  const std::size_t end = pieces.closing(word + 1);
  const auto parts = pieces.split({word + 2, end}, ",;");
  if (end == pieces.size() || parts.size() < 2)
    return std::nullopt;
  std::string joined;
  for (const PieceRange& part : parts)
    joined += (joined.empty() ? "" : " " + meant + " ") + pieces.text(part);
  return notation_of(pieces, {word, end + 1}, "(" + joined + ")",
                     fmt::format("'{}' is not a function", pieces.text(word)),
                     fmt::format("'{}' stands between two conditions", meant));
}

// "AND", "NOT", "TO"
std::optional<ForeignNotation> foreign_word(const Pieces& pieces) {
  static constexpr std::array<std::string_view, 4> kWords{"and", "or", "not", "to"};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string meant = pieces.is_word(i) ? pieces.lowered(i) : "";
    if (std::ranges::find(kWords, meant) == kWords.end())
      continue;
    const bool called = pieces.is_symbol(i + 1, "(") && (meant == "and" || meant == "or") &&
                        pieces.around(i).first == i;
    if (called)
      if (auto notation = called_word(pieces, i, meant))
        return notation;
    if (meant != pieces.text(i))
      return notation_of(pieces, {i, i + 1}, meant,
                         fmt::format("'{}' is not an operator", pieces.text(i)),
                         "operators are written in small letters");
  }
  return std::nullopt;
}

// "if(a; b; c)", as where the comma is the decimal mark.
std::optional<ForeignNotation> semicolons(const Pieces& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::size_t end = pieces.closing(i);
    if (!pieces.is_symbol(i, "(") || !pieces.is_call(i) || end == pieces.size())
      continue;
    const auto parts = pieces.split({i + 1, end}, ";");
    if (parts.size() < 2)
      continue;
    std::string list;
    for (const PieceRange& part : parts) {
      std::string argument = pieces.text(part);
      std::ranges::replace(argument, ',', '.'); // decimals
      list += (list.empty() ? "" : ", ") + argument;
    }
    const bool capitals =
        std::ranges::all_of(pieces.text(i - 1), [](char c) { return c >= 'A' && c <= 'Z'; });
    const std::string name = capitals ? pieces.lowered(i - 1) : std::string(pieces.text(i - 1));
    return notation_of(pieces, {i - 1, end + 1}, fmt::format("{}({})", name, list),
                       "';' does not part arguments", "a comma does");
  }
  return std::nullopt;
}

// "1 < t < 5"
std::optional<ForeignNotation> chained_comparison(const Pieces& pieces) {
  const auto sign_at = [&](std::size_t i) -> std::size_t {
    const std::string_view text = pieces.text(i);
    if (text == "<" || text == ">")
      return pieces.is_symbol(i + 1, "=") && pieces.touches(i, i + 1) ? 2 : 1;
    const bool pair = (text == "=" || text == "!") && pieces.is_symbol(i + 1, "=");
    return pair ? 2 : 0;
  };
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (sign_at(i) == 0)
      continue;
    const PieceRange around = pieces.around(i);
    std::vector<std::size_t> signs;
    for (std::size_t k = around.first; k < around.last; ++k) {
      if (const std::size_t length = sign_at(k); length > 0) {
        signs.push_back(k);
        k += length - 1;
      }
      if (pieces.is_symbol(k, "(") && pieces.closing(k) < pieces.size())
        k = pieces.closing(k);
    }
    const bool joined =
        pieces.find(around, "and") < around.last || pieces.find(around, "or") < around.last;
    if (signs.size() != 2 || joined || signs[0] == around.first)
      continue;
    const std::string left = pieces.text({around.first, signs[1]});
    const std::string middle = pieces.text({signs[0] + sign_at(signs[0]), signs[1]});
    const std::string right = pieces.text({signs[1], around.last});
    return notation_of(pieces, around, fmt::format("{} and {} {}", left, middle, right),
                       "comparisons cannot be chained",
                       "a < b < c would compare a condition with c");
  }
  return std::nullopt;
}

struct ForeignSign {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array kForeignSigns{
    ForeignSign{"×", "*"},  ForeignSign{"·", "*"},  ForeignSign{"÷", "/"},  ForeignSign{"−", "-"},
    ForeignSign{"–", "-"},  ForeignSign{"²", "^2"}, ForeignSign{"≥", ">="}, ForeignSign{"≤", "<="},
    ForeignSign{"≠", "!="}, ForeignSign{"½", "0.5"}};

// A sign that the language writes otherwise; between two numbers a dash means a range.
std::optional<ForeignNotation> foreign_sign(const Pieces& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto found = std::ranges::find(kForeignSigns, pieces.text(i), &ForeignSign::written);
    if (found == kForeignSigns.end())
      continue;
    const bool range =
        found->meant == "-" && pieces.size() == 3 && pieces.is_number(0) && pieces.is_number(2);
    if (range)
      return notation_of(pieces, {0, 3}, fmt::format("{} to {}", pieces.text(0), pieces.text(2)),
                         fmt::format("'{}' is not an operator", found->written),
                         "a range is written with to");
    return notation_of(pieces, {i, i + 1}, std::string(found->meant),
                       fmt::format("'{}' is not an operator", found->written));
  }
  return std::nullopt;
}

// "5..10" and "5 ... 10"
std::optional<ForeignNotation> dotted_range(const Pieces& pieces) {
  const std::string_view text = pieces.whole();
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos)
    return std::nullopt;
  const std::size_t end = std::min(text.find_first_not_of('.', dots), text.size());
  std::string_view left = text.substr(0, dots);
  std::string_view right = text.substr(end);
  while (!left.empty() && is_space(left.back()))
    left.remove_suffix(1);
  while (!right.empty() && is_space(right.front()))
    right.remove_prefix(1);
  return ForeignNotation{0, text.size(), fmt::format("{} to {}", left, right),
                         "'..' is not an operator", "a range is written with to"};
}

// "a&&b"
std::optional<ForeignNotation> glued_word(const Pieces& pieces) {
  for (std::size_t i = 1; i + 2 < pieces.size(); ++i) {
    const std::string_view sign = pieces.text(i);
    if ((sign != "&" && sign != "|") || pieces.text(i + 1) != sign)
      continue;
    const std::string_view meant = sign == "&" ? "and" : "or";
    return notation_of(pieces, {i - 1, i + 3},
                       fmt::format("{} {} {}", pieces.text(i - 1), meant, pieces.text(i + 2)),
                       fmt::format("'{0}{0}' is not an operator", sign));
  }
  return std::nullopt;
}

// "!a", "a % b", "a // b"
std::optional<ForeignNotation> foreign_arithmetic(const Pieces& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces.is_symbol(i, "!") && !pieces.is_symbol(i + 1, "=") && i + 1 < pieces.size())
      return notation_of(pieces, {i, i + 2}, fmt::format("not {}", pieces.text(i + 1)),
                         "'!' is not an operator");
    const bool operands =
        i > 0 && pieces.is_word(i - 1) && (pieces.is_word(i + 1) || pieces.is_number(i + 1));
    if (pieces.is_symbol(i, "%") && operands && !pieces.is_symbol(i + 2, "("))
      return notation_of(pieces, {i - 1, i + 2},
                         fmt::format("mod({}, {})", pieces.text(i - 1), pieces.text(i + 1)),
                         "a % must follow a number", "a remainder is written with mod");
    const bool floors = pieces.is_symbol(i, "/") && pieces.is_symbol(i + 1, "/") && i > 0 &&
                        i + 2 < pieces.size() && !pieces.is_symbol(i - 1, ")") &&
                        !pieces.is_symbol(i + 2, "(") && !pieces.is_symbol(i + 3, "(");
    if (floors)
      return notation_of(pieces, {i - 1, i + 3},
                         fmt::format("floor({} / {})", pieces.text(i - 1), pieces.text(i + 2)),
                         "'//' is not an operator", "floor rounds down");
  }
  return std::nullopt;
}

} // namespace

std::optional<ForeignNotation> foreign_operator(const Pieces& pieces) {
  using Finder = std::optional<ForeignNotation> (*)(const Pieces&);
  static constexpr std::array<Finder, 11> kFinders{
      leading_equals, foreign_condition,  paired_lists,      foreign_brackets,
      semicolons,     foreign_word,       foreign_sign,      dotted_range,
      glued_word,     chained_comparison, foreign_arithmetic};
  for (const Finder find : kFinders)
    if (auto notation = find(pieces))
      return notation;
  return std::nullopt;
}

} // namespace escala
