// SPDX-License-Identifier: Apache-2.0
// Actual months: written in the plan, or a column of a CSV file in its folder.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "escala/core/names.h"
#include "escala/core/rewrite.h"
#include "scenario/bind/binder.h"

namespace escala {
namespace {

constexpr std::string_view kForms = "as in {2026-01: 5, 2026-02: 6}, or history.csv#column";

void bind_file(const Node& node, const std::string& what, Binder& binder, Actual& actual) {
  const std::string& text = node.text.text;
  const std::size_t mark = text.find('#');
  if (mark != std::string::npos && mark > 0 && mark + 1 < text.size()) {
    actual.file = text.substr(0, mark);
    actual.column = text.substr(mark + 1);
    return;
  }
  const bool file = text.ends_with(".csv") || mark != std::string::npos;
  binder.diagnostics.error(
      node.span,
      file ? fmt::format("{} does not name a column", what) : fmt::format("{} is one value", what),
      file ? "a CSV file has one column for each metric" : "each actual month has its own value",
      mark == 0 || !file ? std::string(kForms)
                         : fmt::format("as in {}#column", text.substr(0, mark)));
}

void bind_months(const Node& node, const std::string& what, Binder& binder, Actual& actual) {
  for (const Entry& entry : node.entries) {
    auto month = parse_calendar_month(entry.key.text);
    if (!month) {
      binder.diagnostics.error(entry.key.span, fmt::format("'{}' is not a month", entry.key.text),
                               fmt::format("{} is a map from months to values", what),
                               month_remedy(entry.key.text, binder, true));
      month = binder.month(entry.key.text, true);
    }
    if (!month)
      continue;
    if (auto value = binder.expression(entry.value, fmt::format("{} in {}", what, entry.key.text)))
      actual.values.push_back({*month, std::move(*value), entry.key.span});
  }
}

// "[$5M, $6M]" as the months from the plan's first on; empty if it is not a list of texts.
std::string months_listed(const Node& list, const Binder& binder) {
  std::string text;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (list.items[i].kind != Node::Kind::scalar)
      return {};
    const CalendarMonth month{binder.scenario.start.index + static_cast<int>(i)};
    text += fmt::format("{}{}: {}", i > 0 ? ", " : "", to_text(month),
                        yaml_value(list.items[i].text.text, true));
  }
  return text.empty() ? text : "{" + text + "}";
}

Actual bind_one(const Node& node, const std::string& what, Binder& binder) {
  Actual actual{.span = node.span};
  if (node.kind == Node::Kind::scalar) {
    bind_file(node, what, binder, actual);
  } else if (node.kind == Node::Kind::map && !node.entries.empty()) {
    bind_months(node, what, binder, actual);
  } else {
    const bool empty = node.kind == Node::Kind::map;
    binder.diagnostics.error(
        node.span,
        empty ? fmt::format("{} is an empty map", what)
              : fmt::format("{} must be a map of months", what),
        empty ? "it has no month" : fmt::format("found {}", kind_name(node.kind)),
        months_listed(node, binder).empty() ? std::string(kForms)
                                            : "write " + months_listed(node, binder));
  }
  return actual;
}

std::optional<Fill> fill_of(const Node& node, const std::string& metric, Binder& binder) {
  const std::string word = binder.text(node, fmt::format("fill of {}", metric));
  const auto found = std::ranges::find(kFills, word);
  if (found != kFills.end())
    return static_cast<Fill>(found - kFills.begin());
  const std::vector<std::string> words(kFills.begin(), kFills.end());
  if (!word.empty())
    binder.diagnostics.error(node.span, fmt::format("unknown fill '{}'", word),
                             "fill is geometric or linear for levels, even for amounts",
                             did_you_mean(word, words));
  return std::nullopt;
}

Actual bind_all(const Node& node, const Entry& metric, Binder& binder) {
  const std::string what = fmt::format("actual of {}", metric.key.text);
  if (!is_segment_map(node))
    return bind_one(node, what, binder);
  const bool split = metric.value.find("each") != nullptr;
  if (!split && fail_month_keys(node, true, binder))
    return {.span = node.span};
  if (!split)
    fail_unsplit(node, what, binder);
  Actual actual{.span = node.span};
  for (SegmentValue& segment : segment_values(node, metric.value)) {
    actual.by_segment.push_back(
        bind_one(*segment.value, fmt::format("{} of {}", what, joined(segment.segments)), binder));
    actual.by_segment.back().segments = std::move(segment.segments);
  }
  return actual;
}

} // namespace

std::optional<Actual> bind_actual(const Entry& metric, Binder& binder) {
  const Node* node = metric.value.find("actual");
  const Node* fill = metric.value.find("fill");
  if (node == nullptr) {
    if (fill != nullptr)
      binder.diagnostics.error(fill->span, fmt::format("{} has no actual", metric.key.text),
                               "fill is about actual values by quarter or year",
                               "add actual, or remove fill");
    return std::nullopt;
  }
  Actual actual = bind_all(*node, metric, binder);
  if (fill == nullptr)
    return actual;
  actual.fill = fill_of(*fill, metric.key.text, binder);
  actual.fill_span = fill->span;
  for (Actual& segment : actual.by_segment) {
    segment.fill = actual.fill;
    segment.fill_span = actual.fill_span;
  }
  return actual;
}

} // namespace escala
