// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/cycle_remedy.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "escala/core/currencies.h"

namespace escala {
namespace {

bool looks_back(const NodeFacts& facts) {
  if (facts.time_function == nullptr)
    return false;
  const bool lag = facts.time_function->kind == TimeFunctionSpec::Kind::lag && facts.window > 0;
  return facts.ends_last_month || lag;
}

// The unit of a node that has a mistake: that of the first part in the same unit that has none.
std::optional<Quantity> known_unit(const CheckedExpression& checked, NodeIndex index) {
  const NodeFacts& facts = checked.facts[index];
  const SyntaxNode& node = checked.expression->syntax.nodes[index];
  const bool names_nothing = facts.quantity.literal || facts.quantity.calendar;
  if (!facts.quantity.unknown)
    return names_nothing ? std::nullopt : std::optional(facts.quantity);
  if (facts.function == nullptr)
    return std::nullopt;
  if (facts.function->rule == UnitRule::comparison || facts.function->rule == UnitRule::logic)
    return Quantity{.condition = true};
  const bool choice = facts.function->rule == UnitRule::choice;
  if (facts.function->rule != UnitRule::same && !choice)
    return std::nullopt;
  const auto children = checked.expression->syntax.children_of(index);
  for (std::size_t i = choice ? 1 : 0; i < node.child_count; ++i)
    if (const auto unit = known_unit(checked, children[i].node))
      return unit;
  return std::nullopt;
}

} // namespace

std::vector<NodeIndex> names_read_now(const CheckedExpression& checked, bool lag_reads_now) {
  std::vector<NodeIndex> names;
  if (checked.facts.empty())
    return names;
  const Syntax& syntax = checked.expression->syntax;
  std::vector<bool> earlier(syntax.nodes.size()); // read as of last month
  for (NodeIndex i = static_cast<NodeIndex>(syntax.nodes.size()); i-- > 0;) {
    const NodeFacts& facts = checked.facts[i];
    const bool past = earlier[i] || (!lag_reads_now && looks_back(facts));
    const auto children = syntax.children_of(i);
    for (std::size_t c = 0; c < children.size(); ++c) // lag's third argument is of this month
      earlier[children[c].node] = c < 2 || facts.time_function == nullptr ? past : earlier[i];
    if (!past && facts.symbol.kind != Symbol::Kind::none)
      names.push_back(i);
  }
  return names;
}

std::string with_lags(const Expression& written, std::vector<NodeIndex> names) {
  const auto begin_of = [&](NodeIndex name) { return written.syntax.nodes[name].begin; };
  std::ranges::sort(names, std::greater<>(), begin_of);
  std::string text = written.source.text;
  for (const NodeIndex name : names) {
    const std::size_t length = written.syntax.nodes[name].end - begin_of(name);
    text.replace(begin_of(name), length, "lag(" + written.text_of(name) + ", 1mo)");
  }
  return text;
}

Span entry_span(const Span& value, std::string_view key) {
  if (value.source == nullptr)
    return value;
  const std::string_view before = std::string_view(value.source->text).substr(0, value.begin);
  const std::size_t colon = before.find_last_not_of(" \n\r\t");
  if (colon == std::string_view::npos || before[colon] != ':' || colon < key.size() ||
      before.substr(colon - key.size(), key.size()) != key)
    return value;
  return {value.source, static_cast<std::uint32_t>(colon - key.size()), value.end};
}

std::string opening_meant(const std::vector<const CheckedExpression*>& expressions,
                          std::string_view currency) {
  for (const CheckedExpression* checked : expressions) {
    const auto unit = known_unit(*checked, checked->expression->syntax.root());
    if (!unit)
      continue;
    if (unit->condition)
      return "false";
    const std::string number = unit->dimension.money == 1 ? money_text("0", currency) : "0";
    return number + (unit->dimension.time == -1 ? "/mo" : "");
  }
  return "0";
}

} // namespace escala
