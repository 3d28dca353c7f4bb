// SPDX-License-Identifier: Apache-2.0
// What a percentage without its sign is with it, in the user's own words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "escala/core/rewrite.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

// A literal with a percent sign, such as "4%/mo".
struct PercentLiteral {
  double number = 0;
  std::string sign; // with what follows it: "%/mo"
};
std::optional<PercentLiteral> percent_literal(std::string_view text);
// "2.5": a literal that lacks its sign, or a share.
bool is_digits(std::string_view text);

// The node with another text.
Rewrite rewrite_node(const Expression& expression, NodeIndex node, const std::string& text);

// A value with its signs and its unit of time: "2 to 4" as "2%/mo to 4%/mo". nullopt if the signs
// have no literals to stand on.
std::optional<std::string> in_percent_per(const CheckedExpression& checked, Period period);

// "2 to 8" as "2% to 8%", "5/mo" as "5%/mo"; what has no number to put a sign on, divided by 100.
std::string in_percent(const CheckedExpression& checked, NodeIndex node);

// Whether the value, or a driver that it reads, is written with a percent sign. That of a
// probability or a weight is none of the value.
bool has_percent_sign(const CheckedExpression& checked, const ValueOfMonths& value,
                      const ValidScenario& valid);

} // namespace escala
