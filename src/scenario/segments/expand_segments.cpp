// SPDX-License-Identifier: Apache-2.0
#include "scenario/segments/expand_segments.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/segments/argument_expressions.h"
#include "scenario/segments/expanded_size.h"
#include "scenario/segments/find_splits.h"
#include "scenario/segments/segment_keys.h"
#include "scenario/segments/segment_names.h"
#include "scenario/segments/segment_total.h"
#include "scenario/segments/total_kind.h"

namespace escala {
namespace {

class SegmentExpander {
 public:
  SegmentExpander(Scenario scenario, Diagnostics& diagnostics)
      : scenario_(std::move(scenario)), diagnostics_(diagnostics), keys_(scenario_, diagnostics) {}

  std::optional<Scenario> run() {
    find_splits(scenario_, diagnostics_);
    if (!check_expanded_size(scenario_, diagnostics_))
      return std::nullopt;
    drivers_ = std::exchange(scenario_.drivers, {});
    metrics_ = std::exchange(scenario_.metrics, {});
    const SegmentNames names(scenario_);
    std::uint32_t split = 0;
    for (Driver& driver : drivers_) {
      if (driver.each)
        split_driver(driver, names, scenario_.splits[split++]);
      else
        scenario_.drivers.push_back(std::move(driver));
    }
    const std::set<std::string_view> mentioned = mentioned_names();
    const TotalKinds kinds(scenario_, names, diagnostics_);
    const TotalMaker totals(names, mentioned);
    for (Metric& metric : metrics_) {
      if (metric.each) {
        Split& made = scenario_.splits[split++];
        if (const Total kind = kinds.of(metric, made); made.has_total)
          add_total(totals.make(metric, made, kind), kind, made);
        split_metric(metric, names, made);
      } else {
        scenario_.metrics.push_back(std::move(metric));
      }
    }
    return std::move(scenario_);
  }

 private:
  // The value of each segment of a map by segment; null if it is left out, which is reported.
  template <typename Value>
  std::vector<const Value*> by_segment(const Split& split, const std::string& what,
                                       const std::vector<LocatedText>& keys,
                                       const std::vector<Value>& values) {
    std::vector<const Value*> found;
    for (const std::optional<std::size_t>& at : keys_.match(split, what, keys))
      found.push_back(at ? &values[*at] : nullptr);
    return found;
  }

  void split_driver(const Driver& driver, const SegmentNames& names, Split& split) {
    split.first = static_cast<std::uint32_t>(scenario_.drivers.size());
    const auto& segments = names.segments_of(split);
    const std::vector<const Expression*> draws = by_segment(
        split, fmt::format("driver {}", driver.name.text), driver.draw_segments, driver.draws);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      Driver part{driver.name, {}, driver.draw_frequency};
      part.segment = segments[i].text;
      const Expression* draw = driver.draws.empty() ? &driver.draw : draws[i];
      if (draw != nullptr)
        part.draw = names.in_segment(*draw, split.list, part.segment);
      scenario_.drivers.push_back(std::move(part));
    }
  }

  // For every argument of the metric: the argument of each segment.
  using Chosen = std::vector<std::vector<const Argument*>>;

  void add_total(Metric total, Total kind, Split& split) {
    split.total_by_formula = kind == Total::formula;
    split.total = static_cast<std::uint32_t>(scenario_.metrics.size());
    total.total_of = static_cast<std::uint32_t>(&split - scenario_.splits.data());
    scenario_.metrics.push_back(std::move(total));
  }

  void split_metric(const Metric& metric, const SegmentNames& names, Split& split) {
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
      part.flow = metric.flow;
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

  // The actual months of each segment; null if there are none.
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
  SegmentKeys keys_;
  std::vector<Driver> drivers_; // as written
  std::vector<Metric> metrics_;
};

} // namespace

std::optional<Scenario> expand_segments(Scenario scenario, Diagnostics& diagnostics) {
  return SegmentExpander(std::move(scenario), diagnostics).run();
}

} // namespace escala
