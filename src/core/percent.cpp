// SPDX-License-Identifier: Apache-2.0
#include "escala/core/percent.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace escala {

std::string percent_text(double share, int digits) {
  constexpr double kTooLong = 1e15;
  const double percent = share * 100;
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
