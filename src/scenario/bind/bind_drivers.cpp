// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "escala/expression/number_words.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"
#include "scenario/bind/map_remedy.h"
#include "scenario/foreign_words.h"

namespace escala {
namespace {

// "monthly" is month, "annual" is year.
std::string frequency_remedy(const std::string& word) {
  const std::string_view every = every_period_meant(word);
  const std::string_view period = every.empty() ? period_meant(word) : every;
  if (period == "mo" || period == "y")
    return fmt::format("write {}", period == "mo" ? "month" : "year");
  return word == "once" || word == "run" ? "write path" : "as in path, year or month";
}

DrawFrequency bind_draw_frequency(const Node& node, Binder& binder) {
  const std::string every = binder.text(node, "every");
  const auto found = std::ranges::find(kDrawFrequencies, every);
  if (found != kDrawFrequencies.end())
    return static_cast<DrawFrequency>(found - kDrawFrequencies.begin());
  if (!every.empty())
    binder.diagnostics.error(node.span, fmt::format("unknown draw frequency '{}'", every), "",
                             frequency_remedy(every));
  return DrawFrequency::path;
}

void bind_draws(const Node& node, const Node& owner, Driver& driver, Binder& binder) {
  for (SegmentValue& segment : segment_values(node, owner)) {
    const std::string what =
        fmt::format("{} of driver {}", joined(segment.segments), driver.name.text);
    driver.draw_segments.push_back(std::move(segment.segments));
    driver.draws.push_back(binder.quantity(*segment.value, what).value_or(Expression{}));
  }
}

// Whether a driver is a map by segment such as {americas: 10%, europe: 5%}, without `draw`.
bool is_map_of_known_segments(const Node& node, const Scenario& scenario) {
  if (!is_segment_map(node) || find_key(kDriverKeys.keys, node.entries.front().key.text) != nullptr)
    return false;
  const auto is_first = [&](const LocatedText& segment) {
    return segment.text == node.entries.front().key.text;
  };
  return std::ranges::any_of(scenario.segments, [&](const SegmentList& list) {
    return std::ranges::any_of(list.segments, is_first);
  });
}

// `every`, or a `draw` that is no distribution's name.
const Node* find_key_of_driver(const Node& node) {
  if (const Node* draw = node.find("draw"))
    return draw->kind == Node::Kind::scalar && distribution_meant(draw->text.text) ? nullptr : draw;
  return node.find("every");
}

// Whether a map describes a draw in the words of another tool.
bool is_distribution(const Node& node) {
  return node.find("each") == nullptr && find_key_of_driver(node) == nullptr &&
         quantity_meant(node).has_value();
}

// Adds the driver even after a mistake, so that other expressions can use its name.
void bind_driver(const Entry& entry, Binder& binder) {
  Driver driver;
  driver.name = entry.key;
  const Node* draw = &entry.value;
  if (is_map_of_known_segments(*draw, binder.scenario)) {
    binder.diagnostics.error(
        draw->span, fmt::format("driver {} is a map by segment", entry.key.text),
        "the segment list that splits it is not given", "as in {draw: {...}, each: LIST}");
    draw = nullptr;
  } else if (draw->kind == Node::Kind::map && !is_schedule(*draw) &&
             fail_month_keys(*draw, false, binder)) {
    draw = nullptr;
  } else if (draw->kind == Node::Kind::map && !is_schedule(*draw) && !is_distribution(*draw)) {
    const Node& map = entry.value;
    check_keys(map, kDriverKeys, entry.key.span, binder.diagnostics);
    if (const Node* node = map.find("every"))
      driver.draw_frequency = bind_draw_frequency(*node, binder);
    driver.each = bind_each(map, binder);
    draw = map.find("draw");
  }
  const std::string what = "driver " + entry.key.text;
  if (draw != nullptr && draw != &entry.value && is_segment_map(*draw) && !is_distribution(*draw)) {
    if (entry.value.find("each") == nullptr)
      fail_unsplit(*draw, what, binder);
    bind_draws(*draw, entry.value, driver, binder);
  } else if (draw != nullptr) {
    driver.draw = binder.quantity(*draw, what).value_or(Expression{});
  }
  binder.scenario.drivers.push_back(std::move(driver));
}

} // namespace

void bind_drivers(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "drivers", binder.diagnostics) == nullptr) {
    for (const Entry& entry : as_named_map(node).entries)
      bind_driver(entry, binder);
    return;
  }
  for (const Entry& entry : node.entries)
    bind_driver(entry, binder);
}

} // namespace escala
