// SPDX-License-Identifier: Apache-2.0
// Quantities that can be maps from months to values.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "escala/core/fiscal_month.h"
#include "escala/core/names.h"
#include "escala/core/rewrite.h"
#include "escala/expression/number_words.h"
#include "scenario/bind/binder.h"
#include "scenario/foreign_words.h"

namespace escala {
namespace {

// Whether the key is a month: "2027-01", or another form that is not a name: "Jan 2027".
bool is_month_key(const Entry& entry) {
  const std::string& key = entry.key.text;
  if (!key.empty() && key.front() >= '0' && key.front() <= '9')
    return true;
  const auto month = is_name(key) ? std::nullopt : month_meant(key, 0, false);
  return month && month->year() > 0;
}

std::optional<ScheduledValue> bind_entry(const Entry& entry, std::string_view what,
                                         const Binder& binder) {
  const auto month = parse_calendar_month(entry.key.text);
  if (!month)
    binder.diagnostics.error(
        entry.key.span, fmt::format("'{}' is not a month", entry.key.text),
        fmt::format("{} is a schedule: each key is the month in which its value starts", what),
        month_remedy(entry.key.text, binder));
  if (is_schedule(entry.value)) {
    binder.diagnostics.error(entry.value.span, "a schedule is inside another schedule",
                             "each month has one value", "choose one value");
    return std::nullopt;
  }
  auto value = binder.expression(entry.value, fmt::format("{} in {}", what, entry.key.text));
  if (!month || !value)
    return std::nullopt;
  return ScheduledValue{*month, std::move(*value)};
}

// "18mo": the month of the plan with this number.
std::optional<CalendarMonth> counted_month(const std::string& text, CalendarMonth start) {
  const std::size_t end = text.find_first_not_of("0123456789");
  if (end == 0 || end > 4 || end == std::string::npos || period_meant(text.substr(end)) != "mo")
    return std::nullopt;
  return CalendarMonth{start.index + std::stoi(text.substr(0, end)) - 1};
}

} // namespace

std::optional<CalendarMonth> Binder::month(const std::string& text, bool last) const {
  if (const auto counted = counted_month(text, scenario.start))
    return counted;
  return month_meant(text, scenario.start.year(), last, scenario.fiscal_year);
}

std::string month_remedy(const std::string& text, const Binder& binder, bool last) {
  const auto month = binder.month(text, last);
  return month ? "write " + to_text(*month) : "as in 2026-03";
}

bool fail_month_keys(const Node& map, bool last, const Binder& binder) {
  const auto is_month = [&](const Entry& entry) {
    return binder.month(entry.key.text, last).has_value();
  };
  if (map.entries.empty() || !std::ranges::all_of(map.entries, is_month))
    return false;
  for (const Entry& entry : map.entries)
    if (!parse_calendar_month(entry.key.text))
      binder.diagnostics.error(entry.key.span, fmt::format("'{}' is not a month", entry.key.text),
                               "a month is written with its number",
                               month_remedy(entry.key.text, binder, last));
  return true;
}

bool is_schedule(const Node& node) {
  return node.kind == Node::Kind::map && std::ranges::any_of(node.entries, is_month_key);
}

std::optional<Expression> Binder::quantity(const Node& node, std::string_view what) const {
  if (node.kind == Node::Kind::map && node.entries.empty()) {
    diagnostics.error(node.span, fmt::format("{} is an empty map", what),
                      "a schedule gives one value or more", "as in {2026-01: 5%, 2027-01: 6%}");
    return std::nullopt;
  }
  const bool ranged = node.kind != Node::Kind::list || what.starts_with("driver ");
  if (const auto meant = is_schedule(node) || !ranged ? std::nullopt : quantity_meant(node)) {
    const std::string text = yaml_value(*meant, node.in_brackets);
    const bool list = node.kind == Node::Kind::list;
    diagnostics.error(node.span, fmt::format("{} is a {}", what, list ? "list" : "map"),
                      "a quantity is one expression", "write " + text);
    return std::nullopt;
  }
  if (!is_schedule(node))
    return expression(node, what);
  std::vector<ScheduledValue> values;
  for (const Entry& entry : node.entries)
    if (auto value = bind_entry(entry, what, *this))
      values.push_back(std::move(*value));
  if (values.size() < node.entries.size())
    return std::nullopt;
  return make_schedule(std::move(values), node.span);
}

} // namespace escala
