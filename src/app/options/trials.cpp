// SPDX-License-Identifier: Apache-2.0
// Options for more columns of --table trials: metrics in months.
#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "app/options/list.h"
#include "app/options/plan_time.h"
#include "app/usage_error.h"
#include "escala/core/diagnostics.h"
#include "escala/expression/syntax.h"

namespace escala::app {
namespace {

// A literal that is a month or a duration.
std::optional<SyntaxNode> time_in(const OptionSpec& option, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const Source& source = sources.add(std::string(option.name), text, true);
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto expression = parse_expression({text, {&source, 0, size}, {}}, "", diagnostics);
  if (!expression || expression->syntax.nodes.size() != 1)
    return std::nullopt;
  const SyntaxNode& node = expression->syntax.nodes.back();
  const bool is_time = node.kind == SyntaxNode::Kind::calendar_month ||
                       (node.kind == SyntaxNode::Kind::number && node.quantity.dimension == kTime &&
                        std::abs(node.value - std::round(node.value)) < 1e-9);
  return is_time ? std::optional(node) : std::nullopt;
}

SyntaxNode require_time(const OptionSpec& option, const std::string& text) {
  if (const auto time = time_in(option, text))
    return *time;
  const bool is_count = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  throw UsageError{fmt::format("{}: '{}' is not a time of the plan", option.name, text),
                   "it is a month, or whole months from the start",
                   is_count ? fmt::format("write {} {}mo", option.name, text)
                            : fmt::format("as in {} {}", option.name, option.example)};
}

} // namespace

const Option<std::string> option::metric({.name = "--metric",
                                          .shape = "METRIC",
                                          .doc = "A column more in --table trials; repeatable",
                                          .example = "arr",
                                          .repeatable = true},
                                         as_typed);

const Option<std::string> option::at({.name = "--at",
                                      .shape = "D",
                                      .doc = "The month of each --metric, in their order",
                                      .example = "2027-12",
                                      .repeatable = true},
                                     require_plan_time);

std::string require_plan_time(const OptionSpec& option, const std::string& text) {
  require_time(option, text);
  return text;
}

int month_of_plan(const OptionSpec& option, const std::string& text, const Calendar& calendar,
                  int horizon) {
  const SyntaxNode time = require_time(option, text);
  const int month = time.kind == SyntaxNode::Kind::calendar_month
                        ? calendar.month_of(time.month)
                        : static_cast<int>(std::min(std::round(time.value), 1e9));
  if (month < 0 || month > horizon)
    throw UsageError{
        fmt::format("{}: {} is outside the plan", option.name, text),
        fmt::format("it runs from {} to {}", to_text(calendar.at(0)),
                    to_text(calendar.at(horizon))),
        fmt::format("write {} {}", option.name, to_text(calendar.at(month < 0 ? 0 : horizon)))};
  return month;
}

} // namespace escala::app
