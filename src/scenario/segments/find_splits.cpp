// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/find_splits.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/core/names.h"

namespace escala {
namespace {

// The index of a segment list. nullopt with a diagnostic if there is none, and without one for an
// empty list, which was reported before.
std::optional<std::uint32_t> list_of(const LocatedText& each, const Scenario& scenario,
                                     Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const SegmentList& list : scenario.segments) {
    if (list.name.text == each.text && list.segments.empty())
      return std::nullopt;
    if (list.name.text == each.text)
      return static_cast<std::uint32_t>(&list - scenario.segments.data());
    known.push_back(list.name.text);
  }
  diagnostics.error(
      each.span, fmt::format("unknown segment list '{}'", each.text),
      known.empty() ? "the plan has no segments"
                    : fmt::format("segments has {}", fmt::join(known, ", ")),
      did_you_mean(each.text, known, fmt::format("add segments: {{{}: [...]}}", each.text)));
  return std::nullopt;
}

// The indices of the segment lists; none after a mistake.
std::vector<std::uint32_t> lists_of(const std::vector<LocatedText>& each, const Scenario& scenario,
                                    Diagnostics& diagnostics) {
  std::vector<std::uint32_t> lists;
  bool known = true;
  for (const LocatedText& name : each) {
    const auto list = list_of(name, scenario, diagnostics);
    const bool again = list && std::ranges::find(lists, *list) != lists.end();
    known = known && list && !again;
    if (again)
      diagnostics.error(name.span, fmt::format("the list {} is named twice", name.text),
                        "each pair has a segment of two lists", "name another list, or remove it");
    else if (list)
      lists.push_back(*list);
  }
  return known ? lists : std::vector<std::uint32_t>{};
}

// Keeps the value of the first segment, so that other mistakes are found too.
void drop_segments(Driver& driver) {
  driver.unsplit = !driver.each.empty();
  driver.each.clear();
  if (!driver.draws.empty())
    driver.draw = std::move(driver.draws.front());
  driver.draws.clear();
}

void drop_segments(Metric& metric) {
  metric.unsplit = !metric.each.empty();
  metric.each.clear();
  for (Argument& argument : metric.arguments)
    if (!argument.by_segment.empty()) {
      Argument first = std::move(argument.by_segment.front());
      argument = std::move(first);
    }
  if (metric.actual && !metric.actual->by_segment.empty()) {
    Actual first = std::move(metric.actual->by_segment.front());
    metric.actual = std::move(first);
  }
}

} // namespace

void find_splits(Scenario& scenario, Diagnostics& diagnostics) {
  for (Driver& driver : scenario.drivers)
    if (const auto lists = lists_of(driver.each, scenario, diagnostics); !lists.empty())
      scenario.splits.push_back({.name = driver.name, .lists = lists});
    else
      drop_segments(driver);
  for (Metric& metric : scenario.metrics)
    if (const auto lists = lists_of(metric.each, scenario, diagnostics); !lists.empty())
      scenario.splits.push_back({.name = metric.name,
                                 .model = metric.model,
                                 .lists = lists,
                                 .has_total = metric.total != Total::none});
    else
      drop_segments(metric);
}

} // namespace escala
