// SPDX-License-Identifier: Apache-2.0
// The expressions of an argument of a metric.
#pragma once

#include "escala/scenario/scenario.h"

namespace escala {

// Calls visit(Expression) for every expression of an argument, those by segment included.
template <typename Visit>
void for_each_expression(const Argument& argument, const Visit& visit) {
  for (const Expression& value : argument.values)
    visit(value);
  for (const Argument::Count& count : argument.counts)
    visit(count.value);
  for (const Argument& segment : argument.by_segment)
    for_each_expression(segment, visit);
}

} // namespace escala
