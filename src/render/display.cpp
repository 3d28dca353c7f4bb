// SPDX-License-Identifier: Apache-2.0
#include "escala/render/display.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "escala/render/text_width.h"
#include "render/spanish_numbers.h"

namespace escala {
namespace {

constexpr int kMaxDecimals = 4; // of a percentage
constexpr int kFewDigits = 3;   // significant ones that numbers have, unless they need more
constexpr int kMostDigits = 15;

// A positive number rounded to some significant digits: digits[0].digits[1]digits[2]... *
// 10^exponent.
struct Rounded {
  std::string digits;
  int exponent = 0;
};

Rounded rounded(double magnitude, int digits) {
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                                 std::chars_format::scientific, digits - 1);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t mark = text.find('e');
  Rounded result{std::string(text.substr(0, mark)), 0};
  result.digits.erase(1, 1); // the point
  const std::size_t sign_or_digit = text[mark + 1] == '+' ? mark + 2 : mark + 1;
  std::from_chars(text.data() + sign_or_digit, text.data() + text.size(), result.exponent);
  return result;
}

// What rounds to 0 has no sign.
std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  const std::string text(buffer.data(), end.ptr);
  return text.find_first_not_of("-.0") == std::string::npos && text[0] == '-' ? text.substr(1)
                                                                              : text;
}

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos)
    return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

// The digits with a decimal point after the first `whole` digits.
std::string with_point(std::string digits, int whole) {
  if (whole <= 0)
    digits.insert(0, static_cast<std::size_t>(1 - whole), '0');
  const auto point = static_cast<std::size_t>(std::max(whole, 1));
  if (digits.size() < point)
    digits.append(point - digits.size(), '0');
  if (digits.size() > point)
    digits.insert(point, 1, '.');
  return without_trailing_zeros(std::move(digits));
}

std::string plain_magnitude(double magnitude, int digits) {
  constexpr std::array<const char*, 5> kSuffixes{"", "k", "M", "B", "T"};
  constexpr int kSmallest = -6;
  if (magnitude == 0)
    return "0";
  const Rounded number = rounded(magnitude, digits);
  const int group = number.exponent < 0 ? 0 : number.exponent / 3;
  if (number.exponent < kSmallest || group >= static_cast<int>(kSuffixes.size()))
    return with_point(number.digits, 1) + "e" + std::to_string(number.exponent);
  return with_point(number.digits, number.exponent - 3 * group + 1) +
         kSuffixes[static_cast<std::size_t>(group)];
}

// In the part before the point.
std::string with_commas(std::string digits) {
  for (std::size_t at = std::min(digits.find('.'), digits.size()); at > 3;)
    digits.insert(at -= 3, 1, ',');
  return digits;
}

bool reads_as(std::string_view percent, std::string_view whole) {
  return percent.substr(0, whole.size()) == whole &&
         percent.substr(whole.size()).find_first_not_of(".0") == std::string_view::npos;
}

bool hides_a_difference(double share, std::string_view percent) {
  return (share > 0 && reads_as(percent, "0")) || (share < 1 && reads_as(percent, "100"));
}

// A share above 0, without its sign.
std::string share_magnitude(double share, int decimals, int most, bool negative) {
  decimals = std::clamp(decimals, 0, most);
  std::string text = fixed(share * 100, decimals);
  while (hides_a_difference(share, text) && decimals < most)
    text = fixed(share * 100, ++decimals);
  if (!hides_a_difference(share, text))
    return text;
  const bool small = share < 0.5;
  const char* bound = small ? "0.0001" : "99.9999";
  return (small != negative ? "<" : ">") + std::string(negative ? "-" : "") + bound;
}

std::string signed_share(double share, int decimals, bool trim, int most = kMaxDecimals) {
  const double magnitude = std::abs(share);
  if (magnitude == 0 || magnitude == 1)
    return std::string(share < 0 ? "-" : "") + (magnitude == 0 ? "0%" : "100%");
  std::string text = share_magnitude(magnitude, decimals, most, share < 0);
  if (trim)
    text = without_trailing_zeros(std::move(text));
  const bool has_sign = text[0] == '<' || text[0] == '>';
  return (share < 0 && !has_sign ? "-" : "") + text + "%";
}

