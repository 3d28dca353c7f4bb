// SPDX-License-Identifier: Apache-2.0
// How a metric that depends on itself within a month can be written instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escala/scenario/valid_scenario.h"

namespace escala {

// The names that an expression reads as of the same month: those outside of lag and, where
// `lag_reads_now` (in month 0), all of them.
std::vector<NodeIndex> names_read_now(const CheckedExpression& checked, bool lag_reads_now);

// The expression with last month's values of these names.
std::string with_lags(const Expression& written, std::vector<NodeIndex> names);

// The place of a key and its value, given that of the value; of the value alone if the key is not
// written before it.
Span entry_span(const Span& value, std::string_view key);

// A value of nothing for month 0 in the unit of the first expression that has one: "0", "$0",
// "false".
std::string opening_meant(const std::vector<const CheckedExpression*>& expressions,
                          std::string_view currency);

} // namespace escala
