// SPDX-License-Identifier: Apache-2.0
// What the quantities of risks and of the investment must be, where each path draws its own.
#include <fmt/format.h>

#include "simulate/block.h"

namespace escala {
namespace {

// As people write it: percent, and rates by the year.
std::string text_of(double value, const Dimension& dimension) {
  if (dimension == kPlain)
    return fmt::format("{:.6g}%", value * 100);
  if (dimension.time == -1)
    return fmt::format("{:.6g}/y", value * 12);
  return fmt::format("{:.6g}", value);
}

} // namespace

// Constants were checked before the run; the opening spends nothing.
bool BlockRunner::check_demand(const ModelDemand& demand) {
  if (month_ == 0 || !is_due(model_.series[demand.source.index].refresh))
    return true;
  const double* values = values_[demand.source.index];
  for (std::size_t i = 0; i < lanes_; ++i) {
    if (demand.key->range.holds(values[i]))
      continue;
    fail_range(demand.what, demand.span, *demand.key, values[i], i);
    return false;
  }
  return true;
}

void BlockRunner::fail_range(const std::string& what, Span span, const KeySpec& key, double value,
                             std::size_t lane) {
  failure_ =
      Diagnostic{Severity::error, span,
                 fmt::format("{} is out of range in month {} ({}) on path {}", what, month_,
                             to_text(model_.calendar.at(month_)), spec_.first_path + first_ + lane),
                 fmt::format("it is {}, and {}", text_of(value, key.dimension), key.range_text),
                 "truncate its distribution with min= or max="};
}

} // namespace escala
