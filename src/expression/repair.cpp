// SPDX-License-Identifier: Apache-2.0
#include "expression/repair.h"

#include <string>

#include <fmt/format.h>

#include "escala/core/rewrite.h"
#include "escala/expression/syntax.h"
#include "expression/parser.h"
#include "expression/pieces.h"

namespace escala {
namespace {

constexpr int kMostChanges = 12;
constexpr std::size_t kLongestRepaired = 1000;

bool is_expression(const std::string& text, std::string_view currency) {
  Diagnostics ignored;
  return parse_tokens({text, {}, {}}, currency, ignored).has_value();
}

std::optional<ForeignNotation> first_notation(const std::string& text) {
  const Pieces pieces(text);
  if (auto found = foreign_operator(pieces))
    return found;
  if (auto found = foreign_comparison(pieces))
    return found;
  if (auto found = foreign_chance(pieces))
    return found;
  return foreign_number(pieces);
}

// A whole text with what it lacks at its end: "max(a, b".
std::string with_closing_parentheses(const std::string& text) {
  int open = 0;
  for (const char c : text)
    open += c == '(' ? 1 : c == ')' ? -1 : 0;
  return open > 0 ? text + std::string(static_cast<std::size_t>(open), ')') : std::string();
}

Diagnostic message(const Rewrite& change, std::string problem, std::string reason) {
  return {Severity::error, change.span, std::move(problem), std::move(reason), change.suggestion()};
}

// "users[t+1]", which no expression means.
std::optional<Diagnostic> reads_ahead(const LocatedText& text) {
  const Pieces pieces(text.text);
  for (std::size_t i = 1; i + 2 < pieces.size(); ++i) {
    const std::size_t end = pieces.closing(i);
    const std::size_t sign = i + (pieces.text(i + 1) == "t" ? 2 : 1);
    if (!pieces.is_symbol(i, "[") || !pieces.is_word(i - 1) || end == pieces.size() ||
        !pieces.is_symbol(sign, "+"))
      continue;
    return Diagnostic{Severity::error, text.at(pieces[i - 1].begin, pieces[end].end),
                      fmt::format("{} is in the future", pieces.text(PieceRange{i - 1, end + 1})),
                      "a month is computed from itself and earlier ones",
                      fmt::format("use lag({}, 1mo) for the month before", pieces.text(i - 1))};
  }
  return std::nullopt;
}

} // namespace

std::optional<Diagnostic> repair(const LocatedText& text, std::string_view currency) {
  if (text.text.size() > kLongestRepaired)
    return std::nullopt;
  if (auto ahead = reads_ahead(text))
    return ahead;
  std::optional<ForeignNotation> first;
  std::string repaired = text.text;
  int changes = 0;
  for (; changes < kMostChanges && repaired.size() <= 2 * kLongestRepaired &&
         !is_expression(repaired, currency);
       ++changes) {
    const auto notation = first_notation(repaired);
    if (!notation)
      break;
    repaired =
        repaired.substr(0, notation->begin) + notation->meant + repaired.substr(notation->end);
    if (!first)
      first = notation;
  }
  if (!is_expression(repaired, currency))
    repaired = with_closing_parentheses(repaired);
  if (repaired.empty() || !is_expression(repaired, currency))
    return std::nullopt;
  if (first && changes == 1 &&
      repaired.size() + first->end - first->begin == text.text.size() + first->meant.size())
    return message(rewrite(text, first->begin, first->end, first->meant), first->problem,
                   first->reason);
  const Rewrite whole = rewrite(text, 0, text.text.size(), repaired);
  return first ? message(whole, first->problem, first->reason)
               : message(whole, "a '(' is never closed", "");
}

} // namespace escala
