// SPDX-License-Identifier: Apache-2.0
// Distributions in expressions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "escala/core/percent.h"
#include "escala/core/undefined.h"
#include "scenario/check/distribution_remedy.h"
#include "scenario/check/expression_checker.h"
#include "scenario/foreign_words.h"

namespace escala {
namespace {

// "as in normal(mean, sd)"
std::string usage_of(const DistributionSpec& spec) {
  std::string list;
  for (const auto& parameter : spec.parameters.first(spec.required()))
    list += fmt::format("{}{}", list.empty() ? "" : ", ", parameter.name);
  return fmt::format("as in {}({})", spec.name, list);
}

// For probabilities that are each between 0 and 1: the message with their sum; otherwise empty.
std::string sum_of_pairs(const DistributionSpec& spec, const std::vector<double>& values) {
  if (spec.form != DistributionForm::pairs)
    return "";
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); i += 2) {
    if (values[i] < 0 || values[i] > 1)
      return "";
    sum += values[i];
  }
  return "they add up to " + percent_text(sum);
}

} // namespace

void ExpressionChecker::check_distribution(NodeIndex index, const DistributionSpec* spec) {
  facts_[index].distribution = spec;
  if (place_.kind == Place::Kind::target || place_.kind == Place::Kind::setting) {
    return fail(index, index, fmt::format("{} is not allowed here", name_of(index)),
                "nothing is drawn here", "give the draw a name under drivers, or write a constant");
  }
  std::vector<Child> values;
  const bool split = spec->form == DistributionForm::single ? split_arguments(index, *spec, values)
                                                            : split_pairs(index, *spec, values);
  if (!split || any_unknown(index)) {
    facts_[index].quantity = {.unknown = true};
    return;
  }
  const Quantity unit = common_unit(index, values);
  if (unit.unknown)
    return;
  facts_[index].quantity = spec->result == DrawResult::value ? unit : Quantity{};
  facts_[index].quantity.condition = spec->result == DrawResult::condition;
  if (spec->form == DistributionForm::mixture)
    check_weights(index, *spec);
  else
    check_constants(index, *spec);
}

// Checks pairs of a value and a probability, or of a distribution and a weight.
bool ExpressionChecker::split_pairs(NodeIndex index, const DistributionSpec& spec,
                                    std::vector<Child>& values) {
  const auto children = syntax_.children_of(index);
  const bool mixture = spec.form == DistributionForm::mixture;
  for (const Child& child : children)
    if (!child.argument.empty() && !check_bound(index, spec, child))
      return false;
  if (children.empty() || children.size() % 2 != 0 || children.size() > kManyArguments) {
    fail(index, index,
         fmt::format("{} has {} argument{}", spec.name, children.size(),
                     children.size() == 1 ? "" : "s"),
         fmt::format("it takes at most {} pairs of arguments", kManyArguments / 2),
         fmt::format("as in {}", spec.example));
    return false;
  }
  for (std::size_t i = 0; i < children.size(); i += 2) {
    const NodeIndex first = children[i].node;
    values.push_back(children[i]);
    if (facts_[children[i + 1].node].quantity.unknown || facts_[first].quantity.unknown)
      continue;
    if (!require_plain(index, children[i + 1].node))
      return false;
    if (mixture && facts_[first].distribution == nullptr) {
      fail(index, first, fmt::format("{} is not a distribution", excerpt(first)),
           "a mixture consists of distributions and their weights",
           facts_[first].constant ? fmt::format("write discrete({}, 100%)", excerpt(first))
                                  : fmt::format("as in {}", spec.example));
      return false;
    }
  }
  return true;
}

void ExpressionChecker::check_weights(NodeIndex index, const DistributionSpec& spec) {
  std::vector<double> weights;
  const auto children = syntax_.children_of(index);
  for (std::size_t i = 1; i < children.size(); i += 2) {
    const auto constant = facts_[children[i].node].constant;
    if (!constant || is_undefined(*constant))
      return;
    if (is_invalid(*constant))
      return fail_no_number(index, children[i].node);
    weights.push_back(*constant);
  }
  const std::string_view requirement = spec.requirement(weights);
  if (!requirement.empty())
    fail(index, index, fmt::format("{} is not a valid distribution", excerpt(index)),
         std::string(requirement));
}

// Collects the arguments that have the unit of the draw, and checks that the others are plain.
bool ExpressionChecker::split_arguments(NodeIndex index, const DistributionSpec& spec,
                                        std::vector<Child>& values) {
  std::size_t position = 0;
  for (const Child& child : syntax_.children_of(index)) {
    if (!child.argument.empty()) {
      if (!check_bound(index, spec, child))
        return false;
      values.push_back(child);
      continue;
    }
    if (position < spec.parameters.size()) {
      const bool plain = spec.parameters[position].role == DistributionRole::plain;
      if (!plain)
        values.push_back(child);
      if (plain && !facts_[child.node].quantity.unknown && !require_plain(index, child.node))
        return false;
    }
    ++position;
  }
  if (position >= spec.required() && position <= spec.parameters.size())
    return true;
  fail_parameters(index, spec, position);
  return false;
}

