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
#include "scenario/segments/segment_total.h"
#include "scenario/segments/split_names.h"
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
    const SplitNames names(scenario_);
    std::uint32_t split = 0;
    for (Driver& driver : drivers_) {
      if (!driver.each.empty())
        split_driver(driver, names, scenario_.splits[split++]);
      else
        scenario_.drivers.push_back(std::move(driver));
    }
    const std::set<std::string_view> mentioned = mentioned_names();
    const TotalKinds kinds(scenario_, names, diagnostics_);
    const TotalMaker totals(names, mentioned);
    for (Metric& metric : metrics_) {
      if (!metric.each.empty()) {
        Split& made = scenario_.splits[split++];
        const Total kind = kinds.of(metric, made);
        if (made.has_total)
          add_totals(metric, totals, kind, made);
        split_metric(metric, names, made);
        set_cells(made);
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
                                       const std::vector<std::vector<LocatedText>>& keys,
                                       const std::vector<Value>& values) {
    std::vector<const Value*> found;
    for (const std::optional<std::size_t>& at : keys_.match(split, what, keys))
      found.push_back(at ? &values[*at] : nullptr);
    return found;
  }

  void split_driver(const Driver& driver, const SplitNames& names, Split& split) {
    split.first = static_cast<std::uint32_t>(scenario_.drivers.size());
    const std::vector<const Expression*> draws = by_segment(
        split, fmt::format("driver {}", driver.name.text), driver.draw_segments, driver.draws);
    for (std::uint32_t i = 0; i < cell_count(scenario_, split); ++i) {
      const SegmentChoice cell = choice_of_cell(scenario_, split, i);
      Driver part{driver.name, {}, driver.draw_frequency};
      part.segment = segment_text(scenario_, split, cell);
      const Expression* draw = driver.draws.empty() ? &driver.draw : draws[i];
      if (draw != nullptr)
        part.draw = names.in_segment(*draw, split, cell);
      scenario_.drivers.push_back(std::move(part));
    }
  }

  // For every argument of the metric: the argument of each segment.
  using Chosen = std::vector<std::vector<const Argument*>>;

  void add_totals(const Metric& metric, const TotalMaker& totals, Total kind, Split& split) {
    split.total_by_formula = kind == Total::formula;
    split.total = static_cast<std::uint32_t>(scenario_.metrics.size());
    for (const SegmentChoice& choice : choices_of_totals(scenario_, split))
      scenario_.metrics.push_back(totals.make(metric, split, choice, kind));
  }

  // Says of each total which metrics it is the total of, once their place is known.
  void set_cells(Split& split) {
    if (!split.has_total)
      return;
    std::uint32_t total = split.total;
    for (const SegmentChoice& choice : choices_of_totals(scenario_, split))
      scenario_.metrics[total++].total_of =
          TotalOf{static_cast<std::uint32_t>(&split - scenario_.splits.data()),
                  cells_of(scenario_, split, choice)};
  }

  void split_metric(const Metric& metric, const SplitNames& names, Split& split) {
    split.first = static_cast<std::uint32_t>(scenario_.metrics.size());
    const Chosen chosen = choose_arguments(metric, split);
    const std::vector<const Actual*> actuals = choose_actuals(metric, split);
    for (std::uint32_t i = 0; i < cell_count(scenario_, split); ++i) {
      const SegmentChoice cell = choice_of_cell(scenario_, split, i);
      Metric& part = scenario_.metrics.emplace_back();
      part.name = metric.name;
      part.segment = segment_text(scenario_, split, cell);
      part.label = label_of(metric, scenario_, split, cell);
      part.unit = metric.unit;
      part.flow = metric.flow;
      part.model = metric.model;
      part.model_span = metric.model_span;
      part.stray_opening = metric.stray_opening;
      for (std::size_t a = 0; a < metric.arguments.size(); ++a) {
        const bool same = metric.arguments[a].by_segment.empty();
        if (const Argument* argument = same ? &metric.arguments[a] : chosen[a][i])
          part.arguments.push_back(in_segment(*argument, names, split, cell));
      }
      if (actuals[i] != nullptr)
        part.actual = in_segment(*actuals[i], names, split, cell);
    }
  }

  Chosen choose_arguments(const Metric& metric, const Split& split) {
    Chosen chosen;
    for (const Argument& argument : metric.arguments) {
      std::vector<std::vector<LocatedText>> keys;
      for (const Argument& each : argument.by_segment)
        keys.push_back(each.segments);
      const std::string what =
          fmt::format("{} of {}", metric.parameter(argument.parameter).name, metric.name.text);
      chosen.push_back(by_segment(split, what, keys, argument.by_segment));
    }
    return chosen;
  }

  // The actual months of each segment; null if there are none.
  std::vector<const Actual*> choose_actuals(const Metric& metric, const Split& split) {
    const std::size_t count = cell_count(scenario_, split);
    if (!metric.actual)
      return std::vector<const Actual*>(count, nullptr);
    if (metric.actual->by_segment.empty())
      return std::vector<const Actual*>(count, &*metric.actual);
    std::vector<std::vector<LocatedText>> keys;
    for (const Actual& segment : metric.actual->by_segment)
      keys.push_back(segment.segments);
    return by_segment(split, fmt::format("actual of {}", metric.name.text), keys,
                      metric.actual->by_segment);
  }

  static Actual in_segment(const Actual& actual, const SplitNames& names, const Split& split,
                           const SegmentChoice& cell) {
    Actual part = actual;
    for (ActualValue& value : part.values)
      value.value = names.in_segment(value.value, split, cell);
    return part;
  }

  static Argument in_segment(const Argument& argument, const SplitNames& names, const Split& split,
                             const SegmentChoice& cell) {
    Argument part;
    part.parameter = argument.parameter;
    part.span = argument.span;
    part.choice = argument.choice;
    part.listed = argument.listed;
    for (const Expression& value : argument.values)
      part.values.push_back(names.in_segment(value, split, cell));
    for (const Argument::Count& count : argument.counts)
      part.counts.push_back({count.month, names.in_segment(count.value, split, cell), count.span});
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
