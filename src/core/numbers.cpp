// SPDX-License-Identifier: Apache-2.0
#include "escala/core/numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

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

std::string shortest_text(double value) {
  if (value == 0)
    return "0";
  std::string text = fmt::format("{}", value);
  if (text.ends_with(".0"))
    text.resize(text.size() - 2);
  return text;
}

} // namespace escala
