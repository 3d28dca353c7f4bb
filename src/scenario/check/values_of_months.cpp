// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "escala/scenario/valid_scenario.h"

namespace escala {

std::vector<ValueOfMonths> values_of_months(const CheckedExpression& checked,
                                            const Calendar& calendar, int horizon) {
  const Expression& expression = *checked.expression;
  const NodeIndex root = expression.syntax.root();
  if (!expression.is_schedule())
    return {{root, checked.constant(), 0, horizon}};
  std::vector<ValueOfMonths> values;
  const auto children = expression.syntax.children_of(root);
  for (std::size_t i = 0; i < children.size(); ++i) {
    const bool last = i + 1 == children.size();
    ValueOfMonths value{.node = children[i].node, .constant = {}, .from = 0, .to = horizon};
    if (i > 0)
      value.from = std::max(0, calendar.month_of(expression.schedule[i].from));
    if (!last)
      value.to = std::min(horizon, calendar.month_of(expression.schedule[i + 1].from) - 1);
    if (const auto constant = checked.facts[value.node].constant)
      value.constant = *constant * checked.root().scale;
    values.push_back(value);
  }
  return values;
}

} // namespace escala
