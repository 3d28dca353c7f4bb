// SPDX-License-Identifier: Apache-2.0
// Checks functions and operators: their arguments and units; folds constants.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/names.h"
#include "escala/core/rewrite.h"
#include "scenario/check/expression_checker.h"
#include "scenario/check/percent_remedy.h"
#include "scenario/foreign_words.h"

namespace escala {
namespace {

// Names that other tools have for the value of a later month.
constexpr std::array<std::string_view, 5> kAhead{"lead", "next", "ahead", "forward", "future"};

// "t+3"
bool reads_ahead(const std::vector<std::string>& arguments) {
  std::string text = arguments.size() == 1 ? arguments.front() : "";
  std::erase(text, ' ');
  return text.starts_with("t+");
}

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
    const Split* split = symbols_.split_name(name).split;
    const bool driver = kind == Symbol::Kind::driver || (split != nullptr && split->is_driver());
    const char* what = driver ? "driver" : kind == Symbol::Kind::segment ? "segment" : "metric";
    const std::string problem = fmt::format("{} is a {}, not a function", name, what);
    if (const std::string meant = indexed(index); !meant.empty())
      return fail_rewritten(index, problem, "its past is read by lag", meant);
    if (reads_ahead(arguments_of(index)))
      return fail_ahead(index, fmt::format("{} is in the future", excerpt(index)), name);
    return fail(index, index, problem, "", "put an operator before the '('");
  }
  if (const auto meant = call_meant(name, arguments_of(index)))
    return fail_rewritten(index, fmt::format("unknown function '{}'", name), "", *meant);
  const auto arguments = arguments_of(index);
  if (std::ranges::find(kAhead, name) != kAhead.end() && !arguments.empty())
    return fail_ahead(index, fmt::format("unknown function '{}'", name), arguments.front());
  std::vector<std::string> candidates;
  for (const auto& spec : functions())
    candidates.emplace_back(spec.name);
  for (const auto& spec : time_functions())
    candidates.emplace_back(spec.name);
  for (const auto* spec : distributions())
    candidates.emplace_back(spec->name);
  diagnostics_.error(name_span(index), fmt::format("unknown function '{}'", name), "",
                     did_you_mean(name, candidates, "escala explain lists the functions"));
  facts_[index].quantity = {.unknown = true};
}

void ExpressionChecker::fail_ahead(NodeIndex index, std::string problem, const std::string& name) {
  fail(index, index, std::move(problem), "a month is computed from itself and earlier ones",
       fmt::format("use lag({}, 1mo) for the month before", name));
}

// "users(t-1)" means last month's users; empty if the call means no month.
std::string ExpressionChecker::indexed(NodeIndex index) const {
  const auto arguments = arguments_of(index);
  std::string text = arguments.size() == 1 ? arguments.front() : "";
  std::erase(text, ' ');
  const std::string& name = syntax_.nodes[index].text;
  if (text == "t")
    return name;
  if (text.starts_with('t'))
    text.erase(0, 1);
  const bool back = text.size() > 1 && text.front() == '-' &&
                    text.find_first_not_of("0123456789", 1) == std::string::npos;
  return back ? fmt::format("lag({}, {}mo)", name, text.substr(1)) : "";
}

// The place of a call's name.
Span ExpressionChecker::name_span(NodeIndex index) const {
  const SyntaxNode& node = syntax_.nodes[index];
  const Span whole = expression_.span_of(index);
  const auto length = static_cast<std::uint32_t>(node.text.size());
  if (!expression_.text_of(index).starts_with(node.text))
    return whole; // in parentheses
  if (expression_.is_schedule())
    return {whole.source, whole.begin, whole.begin + length};
  return expression_.source.at(node.begin, node.begin + length);
}

std::vector<std::string> ExpressionChecker::arguments_of(NodeIndex index) const {
  std::vector<std::string> texts;
  for (const Child& child : syntax_.children_of(index))
    texts.push_back(expression_.text_of(child.node));
  return texts;
}

// Reports a mistake that is mended by writing `meant` in place of the node.
void ExpressionChecker::fail_rewritten(NodeIndex index, std::string problem, std::string reason,
                                       std::string_view meant) {
  fail_rewritten_at(index, index, std::move(problem), std::move(reason), meant);
}

void ExpressionChecker::fail_rewritten_at(NodeIndex index, NodeIndex at, std::string problem,
                                          std::string reason, std::string_view meant) {
  const Rewrite change = rewrite_node(expression_, at, std::string(meant));
  diagnostics_.error(change.span, std::move(problem), std::move(reason), change.suggestion());
  facts_[index].quantity = {.unknown = true};
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
    if (facts.constant && !std::isfinite(*facts.constant))
      return fail_no_number(index, child.node);
    if (!facts.constant || !(*facts.constant > 0))
      return fail(index, child.node, "sbg takes two constants above 0",
                  fmt::format("found {}", excerpt(child.node)), "as in sbg(0.67, 3.8)");
  }
}

bool ExpressionChecker::no_named_arguments(NodeIndex index) {
  for (const Child& child : syntax_.children_of(index)) {
    if (child.argument.empty())
      continue;
    const std::string& text = expression_.source.text;
    const std::uint32_t value = syntax_.nodes[child.node].begin;
    const std::size_t name = value < text.size() ? text.rfind(child.argument, value) : text.npos;
    if (name != text.npos && !expression_.is_schedule()) { // if(users = 5, 1, 2)
      const std::uint32_t end = syntax_.nodes[child.node].end;
      const Rewrite change =
          rewrite(expression_.source, name, end,
                  fmt::format("{} == {}", child.argument, expression_.text_of(child.node)));
      diagnostics_.error(
          change.span, "'=' does not compare",
          fmt::format("{} has no argument named '{}'", syntax_.nodes[index].text, child.argument),
          change.suggestion());
      facts_[index].quantity = {.unknown = true};
      return false;
    }
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
  const auto meant = call_meant(name, arguments_of(index));
  const std::string wanted = low == high ? fmt::format("{}", low)
                             : high == kManyArguments && count < low
                                 ? fmt::format("{} or more", low)
                                 : fmt::format("{} to {}", low, high);
  const std::string problem =
      fmt::format("{} has {} argument{}", name, count, count == 1 ? "" : "s");
  const std::string reason = fmt::format("it takes {}", wanted);
  if (meant)
    fail_rewritten(index, problem, reason, *meant);
  else
    fail(index, index, problem, reason);
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
