// SPDX-License-Identifier: Apache-2.0
// Checks the retention of a cohort: sbg(alpha, beta), or a list that does not rise.
#include <fmt/format.h>

#include "escala/core/rewrite.h"

#include "scenario/check/check_expression.h"
#include "scenario/check/checks.h"
#include "scenario/check/expression_checker.h"
#include "scenario/check/range_remedy.h"

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

// The share of 1 that was probably meant by one value; nullopt if it is none.
std::optional<double> share_meant(const Argument& argument, const Symbols& symbols) {
  Diagnostics ignored;
  auto value = constant_of(argument.values[0], kPlain, symbols, ignored);
  if (!value)
    value = constant_of(argument.values[0], kRate, symbols, ignored); // 95%/mo
  if (!value || !(*value >= 0 && *value <= 100))
    return std::nullopt;
  return *value > 1 ? *value / 100 : *value;
}

// "95%" may be of each month, or of all months. With parameters as large as here, sbg loses the
// same share each month.
void fail_single(const Argument& argument, const std::string& what, const Symbols& symbols,
                 Diagnostics& diagnostics) {
  const auto share = share_meant(argument, symbols);
  const std::string problem = fmt::format("{} is not a retention", what);
  const std::string reason = "it is sbg(alpha, beta), or a list of what is left at each age";
  if (!share)
    return diagnostics.error(argument.span, problem, reason,
                             "as in sbg(0.67, 3.8), or in [90%, 85%, 82%]");
  const double percent = *share * 100;
  const std::string held = fmt::format("[{:.10g}%]", percent);
  if (*share == 0 || *share == 1)
    return diagnostics.error(argument.span, problem, reason, "write " + held);
  const std::string steady = fmt::format("sbg({:.10g}M, {:.10g}M)", 100 - percent, percent);
  diagnostics.error(
      argument.span, problem, reason,
      fmt::format("write {} for {:.10g}% that stay each month, or {} for {:.10g}% that never leave",
                  in_place_of(argument.values[0].source, steady), percent, held, percent));
}

} // namespace

std::optional<Retention> check_retention(const Argument& argument, const std::string& what,
                                         const Symbols& symbols, Diagnostics& diagnostics) {
  if (argument.values.size() == 1 && !argument.values[0].syntax.nodes.empty() &&
      is_sbg(argument.values[0]))
    return sbg_of(argument.values[0], symbols, diagnostics);
  if (!argument.listed && argument.values.empty())
    return std::nullopt; // told already
  if (!argument.listed) {
    fail_single(argument, what, symbols, diagnostics);
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
                        "survival lies between 0% and 100%",
                        range_remedy({.low = 0, .high = 1}, *share, value.source.text, ""));
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
