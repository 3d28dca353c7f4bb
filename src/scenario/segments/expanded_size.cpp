// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/expanded_size.h"

#include <fmt/format.h>

#include <cstddef>

#include "scenario/segments/argument_expressions.h"
#include "scenario/segments/split_cells.h"

namespace escala {
namespace {

// Limit of the expanded plan, in nodes of syntax trees: bounds time and memory before a run.
constexpr std::size_t kExpandedNodeLimit = 200'000;
constexpr std::size_t kNodesOfSeries = 6; // weight of a driver or metric without its expressions
constexpr std::size_t kNodesOfTerm = 4;   // of each total of single segments
constexpr std::size_t kBytesOfNode = 64;  // of text, which count as one node

std::size_t weight_of(const Expression& expression) {
  return 1 + expression.syntax.nodes.size() + expression.source.text.size() / kBytesOfNode;
}

// Values by segment of one list exist already and are not copied.
std::size_t weight_of(const Metric& metric) {
  std::size_t weight = 0;
  for (const Argument& argument : metric.arguments)
    if (argument.by_segment.empty() || metric.each.size() > 1)
      for_each_expression(argument,
                          [&](const Expression& expression) { weight += weight_of(expression); });
  if (metric.actual)
    weight += metric.actual->values.size();
  return weight;
}

// What a split makes of a driver or metric of this weight: each of its segments, and the totals of
// single segments.
std::size_t expanded(const Scenario& scenario, const Split& split, std::size_t weight) {
  const std::size_t segments = cell_count(scenario, split);
  const std::size_t totals = choices_of_totals(scenario, split).size() - 1;
  return (segments + totals) * (kNodesOfSeries + weight) +
         (totals > 0 ? segments * kNodesOfTerm : 0);
}

} // namespace

bool check_expanded_size(const Scenario& scenario, Diagnostics& diagnostics) {
  std::size_t nodes = 0;
  std::size_t split = 0;
  for (const Driver& driver : scenario.drivers)
    if (!driver.each.empty())
      nodes += expanded(scenario, scenario.splits[split++], weight_of(driver.draw));
  for (const Metric& metric : scenario.metrics)
    if (!metric.each.empty())
      nodes += expanded(scenario, scenario.splits[split++], weight_of(metric));
  if (nodes <= kExpandedNodeLimit)
    return true;
  const LocatedText& at = scenario.splits.front().name;
  diagnostics.error(at.span, "the plan is too large once its segments are written out",
                    fmt::format("their expressions have about {} parts, and at most {} are allowed",
                                nodes, kExpandedNodeLimit),
                    "split fewer drivers and metrics, or use fewer segments");
  return false;
}

} // namespace escala
