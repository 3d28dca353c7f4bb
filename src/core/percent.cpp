// SPDX-License-Identifier: Apache-2.0
#include "escala/core/percent.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace escala {

namespace {

// A share so large that a hundred times as much overflows: "1.5e+308" is "1.5e+310%".
std::string huge_percent(double share, int digits) {
  const std::string text = fmt::format("{:.{}g}", share, digits);
  const std::size_t exponent = text.find("e+") + 2;
  return fmt::format("{}{}%", text.substr(0, exponent), std::stoi(text.substr(exponent)) + 2);
}

} // namespace

std::string percent_text(double share, int digits) {
  constexpr double kTooLong = 1e15;
  if (std::isnan(share))
    return "n/a";
  const double percent = share * 100;
  if (std::isinf(percent) && !std::isinf(share))
    return huge_percent(share, digits);
  if (!(std::abs(percent) < kTooLong))
    return fmt::format("{:.{}g}%", percent, digits);
  const bool whole = std::abs(percent) >= std::pow(10.0, digits - 1);
  std::string text =
      whole ? fmt::format("{:.0f}", percent) : fmt::format("{:.{}g}", percent, digits);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  const bool short_form = text.find('e') != std::string::npos; // very small
  for (std::size_t at = std::min(text.find('.'), text.size()); !short_form && at > first + 3;)
    text.insert(at -= 3, 1, ',');
  return text + "%";
}

} // namespace escala