std::string percent(double share, int digits) {
  if (share == 0)
    return "0%";
  const double magnitude = std::min(std::abs(share) * 100, std::numeric_limits<double>::max());
  const Rounded number = rounded(magnitude, digits);
  if (number.exponent < kFewDigits) {
    const int decimals = digits - 1 - number.exponent;
    const int most = digits > kFewDigits ? std::max(kMaxDecimals, decimals) : kMaxDecimals;
    return signed_share(share, decimals, true, most);
  }
  const std::string text = number.exponent < 6
                               ? with_commas(with_point(number.digits, number.exponent + 1))
                               : plain_magnitude(magnitude, digits);
  return (share < 0 ? "-" : "") + text + "%";
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string symbol_of(const DisplayUnit& unit, bool utf8) {
  if (utf8 || is_ascii(unit.symbol))
    return unit.symbol;
  return unit.text.substr(0, unit.text.find('/')) + " ";
}

std::string with_digits(double value, const DisplayUnit& unit, int digits, bool utf8) {
  if (unit.style == DisplayUnit::Style::percent)
    return percent(value, digits) + unit.per;
  const std::string symbol =
      unit.style == DisplayUnit::Style::money ? symbol_of(unit, utf8) : std::string();
  return (value < 0 ? "-" : "") + symbol + plain_magnitude(std::abs(value), digits) + unit.per;
}

// Values that the language takes for equal are.
bool is_another(double a, double b) {
  constexpr double kEqual = 1e-12;
  return std::abs(a - b) > kEqual * std::max(std::abs(a), std::abs(b));
}

// Rounding keeps the order of numbers, so one that looks different is on its own side.
std::string told_apart(double value, const Number& number, bool utf8) {
  for (int digits = kFewDigits;; ++digits) {
    std::string text = with_digits(value, number.unit, digits, utf8);
    const auto looks_the_same = [&](double other) {
      return is_another(value, other) && with_digits(other, number.unit, digits, utf8) == text;
    };
    if (digits == kMostDigits || std::ranges::none_of(number.apart, looks_the_same))
      return text;
  }
}

std::string in_style(std::string english, const DisplayUnit& unit, Script script) {
  if (script.numbers == NumberStyle::english)
    return english;
  return printable(spanish_number(english, unit), script.utf8); // "/año"
}

} // namespace

std::string display(std::optional<double> value, const DisplayUnit& unit, Script script) {
  if (!value || !std::isfinite(*value))
    return in_style("n/a", unit, script);
  return in_style(with_digits(*value, unit, kFewDigits, script.utf8), unit, script);
}

std::string display_share(double share, int decimals) {
  return signed_share(share, decimals, false);
}

std::string display_share(double share) { return signed_share(share, kMaxDecimals, true); }

namespace {

// As many as an error above 0 needs, in percent.
int decimals_of(double error) {
  return std::clamp(-rounded(error, kFewDigits).exponent, 1, kMaxDecimals);
}

std::string error_text(double error, int decimals) {
  std::string text = fixed(error, decimals);
  return reads_as(text, "0") ? "<0.0001" : text;
}

// The share and its error as percentages, with the decimals that the error needs.
NumberText probability_text(double share, double error) {
  const double half = error * 100;
  if (!(half > 0))
    return {display_share(share, 1), ""};
  const int decimals = decimals_of(half);
  return {display_share(share, decimals), error_text(half, decimals)};
}

NumberText points_text(double share, double error) {
  const double half = error * 100;
  const std::string sign = share > 0 ? "+" : "";
  if (!(half > 0))
    return {sign + without_trailing_zeros(fixed(share * 100, 1)), ""};
  const int decimals = decimals_of(half);
  return {share == 0 ? "0" : sign + fixed(share * 100, decimals), error_text(half, decimals)};
}

// A value in the precision of `number`.
std::string plain_text(std::optional<double> value, const Number& number, bool utf8) {
  if (!value || !std::isfinite(*value))
    return "n/a";
  switch (number.precision) {
  case Precision::tenths:
    return number.unit.style == DisplayUnit::Style::percent
               ? display_share(*value, 1) + number.unit.per
               : fixed(*value, 1) + number.unit.per;
  case Precision::shortest:
    return display_share(*value);
  case Precision::whole:
    return display_count(static_cast<std::uint64_t>(*value));
  case Precision::digits:
  case Precision::error:
  case Precision::points:
    break;
  }
  return told_apart(*value, number, utf8);
}

// Without its suffix.
NumberText english_text(const Number& number, bool utf8) {
  if (number.precision == Precision::error && number.value && number.error)
    return probability_text(*number.value, *number.error);
  if (number.precision == Precision::points && number.value)
    return points_text(*number.value, number.error.value_or(0));
  const bool plus = number.show_plus && number.value.value_or(0) > 0;
  NumberText text{(plus ? "+" : "") + plain_text(number.value, number, utf8), ""};
  if (number.error)
    text.error = plain_text(number.error, number, utf8);
  return text;
}

} // namespace

NumberText display(const Number& number, Script script) {
  NumberText text = english_text(number, script.utf8);
  text.value = in_style(std::move(text.value), number.unit, script);
  if (!text.error.empty())
    text.error = in_style(std::move(text.error), number.unit, script);
  const bool is_error_precise =
      number.precision == Precision::error && number.value && number.error;
  if (!is_error_precise)
    (number.error ? text.error : text.value) += printable(number.suffix, script.utf8);
  return text;
}

std::string display_count(std::uint64_t count) { return with_commas(std::to_string(count)); }

} // namespace escala
