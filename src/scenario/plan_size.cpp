// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/plan_size.h"

#include <algorithm>

#include "scenario/each_expression.h"

namespace escala {
namespace {

constexpr std::size_t kPartsOfSeries = 10; // of a driver or metric without its expressions
constexpr std::size_t kBytesOfPart = 64;   // of text

// What a list of segments multiplies; a list that there is not, by 1.
std::size_t copies(const Scenario& scenario, const std::vector<LocatedText>& each) {
  std::size_t count = 1;
  for (const LocatedText& list : each)
    for (const SegmentList& segments : scenario.segments)
      if (segments.name.text == list.text)
        count *= std::max<std::size_t>(1, segments.segments.size());
  return count;
}

} // namespace

std::size_t parts_of(const Scenario& scenario) {
  std::size_t parts = 0;
  const auto nodes = [&](const Expression& expression) {
    parts += expression.syntax.nodes.size() + expression.source.text.size() / kBytesOfPart;
  };
  for_each_expression(scenario, nodes);
  parts += kPartsOfSeries * (scenario.drivers.size() + scenario.metrics.size());
  for (const Driver& driver : scenario.drivers)
    parts +=
        (copies(scenario, driver.each) - 1) * (kPartsOfSeries + driver.draw.syntax.nodes.size());
  for (const Metric& metric : scenario.metrics) {
    std::size_t own = 0;
    for_each_expression(
        metric, [&](const Expression& expression) { own += expression.syntax.nodes.size(); });
    parts += (copies(scenario, metric.each) - 1) * (kPartsOfSeries + own);
  }
  return parts;
}

std::size_t parts_of(const Node& tree) {
  std::size_t parts = 1 + tree.text.text.size() / kBytesOfPart;
  for (const Node& item : tree.items)
    parts += parts_of(item);
  for (const Entry& entry : tree.entries)
    parts += parts_of(entry.value);
  return parts;
}

} // namespace escala
