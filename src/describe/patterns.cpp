// SPDX-License-Identifier: Apache-2.0
#include "describe/patterns.h"

#include <fmt/format.h>

namespace escala {
namespace {

constexpr std::string_view kNumber = "[0-9][0-9_]*(?:\\.[0-9_]+)?(?:[eE][+-]?[0-9]+)?";
constexpr std::string_view kUnit = "(?:ms|s|min|h|d|w|mo|q|y)";

// A number, a percentage, money, a duration or a rate, without anything else.
std::string literal() {
  return fmt::format("-?(?:\\$|€|£|[A-Z]{{3}} )?{}(?:[kMBT]?%?(?:/{})?|{})", kNumber, kUnit, kUnit);
}

// A number followed by text that cannot continue an expression: it can only be meant as a literal.
constexpr std::string_view kLooksLiteral = "-?(?:\\$|€|£)?\\s*[0-9][0-9_.,]*\\s*(?:%|[A-Za-z]+)?";

// Texts that are clearly cut off or not expressions: an empty text, an operator without its left or
// right side, a number separated from its % or suffix.
constexpr std::string_view kBroken = "\\s*$|\\s*[*/^,)<>=]|[\\s\\S]*[-+*/^,(<>=]\\s*$|"
                                     "[\\s\\S]*[0-9]\\s+(?:%|[kMBT](?![A-Za-z0-9_]))";

std::string pattern(const std::string& alone, std::string_view forbidden = {}) {
  const std::string also = forbidden.empty() ? "" : fmt::format("|\\s*(?:{})\\s*$", forbidden);
  return fmt::format("^(?!{}{})(?:\\s*{}\\s*$|(?!\\s*{}\\s*$))", kBroken, also, alone,
                     kLooksLiteral);
}

std::string duration() { return fmt::format("{}{}", kNumber, kUnit); }

constexpr std::string_view kOverAll =
    "(?:100\\.0*[1-9][0-9]*|1(?:0[1-9]|[1-9][0-9])(?:\\.[0-9]+)?|[2-9][0-9]{2}(?:\\.[0-9]+)?|"
    "[0-9]{4,}(?:\\.[0-9]+)?)%";

} // namespace

std::string expression_pattern() { return pattern(literal()); }
std::string duration_pattern() { return pattern(duration()); }
std::string time_pattern() {
  constexpr std::string_view kNoMonth = "[0-9]+-(?:[0-9]|[0-9]{3,}|00|1[3-9]|[2-9][0-9])";
  return pattern(duration(), kNoMonth);
}
std::string share_pattern() { return pattern(literal(), kOverAll); }
std::string open_share_pattern() {
  return pattern(literal(), fmt::format("{}|(?:0|100)%", kOverAll));
}

} // namespace escala
