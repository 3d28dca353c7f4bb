// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/range_remedy.h"

#include <fmt/format.h>

namespace escala {

std::string range_remedy(const Range& range, double value, std::string_view text,
                         std::string_view example) {
  if (range.low == 0 && text.starts_with('-') && range.holds(-value))
    return fmt::format("write {}", text.substr(1));
  const bool share = range.low == 0 && range.high == 1;
  if (share && text.find('%') == std::string_view::npos && range.holds(value / 100))
    return fmt::format("write {:.10g}%", value);
  return example.empty() ? "" : fmt::format("as in {}", example);
}

} // namespace escala
