// SPDX-License-Identifier: Apache-2.0
#include "scenario/expand_segments.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "escala/core/names.h"
#include "scenario/segment_names.h"
#include "scenario/segment_total.h"

namespace escala {
namespace {

// Of what is written out, in nodes of syntax trees: bounds time and memory before a run.
constexpr std::size_t kMostNodes = 200'000;
constexpr std::size_t kNodesOfSeries = 6; // what a driver or metric takes beside its expressions
constexpr std::size_t kBytesOfNode = 64;  // of text, which weigh as much as a node

std::size_t weight_of(const Expression& expression) {
  return 1 + expression.syntax.nodes.size() + expression.source.text.size() / kBytesOfNode;
}

template <typename Visit>
void for_each_expression(const Argument& argument, const Visit& visit) {
  for (const Expression& value : argument.values)
    visit(value);
  for (const Argument::Count& count : argument.counts)
    visit(count.value);
  for (const Argument& segment : argument.by_segment)
    for_each_expression(segment, visit);
}

class SegmentExpander {
 public:
  SegmentExpander(Scenario scenario, Diagnostics& diagnostics)
      : scenario_(std::move(scenario)), diagnostics_(diagnostics) {}

  std::optional<Scenario> run() {
    drivers_ = std::exchange(scenario_.drivers, {});
    metrics_ = std::exchange(scenario_.metrics, {});
    find_splits();
    if (!fits())
      return std::nullopt;
    const SegmentNames names(scenario_);
    std::uint32_t split = 0;
    for (Driver& driver : drivers_) {
      if (driver.each)
        split_driver(driver, names, scenario_.splits[split++]);
      else
        scenario_.drivers.push_back(std::move(driver));
    }
    const std::set<std::string_view> mentioned = mentioned_names();
    const TotalMaker totals(scenario_, names, mentioned, diagnostics_);
    for (Metric& metric : metrics_) {
      if (metric.each)
        split_metric(metric, names, totals, scenario_.splits[split++]);
      else
        scenario_.metrics.push_back(std::move(metric));
    }
    return std::move(scenario_);
  }

 private:
  using Segments = std::unordered_map<std::string_view, std::size_t>; // number in its list

  // --- what is split ---

  void find_splits() {
    for (Driver& driver : drivers_)
      if (const auto list = list_of(driver.each))
        scenario_.splits.push_back({.name = driver.name, .list = *list});
      else
        drop_segments(driver);
    for (Metric& metric : metrics_)
      if (const auto list = list_of(metric.each))
        scenario_.splits.push_back({.name = metric.name,
                                    .model = metric.model,
                                    .list = *list,
                                    .has_total = metric.total != Total::none});
      else
        drop_segments(metric);
  }

  // None of a list without segments either, of which the mistake has been told.
  std::optional<std::uint32_t> list_of(const std::optional<LocatedText>& each) {
    if (!each)
      return std::nullopt;
    std::vector<std::string> known;
    for (const SegmentList& list : scenario_.segments) {
      if (list.name.text == each->text && list.segments.empty())
        return std::nullopt;
      if (list.name.text == each->text)
        return static_cast<std::uint32_t>(&list - scenario_.segments.data());
      known.push_back(list.name.text);
    }
    diagnostics_.error(
        each->span, fmt::format("unknown segment list '{}'", each->text),
        known.empty() ? "the plan has no segments"
                      : fmt::format("segments has {}", fmt::join(known, ", ")),
        did_you_mean(each->text, known, fmt::format("add segments: {{{}: [...]}}", each->text)));
    return std::nullopt;
  }

  // Goes on with one of the values, so that other mistakes are found too.
  static void drop_segments(Driver& driver) {
    driver.each.reset();
    if (!driver.draws.empty())
      driver.draw = std::move(driver.draws.front());
    driver.draws.clear();
  }