// normal(20%, 5%, 0%, 100%) means normal(20%, 5%, min=0%, max=100%).
std::optional<std::string> ExpressionChecker::with_bounds(NodeIndex index,
                                                          const DistributionSpec& spec) const {
  const auto children = syntax_.children_of(index);
  const std::size_t own = spec.parameters.size();
  const bool named =
      std::ranges::any_of(children, [](const Child& child) { return !child.argument.empty(); });
  if (!spec.truncates() || named || children.size() != own + 2)
    return std::nullopt;
  std::string list;
  for (std::size_t i = 0; i < children.size(); ++i)
    list += fmt::format("{}{}{}", i == 0 ? "" : ", ",
                        i < own    ? ""
                        : i == own ? "min="
                                   : "max=",
                        expression_.text_of(children[i].node));
  return fmt::format("{}({})", spec.name, list);
}

void ExpressionChecker::fail_parameters(NodeIndex index, const DistributionSpec& spec,
                                        std::size_t count) {
  if (const auto meant = with_bounds(index, spec))
    return fail_rewritten(index, fmt::format("{} has {} arguments", spec.name, count),
                          "only min= and max= are written with a name", *meant);
  fail(index, index, fmt::format("{} has {} argument{}", spec.name, count, count == 1 ? "" : "s"),
       spec.required() == spec.parameters.size()
           ? fmt::format("it takes {}", spec.parameters.size())
           : fmt::format("it takes {} to {}", spec.required(), spec.parameters.size()),
       usage_of(spec));
}

// normal(mean=80%, sd=20%) means normal(80%, 20%).
std::optional<std::string> ExpressionChecker::in_order(NodeIndex index,
                                                       const DistributionSpec& spec) const {
  std::vector<NamedValue> values;
  std::size_t position = 0;
  for (const Child& child : syntax_.children_of(index)) {
    const bool named = !child.argument.empty();
    if (!named && position >= spec.parameters.size())
      return std::nullopt;
    values.push_back({named ? child.argument : std::string(spec.parameters[position].name),
                      expression_.text_of(child.node)});
    position += named ? 0 : 1;
  }
  return distribution_call(spec, values);
}

bool ExpressionChecker::check_bound(NodeIndex index, const DistributionSpec& spec,
                                    const Child& child) {
  const bool bound = child.argument == "min" || child.argument == "max";
  if (bound && spec.truncates())
    return true;
  if (const auto meant = in_order(index, spec); meant && !bound) {
    fail_rewritten(
        index, fmt::format("{} does not have an argument named '{}'", spec.name, child.argument),
        "only min= and max= are written with a name", *meant);
    return false;
  }
  fail(index, child.node,
       fmt::format("{} does not have an argument named '{}'", spec.name, child.argument),
       bound ? fmt::format("{} is not truncated", spec.name)
             : "only min= and max= are written with a name",
       bound ? "leave it out" : usage_of(spec));
  return false;
}

// Checks arguments that are constants. Others are checked when the distribution is drawn.
void ExpressionChecker::check_constants(NodeIndex index, const DistributionSpec& spec) {
  std::vector<double> values;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  for (const Child& child : syntax_.children_of(index)) {
    const auto constant = facts_[child.node].constant;
    if (!constant && syntax_.nodes[index].kind == Kind::binary)
      return fail(index, child.node, fmt::format("{} is not constant", excerpt(child.node)),
                  "the ends of a range must be constants",
                  "use normal(...) or another distribution");
    if (!constant || is_undefined(*constant))
      return;
    if (is_invalid(*constant))
      return fail_no_number(index, child.node);
    if (is_too_large(*constant))
      return fail(index, child.node, fmt::format("{} is too large here", excerpt(child.node)),
                  fmt::format("the arguments of {} must not exceed 1e307", spec.name),
                  "use larger units");
    if (child.argument == "min")
      low = *constant;
    else if (child.argument == "max")
      high = *constant;
    else
      values.push_back(*constant);
  }
  spec.complete(values);
  const std::string_view requirement = spec.requirement(values);
  const std::string problem = fmt::format("{} is not a valid distribution", excerpt(index));
  if (!requirement.empty()) {
    if (const auto meant = DistributionRemedy(expression_, facts_, index, spec).run())
      return fail_rewritten(index, problem, std::string(requirement), *meant);
    return fail(index, index, problem, std::string(requirement), sum_of_pairs(spec, values));
  }
  if (spec.truncates() && !has_mass(spec, values, low, high))
    fail(index, index, fmt::format("{} has no mass between its bounds", excerpt(index)),
         "no value between min= and max= can be drawn", "widen them");
}

} // namespace escala
