// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "escala/core/fiscal_month.h"
#include "escala/core/rewrite.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"
#include "scenario/bind/target_meant.h"

namespace escala {
namespace {

struct TimingKey {
  std::string_view name;
  TargetTiming::Kind kind;
};
constexpr std::array kTimings{TimingKey{"by", TargetTiming::Kind::by},
                              TimingKey{"at", TargetTiming::Kind::at},
                              TimingKey{"throughout", TargetTiming::Kind::throughout}};

// "end" is the horizon, and "eoy" the last month of the first year; empty if a word is neither.
std::string named_time(const std::string& text, const Scenario& scenario) {
  if (names_it("end horizon the_end end_of_plan last finish", text) && scenario.horizon)
    return scenario.horizon->source.text;
  if (!names_it("eoy end_of_year year_end", text))
    return {};
  const Calendar calendar = scenario.calendar();
  int month = 1;
  while ((calendar.at(month).month() - calendar.fiscal_first + 1 + kMonthsInYear) % kMonthsInYear !=
         0)
    ++month;
  return to_text(calendar.at(month));
}

// The first and last month of a period in words. One without a year is the first that ends in the
// plan: "Q3", "Dec". nullopt of other words, and of a name of the plan.
std::optional<std::pair<CalendarMonth, CalendarMonth>> named_period(const std::string& text,
                                                                    const Scenario& scenario) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  const auto read = [&](const std::string& words, bool last) {
    const auto month = month_meant(words, 0, last, scenario.fiscal_year);
    return month && month->year() > 0 ? month : std::nullopt;
  };
  if (const auto last = read(text, true))
    return std::pair(read(text, false).value_or(*last), *last);
  const auto is_named = [&](const auto& each) { return each.name.text == text; };
  if (std::ranges::none_of(text, is_letter) || std::ranges::any_of(scenario.drivers, is_named) ||
      std::ranges::any_of(scenario.metrics, is_named))
    return std::nullopt;
  const CalendarMonth first = scenario.calendar().at(1);
  for (int year = first.year(); year < first.year() + 3; ++year) {
    const std::string words = fmt::format("{} {}", text, year);
    const auto last = read(words, true);
    if (last && last->index >= first.index)
      return std::pair(std::max(first, read(words, false).value_or(*last)), *last);
  }
  return std::nullopt;
}

// "Dec 2026", "12/2026" and "Q4 2026" are months in another form, "end" and "a quarter" times.
// Throughout takes a span of them.
bool fail_foreign_month(const Node& node, TargetTiming::Kind kind, Binder& binder) {
  const std::string& text = node.text.text;
  const bool span = kind == TargetTiming::Kind::throughout;
  const auto fail = [&](std::string_view reason, const std::string& meant) {
    binder.diagnostics.error(node.span, fmt::format("'{}' is not a time", text),
                             std::string(reason), "write " + meant);
    return true;
  };
  const bool quarter = names_it("a_quarter the_quarter quarter", text);
  const std::string named = quarter ? "1q" : named_time(text, binder.scenario);
  if (!named.empty())
    return fail("it is a duration from the start, or a month such as 2027-03",
                span ? "1mo to " + named : named);
  const bool other = node.kind == Node::Kind::scalar && !parse_calendar_month(text) &&
                     text.find_first_not_of("0123456789") != std::string::npos;
  const auto period = other ? named_period(text, binder.scenario) : std::nullopt;
  return period &&
         fail("a month is written with its number",
              span ? fmt::format("{} to {}", to_text(period->first), to_text(period->second))
                   : to_text(period->second));
}

TargetTiming bind_timing(const Entry& entry, Binder& binder) {
  TargetTiming timing;
  bool written = false;
  for (const TimingKey& key : kTimings) {
    const Node* node = entry.value.find(key.name);
    if (node == nullptr)
      continue;
    if (written) {
      binder.diagnostics.error(node->span, "a target has only one of by, at and throughout",
                               fmt::format("{} has two", entry.key.text), "remove one");
      continue;
    }
    written = true;
    timing.kind = key.kind;
    if (fail_foreign_month(*node, key.kind, binder))
      continue;
    if (key.kind == TargetTiming::Kind::throughout && is_true(*node))
      timing.kind = TargetTiming::Kind::always;
    else
      timing.when = binder.expression(*node, fmt::format("{} of {}", key.name, entry.key.text));
  }
  return timing;
}

std::optional<Expression> bind_confidence(const Node& map, Binder& binder) {
  const Node* node = map.find("confidence");
  return node == nullptr ? std::nullopt : binder.expression(*node, "confidence");
}

void bind_joint(const Entry& entry, Binder& binder) {
  if (entry.value.kind != Node::Kind::map) {
    binder.diagnostics.error(
        entry.value.span, "target all must be a map",
        fmt::format("found {}", kind_name(entry.value.kind)),
        fmt::format("write {{confidence: {}}}",
                    entry.value.kind == Node::Kind::scalar ? entry.value.text.text : "50%"));
    return;
  }
  check_keys(entry.value, kJointKeys, entry.key.span, binder.diagnostics);
  binder.scenario.joint = JointTarget{entry.key.span, bind_confidence(entry.value, binder)};
}

// "arr > $10M by 2027": a condition and its time in one text. Reported.
bool is_timed(const Node& when, const Binder& binder) {
  const std::string& text = when.text.text;
  const std::size_t word = when.kind == Node::Kind::scalar ? text.find(" by ") : std::string::npos;
  if (word == std::string::npos)
    return false;
  Diagnostics ignored;
  const auto parses = [&](const std::string& part) {
    return parse_expression({part, {}, {}}, binder.currency, ignored).has_value();
  };
  const std::string condition = text.substr(0, word);
  std::string time = text.substr(word + 4);
  if (const auto month = month_meant(time, 0, true); month && month->year() > 0)
    time = to_text(*month);
  if (parses(text) || !parses(condition) || !parses(time))
    return false;
  binder.diagnostics.error(
      when.span, "a condition does not say the time", "it has a key of its own",
      fmt::format("write {}, and add by: {}", yaml_value(condition, when.text.bare), time));
  return true;
}

void bind_target(const Entry& entry, Binder& binder) {
  const std::string what = fmt::format("target {}", entry.key.text);
  if (require_map(entry.value, what, binder.diagnostics, "when") == nullptr)
    return;
  if (const auto meant = target_meant(entry, binder))
    return bind_target(*meant, binder);
  check_keys(entry.value, kTargetKeys.keys, what, entry.key.span, binder.diagnostics);
  Target target;
  target.name = entry.key;
  if (const Node* label = entry.value.find("label"))
    target.label = binder.text(*label, "label");
  target.timing = bind_timing(entry, binder);
  target.confidence = bind_confidence(entry.value, binder);
  const Node* when = entry.value.find("when");
  if (when == nullptr || is_timed(*when, binder))
    return;
  if (auto expression = binder.expression(*when, fmt::format("when of {}", entry.key.text)))
    target.when = std::move(*expression);
  binder.scenario.targets.push_back(std::move(target));
}

} // namespace

void bind_targets(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "targets", binder.diagnostics) == nullptr)
    return;
  for (const Entry& entry : node.entries) {
    if (entry.key.text == "all")
      bind_joint(entry, binder);
    else
      bind_target(entry, binder);
  }
  if (binder.scenario.joint && binder.scenario.targets.empty())
    binder.diagnostics.error(binder.scenario.joint->span, "the target all has nothing to combine",
                             "there are no other targets", "add a target");
}

} // namespace escala