  static void drop_segments(Metric& metric) {
    metric.each.reset();
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

  // --- whether it fits ---

  bool fits() const {
    std::size_t nodes = 0;
    std::size_t split = 0;
    for (const Driver& driver : drivers_)
      if (driver.each)
        nodes += segment_count(split++) * (kNodesOfSeries + weight_of(driver.draw));
    for (const Metric& metric : metrics_)
      if (metric.each)
        nodes += segment_count(split++) * (kNodesOfSeries + weight_of(metric));
    if (nodes <= kMostNodes)
      return true;
    const LocatedText& at = scenario_.splits.front().name;
    diagnostics_.error(
        at.span, "the plan is too large once its segments are written out",
        fmt::format("their expressions have about {} parts, and at most {} are allowed", nodes,
                    kMostNodes),
        "split fewer drivers and metrics, or use fewer segments");
    return false;
  }

  std::size_t segment_count(std::size_t split) const {
    return scenario_.segments[scenario_.splits[split].list].segments.size();
  }

  // Values by segment are there already.
  static std::size_t weight_of(const Metric& metric) {
    std::size_t weight = 0;
    for (const Argument& argument : metric.arguments)
      if (argument.by_segment.empty())
        for_each_expression(argument, [&](const Expression& expression) {
          weight += escala::weight_of(expression);
        });
    if (metric.actual)
      weight += metric.actual->values.size();
    return weight;
  }

  static std::size_t weight_of(const Expression& expression) {
    return escala::weight_of(expression);
  }

  // --- drivers ---

  void split_driver(const Driver& driver, const SegmentNames& names, Split& split) {
    split.first = static_cast<std::uint32_t>(scenario_.drivers.size());
    const auto& segments = names.segments_of(split);
    const std::vector<const Expression*> draws = by_segment(
        split, fmt::format("driver {}", driver.name.text), driver.draw_segments, driver.draws);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      Driver part{driver.name, {}, driver.every};
      part.segment = segments[i].text;
      const Expression* draw = driver.draws.empty() ? &driver.draw : draws[i];
      if (draw != nullptr)
        part.draw = names.in_segment(*draw, split.list, part.segment);
      scenario_.drivers.push_back(std::move(part));
    }
  }

  // The value of each segment, null where it is left out. Reports what is left out or unknown.
  template <typename Value>
  std::vector<const Value*> by_segment(const Split& split, const std::string& what,
                                       const std::vector<LocatedText>& keys,
                                       const std::vector<Value>& values) {
    const SegmentList& list = scenario_.segments[split.list];
    std::vector<const Value*> found(list.segments.size());
    if (keys.empty())
      return found;
    const Segments& numbers = numbers_of(split.list);
    std::size_t unknown = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto at = numbers.find(keys[i].text);
      if (at != numbers.end())
        found[at->second] = &values[i];
      else
        fail_unknown(list, keys[i], ++unknown);
    }
    if (unknown == 0)
      check_complete(list, what, keys.front(), found);
    return found;
  }

  const Segments& numbers_of(std::uint32_t list) {
    Segments& numbers = numbers_[list];
    const auto& segments = scenario_.segments[list].segments;
    if (numbers.empty())
      for (std::size_t i = 0; i < segments.size(); ++i)
        numbers.emplace(segments[i].text, i);
    return numbers;
  }

  // Only so many look for what was meant: both the map and the list may be long.
  void fail_unknown(const SegmentList& list, const LocatedText& key, std::size_t count) {
    constexpr std::size_t kMostExplained = 10;
    std::vector<std::string> known;
    for (const LocatedText& segment : list.segments)
      if (count <= kMostExplained)
        known.push_back(segment.text);
    diagnostics_.error(key.span, fmt::format("unknown segment '{}'", key.text),
                       known.empty() ? "" : fmt::format("{} has {}", list.name.text, listed(known)),
                       did_you_mean(key.text, known, "remove it"));
  }

  template <typename Value>
  void check_complete(const SegmentList& list, const std::string& what, const LocatedText& at,
                      const std::vector<const Value*>& found) {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < found.size(); ++i)
      if (found[i] == nullptr)
        missing.push_back(list.segments[i].text);
    if (!missing.empty())
      diagnostics_.error(
          at.span, fmt::format("{} leaves out {}", what, listed(missing)),
          fmt::format("a map by segment must name every segment of {}", list.name.text),
          fmt::format("add {}: ...", missing.front()));
  }

