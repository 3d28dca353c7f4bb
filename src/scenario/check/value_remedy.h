// SPDX-License-Identifier: Apache-2.0
// What a user probably meant by a value that does not fit its place, in the user's own words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/core/units.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

// What a place needs: a dimension, the period that its rates are written in, and an example of it
// in USD.
struct Wanted {
  Dimension dimension;
  std::string_view example;
  bool percent = false; // a number there is written as a percentage

  Period period() const; // of the example; months if it has none
};

// The value with the unit that it lacks, or without the one that it has too much: "20" as "20/mo",
// "$100k" as "$100k/y", "10 to 20" as "10/mo to 20/mo". nullopt where nothing of it fits.
std::optional<std::string> refitted(const CheckedExpression& value, const Dimension& wanted,
                                    Period period, std::string_view currency);

// The text of a node with `t`, which is the number of the month, where it is divided by a duration:
// "$5k * (t / 1mo)" as "$5k * t", "t / 1y" as "t / 12". nullopt if nothing is written like this.
std::optional<std::string> with_plain_months(const Expression& expression,
                                             const std::vector<NodeFacts>& facts, NodeIndex of);

// A suggestion: "write 20/mo", or an example where nothing of the user's fits.
std::string unit_remedy(const CheckedExpression& value, const Wanted& wanted,
                        std::string_view currency);

// A suggestion of the whole months next to a duration of `least` months or more: "write 6mo", or
// "write 1mo or 2mo" where both are about as near.
std::string whole_months_remedy(double months, int least);

} // namespace escala
