// SPDX-License-Identifier: Apache-2.0
// Checks functions and operators: their arguments and units; folds constants.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/names.h"
#include "scenario/check/expression_checker.h"

namespace escala {
namespace {

// Names that other languages and spreadsheets use for these functions.
struct OtherName {
  std::string_view other;
  std::string_view ours;
};
constexpr std::array kOtherNames{
    OtherName{"avg", "mean(x, 12mo)"}, OtherName{"average", "mean(x, 12mo)"},
    OtherName{"ln", "log(x)"},         OtherName{"pow", "x ^ y"},
    OtherName{"power", "x ^ y"},       OtherName{"int", "floor(x)"},
    OtherName{"IF", "if(c, a, b)"},    OtherName{"prev", "lag(x, 1mo)"},
    OtherName{"delay", "lag(x, 1mo)"}, OtherName{"cumsum", "sum(x, 100y)"}};

} // namespace

void ExpressionChecker::check_call(NodeIndex index) {
  const std::string& name = syntax_.nodes[index].text;
  if (const FunctionSpec* function = find_function(name))
    return check_function(index, function);
  if (const TimeFunctionSpec* spec = find_time_function(name))
    return check_time_function(index, spec);
  if (const DistributionSpec* spec = find_distribution(name))
    return check_distribution(index, spec);
  if (name == kShiftedBetaGeometric)
    return check_retention(index);
  if (symbols_.names.contains(name)) {
    const Symbol::Kind kind = symbols_.resolve(name).kind;
    const Split* split = symbols_.split_of(name);
    const bool driver = kind == Symbol::Kind::driver || (split != nullptr && split->is_driver());
    const char* what = driver ? "driver" : kind == Symbol::Kind::segment ? "segment" : "metric";
    return fail(index, index, fmt::format("{} is a {}, not a function", name, what), "",
                "put an operator before the '('");
  }
  for (const auto& [other, ours] : kOtherNames)
    if (other == name)
      return fail(index, index, fmt::format("unknown function '{}'", name), "",
                  fmt::format("write {}", ours));
  std::vector<std::string> candidates;
  for (const auto& spec : functions())
    candidates.emplace_back(spec.name);
  for (const auto& spec : time_functions())
    candidates.emplace_back(spec.name);
  for (const auto* spec : distributions())
    candidates.emplace_back(spec->name);
  fail(index, index, fmt::format("unknown function '{}'", name), "",
       did_you_mean(name, candidates, "see the list of functions in the documentation"));
}

// sbg(alpha, beta), which is a retention and not a number.
void ExpressionChecker::check_retention(NodeIndex index) {
  if (!place_.retention)
    return fail(index, index, "sbg is not allowed here",
                "it can only be the retention of a cohort");
  if (!no_named_arguments(index) || !check_count(index, kShiftedBetaGeometric, 2, 2))
    return;
  for (const Child& child : syntax_.children_of(index)) {
    const NodeFacts& facts = facts_[child.node];
    if (facts.quantity.unknown) {
      facts_[index].quantity = {.unknown = true};
      return;
    }
    if (!require_plain(index, child.node))
      return;
    if (!facts.constant || !(*facts.constant > 0))
      return fail(index, child.node, "sbg takes two constants above 0",
                  fmt::format("found {}", excerpt(child.node)), "write sbg(0.67, 3.8)");
  }
}

bool ExpressionChecker::no_named_arguments(NodeIndex index) {
  for (const Child& child : syntax_.children_of(index)) {
    if (child.argument.empty())
      continue;
    fail(index, child.node,
         fmt::format("{} does not have an argument named '{}'", syntax_.nodes[index].text,
                     child.argument),
         "", "write == to compare");
    return false;
  }
  return true;
}

bool ExpressionChecker::any_unknown(NodeIndex index) const {
  return std::ranges::any_of(syntax_.children_of(index), [&](const Child& child) {
    return facts_[child.node].quantity.unknown;
  });
}

bool ExpressionChecker::check_count(NodeIndex index, std::string_view name, std::size_t low,
                                    std::size_t high) {
  const std::size_t count = syntax_.nodes[index].child_count;
  if (count >= low && count <= high)
    return true;
  const std::string wanted = low == high ? fmt::format("{}", low)
                             : high == kManyArguments && count < low
                                 ? fmt::format("{} or more", low)
                                 : fmt::format("{} to {}", low, high);
  fail(index, index, fmt::format("{} has {} argument{}", name, count, count == 1 ? "" : "s"),
       fmt::format("it takes {}", wanted));
  return false;
}

void ExpressionChecker::check_function(NodeIndex index, const FunctionSpec* function) {
  facts_[index].function = function;
  if (!no_named_arguments(index) ||
      !check_count(index, function->name, function->min_arguments, function->max_arguments))
    return;
  if (any_unknown(index)) {
    facts_[index].quantity = {.unknown = true};
    return;
  }
  apply_rule(index, function->rule);
  if (!facts_[index].quantity.unknown)
    fold_constant(index);
}

void ExpressionChecker::apply_rule(NodeIndex index, UnitRule rule) {
  const auto children = syntax_.children_of(index);
  switch (rule) {
  case UnitRule::same:
    return set_common(index, children);
  case UnitRule::choice:
    return apply_choice(index, children);
  case UnitRule::index:
    return apply_index(index, children);
  case UnitRule::points:
    return apply_points(index, children);
  case UnitRule::comparison:
    return apply_comparison(index, children);
  case UnitRule::logic:
    return apply_logic(index, children);
  case UnitRule::plain:
    return apply_plain(index, children);
  case UnitRule::root:
    return apply_root(index, children[0].node);
  case UnitRule::power:
    return apply_power(index, children[0].node, children[1].node);
  case UnitRule::multiply:
    return apply_product(index, children, 1);
  case UnitRule::divide:
    return apply_product(index, children, -1);
  }
}

void ExpressionChecker::fold_constant(NodeIndex index) {
  NodeFacts& facts = facts_[index];
  std::vector<double> values;
  for (const Child& child : syntax_.children_of(index)) {
    if (!facts_[child.node].constant)
      return;
    values.push_back(*facts_[child.node].constant);
  }
  facts.constant = apply_kernel(facts.function->kernel, values);
}

} // namespace escala
