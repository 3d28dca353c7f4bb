// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/settings_meant.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "escala/core/calendar.h"
#include "escala/core/characters.h"
#include "escala/core/names.h"
#include "escala/scenario/keys.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

constexpr std::string_view kEnds = "end end_date end_month ends until to finish last_month";

struct CountedUnit {
  std::string_view key;
  std::string_view suffix;
};
constexpr std::array kCounted{CountedUnit{"years", "y"},     CountedUnit{"num_years", "y"},
                              CountedUnit{"months", "mo"},   CountedUnit{"num_months", "mo"},
                              CountedUnit{"n_months", "mo"}, CountedUnit{"quarters", "q"}};

Span whole_entry(const Entry& entry) {
  return {entry.key.span.source, entry.key.span.begin, entry.value.span.end};
}

std::optional<CalendarMonth> written_month(const Node& node, bool last) {
  if (node.kind != Node::Kind::scalar)
    return std::nullopt;
  const auto month = month_meant(node.text.text, 0, last);
  return month && month->year() > 0 ? month : std::nullopt;
}

// "24mo" of a plan that ends with a month; empty if it ends before it starts.
std::string months_until(const Node& root, const Node& end) {
  const Node* written = find_meant(root, kScenarioKeys.keys, "start");
  const auto start = written != nullptr ? written_month(*written, false) : Scenario{}.start;
  const auto last = written_month(end, true);
  const int months = start && last ? last->index - start->index + 1 : 0;
  return months > 0 && months <= kLongestHorizon ? fmt::format("{}mo", months) : "";
}

// "2y" of `years: 2`.
std::string counted(const Entry& entry) {
  const std::string& text = entry.value.text.text;
  const bool digits = entry.value.kind == Node::Kind::scalar && !text.empty() &&
                      std::ranges::all_of(text, is_digit);
  for (const CountedUnit& unit : kCounted)
    if (digits && names_it(unit.key, entry.key.text))
      return fmt::format("{}{}", text, unit.suffix);
  return {};
}

std::string horizon_meant(const Node& root, const Entry& entry) {
  if (names_it(kEnds, entry.key.text))
    return months_until(root, entry.value);
  return counted(entry);
}

Node scalar_of(std::string text, const Span& span) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.span = span;
  node.text = {std::move(text), span, {}};
  return node;
}

bool is_name_node(const Node& node) {
  return node.kind == Node::Kind::scalar && is_name(owner_of(node.text.text));
}

} // namespace

std::optional<Node> settings_meant(const Node& root, Diagnostics& diagnostics) {
  if (root.find("horizon") != nullptr)
    return std::nullopt;
  for (std::size_t i = 0; i < root.entries.size(); ++i) {
    const Entry& entry = root.entries[i];
    const std::string horizon = horizon_meant(root, entry);
    if (horizon.empty())
      continue;
    diagnostics.error(whole_entry(entry), fmt::format("unknown key '{}'", entry.key.text),
                      "the length of a plan is its horizon",
                      fmt::format("write horizon: {}", horizon));
    Node meant = root;
    meant.entries[i].key.text = "horizon";
    meant.entries[i].value = scalar_of(horizon, entry.value.span);
    return meant;
  }
  return std::nullopt;
}

std::optional<Node> correlation_meant(const Node& correlation, Diagnostics& diagnostics) {
  if (find_meant(correlation, kCorrelationKeys.keys, "between") != nullptr)
    return std::nullopt;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < correlation.entries.size(); ++i) {
    const std::string& key = correlation.entries[i].key.text;
    const bool known = std::ranges::any_of(kCorrelationKeys.keys, [&](const KeySpec& spec) {
      return spec.name == key || names_it(spec.also, key);
    });
    if (!known)
      others.push_back(i);
  }
  if (others.empty() || others.size() > 2 || others.back() - others.front() + 1 != others.size())
    return std::nullopt;
  const Entry& first = correlation.entries[others.front()];
  const Entry& last = correlation.entries[others.back()];
  const bool one = others.size() == 1;
  if (!is_name_node(last.value) ||
      (one ? !is_name(owner_of(first.key.text)) : !is_name_node(first.value)))
    return std::nullopt;
  const LocatedText& a = one ? first.key : first.value.text;
  const Span span{first.key.span.source, first.key.span.begin, last.value.span.end};
  diagnostics.error(span, "the key 'between' is missing", "it names what is correlated",
                    fmt::format("write between: [{}, {}]", a.text, last.value.text.text));
  Node between;
  between.kind = Node::Kind::list;
  between.span = span;
  between.items = {scalar_of(a.text, a.span), last.value};
  Node meant = correlation;
  meant.entries.erase(meant.entries.begin() + static_cast<std::ptrdiff_t>(others.front()),
                      meant.entries.begin() + static_cast<std::ptrdiff_t>(others.back()) + 1);
  meant.entries.push_back({{"between", span, {}}, between});
  return meant;
}

} // namespace escala
