// SPDX-License-Identifier: Apache-2.0
#include "escala/core/numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/compile.h>
#include <fmt/format.h>

namespace escala {

namespace {

// Whether a number outside the range of double is too small rather than too large. Compares the
// place of the first significant digit with the exponent.
bool is_tiny(std::string_view text) {
  const std::size_t mark = text.find_first_of("eE");
  const std::string_view digits = text.substr(0, mark);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const auto place =
      static_cast<double>(point) - static_cast<double>(digits.find_first_of("123456789"));
  if (mark == std::string_view::npos)
    return place < 0;
  std::string_view exponent = text.substr(mark + 1);
  const bool negative = exponent.starts_with('-');
  exponent.remove_prefix(negative || exponent.starts_with('+') ? 1 : 0);
  double value = 0;
  for (const char digit : exponent)
    value = 10 * value + (digit - '0');
  return place + (negative ? -value : value) < 0;
}

} // namespace

std::optional<double> parse_decimal(std::string_view text) {
  const bool starts = !text.empty() && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9'));
  if (!starts)
    return std::nullopt;
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ptr != end)
    return std::nullopt;
  if (read.ec == std::errc::result_out_of_range && is_tiny(text))
    return 0;
  if (read.ec != std::errc() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

namespace {

bool is_digit_of_number(char c) { return c >= '0' && c <= '9'; }

// The digits of each group, and the separators between them: "1,234.5" is 1 234 5 and ",.".
struct DigitGroups {
  std::vector<std::string> digits;
  std::string separators;
  std::size_t end = 0; // behind the last digit
};

DigitGroups groups_of(std::string_view text) {
  DigitGroups groups;
  std::size_t at = 0;
  for (;;) {
    std::string digits;
    while (at < text.size() && is_digit_of_number(text[at]))
      digits += text[at++];
    groups.digits.push_back(std::move(digits));
    groups.end = at;
    const bool goes_on =
        at + 1 < text.size() && is_digit_of_number(text[at + 1]) &&
        (text[at] == ',' || text[at] == '.' || text[at] == '\'' || text[at] == ' ');
    if (!goes_on)
      return groups;
    groups.separators += text[at++];
  }
}

} // namespace

std::string number_in_words(double value) {
  const double size = std::abs(value);
  if (!(size < 1e15))
    return fmt::format("{:.3g}", value);
  if (size < 1000)
    return fmt::format("{:.3g}", value);
  std::string text = fmt::format("{:.0f}", size);
  for (std::size_t at = text.size(); at > 3;)
    text.insert(at -= 3, ",");
  return (value < 0 ? "-" : "") + text;
}

std::optional<std::string> without_separators(std::string_view text) {
  const DigitGroups groups = groups_of(text);
  if (groups.separators.empty() || groups.digits.front().empty())
    return std::nullopt;
  const char last = groups.separators.back();
  const std::string_view before =
      std::string_view(groups.separators).substr(0, groups.separators.size() - 1);
  const bool mixed = before.find_first_not_of(last) != std::string_view::npos;
  const bool thousands =
      groups.digits.back().size() == 3 && groups.digits.front() != "0" && last != '.' && !mixed;
  const bool decimal =
      (last == ',' || last == '.') && !thousands && (mixed || groups.separators.size() == 1);
  for (std::size_t i = 1; i + 1 < groups.digits.size(); ++i)
    if (groups.digits[i].size() != 3)
      return std::nullopt;
  const bool points = last == '.' && before.size() > 0 && !mixed; // 1.500.000
  if (!thousands && !decimal && !(points && groups.digits.back().size() == 3))
    return std::nullopt;
  std::string plain;
  for (std::size_t i = 0; i < groups.digits.size(); ++i)
    plain += (i > 0 && decimal && i + 1 == groups.digits.size() ? "." : "") + groups.digits[i];
  return plain + std::string(text.substr(groups.end));
}

void append_shortest(std::string& out, double value) {
  if (value == 0) {
    out += '0';
    return;
  }
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}"), value);
  if (out.ends_with(".0"))
    out.resize(out.size() - 2);
}

std::string shortest_text(double value) {
  std::string text;
  append_shortest(text, value);
  return text;
}

} // namespace escala
