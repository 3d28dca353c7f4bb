// SPDX-License-Identifier: Apache-2.0
// Checks the retention of a cohort: sbg(alpha, beta), or a list that does not rise.
#include <fmt/format.h>

#include "scenario/check/check_expression.h"
#include "scenario/check/checks.h"
#include "scenario/check/expression_checker.h"

namespace escala {
namespace {

std::optional<Retention> sbg_of(const Expression& expression, const Symbols& symbols,
                                Diagnostics& diagnostics) {
  const CheckedExpression checked = check_expression(
      expression, {.kind = Place::Kind::setting, .retention = true}, symbols, diagnostics);
  if (checked.facts.empty() || checked.root().quantity.unknown)
    return std::nullopt;
  const auto children = expression.syntax.children_of(expression.syntax.root());
  return Retention{.listed = {},
                   .sbg = ShiftedBetaGeometric{*checked.facts[children[0].node].constant,
                                               *checked.facts[children[1].node].constant}};
}

bool is_sbg(const Expression& expression) {
  const SyntaxNode& root = expression.syntax.nodes[expression.syntax.root()];
  return root.kind == SyntaxNode::Kind::call && root.text == kShiftedBetaGeometric;
}

} // namespace

std::optional<Retention> check_retention(const Argument& argument, const std::string& what,
                                         const Symbols& symbols, Diagnostics& diagnostics) {
  if (argument.values.size() == 1 && !argument.values[0].syntax.nodes.empty() &&
      is_sbg(argument.values[0]))
    return sbg_of(argument.values[0], symbols, diagnostics);
  if (!argument.listed) {
    diagnostics.error(argument.span, fmt::format("{} is not a retention", what),
                      "it is sbg(alpha, beta), or a list of monthly survival",
                      "write [90%, 85%, 82%], or sbg(0.67, 3.8)");
    return std::nullopt;
  }
  Retention retention;
  double before = 1;
  for (const Expression& value : argument.values) {
    const auto share = constant_of(value, kPlain, symbols, diagnostics);
    if (!share)
      return std::nullopt;
    if (!(*share >= 0 && *share <= 1)) {
      diagnostics.error(value.source.span, fmt::format("{} is out of range", what),
                        "survival lies between 0% and 100%");
      return std::nullopt;
    }
    if (*share > before) {
      diagnostics.error(value.source.span, fmt::format("{} rises", what),
                        "the survival of a cohort cannot grow",
                        fmt::format("write at most {:.10g}%", before * 100));
      return std::nullopt;
    }
    before = *share;
    retention.listed.push_back(*share);
  }
  if (retention.listed.empty())
    return std::nullopt;
  return retention;
}

} // namespace escala