  static std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 6;
    if (names.size() <= kShown)
      return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + kShown, ", "),
                       names.size() - kShown);
  }

  // --- metrics ---

  // What each segment's argument is, for every argument of the metric.
  using Chosen = std::vector<std::vector<const Argument*>>;

  void split_metric(const Metric& metric, const SegmentNames& names, const TotalMaker& totals,
                    Split& split) {
    const Total kind = totals.kind_of(metric, split);
    if (split.has_total) {
      split.total_by_formula = kind == Total::formula;
      split.total = static_cast<std::uint32_t>(scenario_.metrics.size());
      scenario_.metrics.push_back(totals.make(metric, split, kind));
      scenario_.metrics.back().total_of =
          static_cast<std::uint32_t>(&split - scenario_.splits.data());
    }
    split.first = static_cast<std::uint32_t>(scenario_.metrics.size());
    const auto& segments = names.segments_of(split);
    const Chosen chosen = choose_arguments(metric, split);
    const std::vector<const Actual*> actuals = choose_actuals(metric, split);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      Metric& part = scenario_.metrics.emplace_back();
      part.name = metric.name;
      part.segment = segments[i].text;
      if (!metric.label.empty())
        part.label = fmt::format("{}, {}", metric.label, part.segment);
      part.unit = metric.unit;
      part.model = metric.model;
      part.model_span = metric.model_span;
      for (std::size_t a = 0; a < metric.arguments.size(); ++a) {
        const bool same = metric.arguments[a].by_segment.empty();
        if (const Argument* argument = same ? &metric.arguments[a] : chosen[a][i])
          part.arguments.push_back(in_segment(*argument, names, split.list, part.segment));
      }
      if (actuals[i] != nullptr)
        part.actual = in_segment(*actuals[i], names, split.list, part.segment);
    }
  }

  Chosen choose_arguments(const Metric& metric, const Split& split) {
    Chosen chosen;
    for (const Argument& argument : metric.arguments) {
      std::vector<LocatedText> keys;
      for (const Argument& each : argument.by_segment)
        keys.push_back(each.segment);
      const std::string what =
          fmt::format("{} of {}", metric.parameter(argument.parameter).name, metric.name.text);
      chosen.push_back(by_segment(split, what, keys, argument.by_segment));
    }
    return chosen;
  }

  // Those of each segment: its own, or the same for all; null where there are none.
  std::vector<const Actual*> choose_actuals(const Metric& metric, const Split& split) {
    const std::size_t count = scenario_.segments[split.list].segments.size();
    if (!metric.actual)
      return std::vector<const Actual*>(count, nullptr);
    if (metric.actual->by_segment.empty())
      return std::vector<const Actual*>(count, &*metric.actual);
    std::vector<LocatedText> keys;
    for (const Actual& segment : metric.actual->by_segment)
      keys.push_back(segment.segment);
    return by_segment(split, fmt::format("actual of {}", metric.name.text), keys,
                      metric.actual->by_segment);
  }

  static Actual in_segment(const Actual& actual, const SegmentNames& names, std::uint32_t list,
                           const std::string& segment) {
    Actual part = actual;
    for (ActualValue& value : part.values)
      value.value = names.in_segment(value.value, list, segment);
    return part;
  }

  static Argument in_segment(const Argument& argument, const SegmentNames& names,
                             std::uint32_t list, const std::string& segment) {
    Argument part;
    part.parameter = argument.parameter;
    part.span = argument.span;
    part.choice = argument.choice;
    part.listed = argument.listed;
    for (const Expression& value : argument.values)
      part.values.push_back(names.in_segment(value, list, segment));
    for (const Argument::Count& count : argument.counts)
      part.counts.push_back(
          {count.month, names.in_segment(count.value, list, segment), count.span});
    return part;
  }

  // --- names ---

  std::set<std::string_view> mentioned_names() const {
    std::set<std::string_view> mentioned;
    const auto add = [&](const Expression& expression) {
      for (const SyntaxNode& node : expression.syntax.nodes)
        if (node.kind == SyntaxNode::Kind::name)
          mentioned.insert(node.text);
    };
    for (const Metric& metric : metrics_)
      for (const Argument& argument : metric.arguments)
        for_each_expression(argument, add);
    for (const Target& target : scenario_.targets)
      add(target.when);
    return mentioned;
  }

  Scenario scenario_;
  Diagnostics& diagnostics_;
  std::vector<Driver> drivers_; // as written
  std::vector<Metric> metrics_;
  std::unordered_map<std::uint32_t, Segments> numbers_; // of lists
};

} // namespace

std::optional<Scenario> expand_segments(Scenario scenario, Diagnostics& diagnostics) {
  return SegmentExpander(std::move(scenario), diagnostics).run();
}

} // namespace escala
