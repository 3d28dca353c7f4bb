// SPDX-License-Identifier: Apache-2.0
// Checks functions of time: their windows, and the metric's own name in them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/characters.h"
#include "scenario/check/expression_checker.h"
#include "scenario/check/value_remedy.h"

namespace escala {

void ExpressionChecker::check_time_function(NodeIndex index, const TimeFunctionSpec* spec) {
  facts_[index].time_function = spec;
  const bool read = std::ranges::any_of(syntax_.children_of(index), [&](const Child& child) {
    return facts_[child.node].quantity.unknown;
  });
  if (read && place_.kind == Place::Kind::driver) {
    facts_[index].quantity = {.unknown = true};
    return;
  }
  if (place_.kind == Place::Kind::driver || place_.kind == Place::Kind::setting)
    return fail(index, index, fmt::format("{} is not allowed here", spec->name),
                "functions of time can be used only in metrics and targets", "move it to a metric");
  if (place_.kind == Place::Kind::effect)
    return fail(index, index, fmt::format("{} is not allowed here", spec->name),
                "risks and the investment can use only drivers and constants",
                "write its values by month: {2026-01: 1%, 2027-01: 2%}");
  const std::size_t least = spec->takes_window ? 2 : 1;
  const std::size_t most = spec->takes_before ? least + 1 : least;
  if (!no_named_arguments(index) || !check_count(index, spec->name, least, most))
    return;
  const auto children = syntax_.children_of(index);
  const bool window = !spec->takes_window || check_window(index, children[1].node);
  if (!window)
    return;
  if (any_unknown(index)) {
    facts_[index].quantity = {.unknown = true};
    return;
  }
  facts_[index].quantity = time_function_unit(spec->kind, facts_[children[0].node].quantity);
  if (children.size() > least)
    check_before(index, children);
}

// The value of lag's argument before there is one has its unit.
void ExpressionChecker::check_before(NodeIndex index, std::span<const Child> children) {
  const std::array both{children[0], children[2]};
  const Quantity unit = common_unit(index, both);
  if (unit.unknown)
    facts_[index].quantity = unit;
}

Quantity ExpressionChecker::time_function_unit(TimeFunctionSpec::Kind kind, Quantity of) {
  if (kind == TimeFunctionSpec::Kind::growth)
    return {};
  const bool keeps_condition =
      kind == TimeFunctionSpec::Kind::lag || kind == TimeFunctionSpec::Kind::initial;
  of.condition = of.condition && keeps_condition;
  of.literal = of.percent = of.month_number = false;
  if (kind == TimeFunctionSpec::Kind::sum && of.dimension.time == -1) {
    of.dimension.time = 0; // the amounts of a rate
    of.period = Period::none;
  }
  return of;
}

// "lag(x, 3)" most likely means three months.
std::string ExpressionChecker::window_remedy(NodeIndex window) const {
  const NodeFacts& facts = facts_[window];
  const bool number = syntax_.nodes[window].kind == Kind::number && facts.quantity.literal &&
                      facts.constant && *facts.constant == std::round(*facts.constant);
  return number ? fmt::format("write {:.0f}mo", *facts.constant) : "as in 12mo";
}

// Without its minus a window means something else.
void ExpressionChecker::fail_future(NodeIndex index, NodeIndex window) {
  const std::string_view name = facts_[index].time_function->name;
  const bool lag = facts_[index].time_function->kind == TimeFunctionSpec::Kind::lag;
  const std::string text = excerpt(window);
  std::string back = text.starts_with('-') ? text.substr(1) : "3mo";
  if (is_digit(back.back()))
    back += "mo";
  fail(index, window, fmt::format("{} would read the future", name),
       fmt::format("{} looks back, and no month knows later ones", name),
       fmt::format("use {} for the {} {}", back, lag ? "value" : "last",
                   lag ? back + " ago" : back));
}

bool ExpressionChecker::check_window(NodeIndex index, NodeIndex child) {
  const NodeFacts& facts = facts_[child];
  const std::string_view name = facts_[index].time_function->name;
  if (facts.quantity.unknown) {
    facts_[index].quantity = {.unknown = true};
    return false;
  }
  const double least = facts_[index].time_function->kind == TimeFunctionSpec::Kind::lag ? 0 : 1;
  const bool number = facts.quantity.is_plain() && facts.constant.has_value();
  if (number && *facts.constant < 0)
    return fail_future(index, child), false;
  if (facts.quantity.dimension != kTime || !facts.constant) {
    fail(index, child, fmt::format("{} is not a constant duration", excerpt(child)),
         fmt::format("{} looks back a fixed number of months", name), window_remedy(child));
    return false;
  }
  const double months = *facts.constant;
  if (!std::isfinite(months))
    return fail_no_number(index, child), false;
  if (months < 0)
    return fail_future(index, child), false;
  if (!(std::abs(months - std::round(months)) <= 1e-9) || months < least || months > 1e6) {
    fail(index, child,
         fmt::format("{} is not a whole number of months, {} or more", excerpt(child), least), "",
         whole_months_remedy(months, static_cast<int>(least)));
    return false;
  }
  facts_[index].window = static_cast<int>(std::lround(months));
  return true;
}

void ExpressionChecker::mark_own_past() {
  std::vector<bool> inside(syntax_.nodes.size());
  for (NodeIndex i = static_cast<NodeIndex>(syntax_.nodes.size()); i-- > 0;) {
    NodeFacts& facts = facts_[i];
    const auto children = syntax_.children_of(i);
    for (std::size_t c = 0; c < children.size(); ++c)
      inside[children[c].node] = inside[i] || (facts.time_function != nullptr && c < 2);
    if (facts.symbol.own && inside[i])
      facts.symbol.own = false; // that month's own value
    if (facts.time_function == nullptr || inside[i] || !mentions_own_[i])
      continue;
    facts.ends_last_month = true;
    if (facts.time_function->kind == TimeFunctionSpec::Kind::lag && facts.window == 0 &&
        !facts.quantity.unknown)
      fail(i, i, "this month's own value is not known yet",
           "the metric's name is last month's state",
           fmt::format("write lag({}, 1mo)", expression_.text_of(children[0].node)));
  }
}

} // namespace escala
