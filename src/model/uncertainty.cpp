// SPDX-License-Identifier: Apache-2.0
// Finds what differs from path to path.
#include <algorithm>

#include "model/compiler.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

// Which months count: all of them, or the opening balance alone. In month 0 nothing shocks a
// metric, no event has arrived and no cost is due.
enum class MarkedMonths { all, opening };

// Starts from draws and from values that risks change, and marks everything that reads them.
class UncertaintyMarker {
 public:
  UncertaintyMarker(const Model& model, MarkedMonths months)
      : model_(model), opening_(months == MarkedMonths::opening),
        readers_(node_of_target(model.targets.size())), marked_(readers_.size()) {}

  void run() {
    for (std::size_t i = 0; i < model_.series.size(); ++i)
      add_series(i);
    for (std::size_t i = 0; i < model_.metrics.size(); ++i)
      add_metric(i);
    for (const ModelRisk& risk : model_.risks)
      add_need(risk.cost.source, node_of_all_costs());
    for (std::size_t i = 0; i < model_.targets.size(); ++i)
      add_target(i);
    spread();
  }

  bool is_uncertain_series(std::size_t series) const { return marked_[series]; }
  bool is_uncertain_metric(std::size_t metric) const { return marked_[node_of_metric(metric)]; }
  bool is_uncertain_target(std::size_t target) const { return marked_[node_of_target(target)]; }

 private:
  // Nodes are series, metrics, the costs of all risks, and targets, in this order.
  std::size_t node_of_metric(std::size_t metric) const { return model_.series.size() + metric; }
  std::size_t node_of_all_costs() const { return node_of_metric(model_.metrics.size()); }
  std::size_t node_of_target(std::size_t target) const { return node_of_all_costs() + 1 + target; }

  void add_series(std::size_t index) {
    const Series& series = model_.series[index];
    if (series.kind == Series::Kind::draw || (!series.impacts.empty() && !opening_))
      return mark(index);
    if (series.kind == Series::Kind::adjusted)
      add_need(series.base, index);
    for (std::uint32_t lift : series.lifts)
      readers_[lift].push_back(index);
    for (const Program& program : series.programs)
      add_needs(program, index);
  }

  void add_metric(std::size_t index) {
    const ModelMetric& metric = model_.metrics[index];
    if (opening_)
      return add_opening(metric, node_of_metric(index));
    const std::size_t node = node_of_metric(index);
    if (metric.actual.last() >= model_.horizon)
      return;
    const bool drawn =
        std::ranges::any_of(metric.draws, [](std::uint32_t draw) { return draw != kNone; });
    if (metric.shock != kNone || !metric.permanent.empty() || !metric.temporary.empty() || drawn)
      return mark(node);
    for (const ParameterSource& source : metric.parameters)
      add_need(source, node);
  }

  void add_opening(const ModelMetric& metric, std::size_t node) {
    if (metric.flow || metric.actual.holds(0))
      return;
    for (std::size_t i = 0; i < metric.draws.size(); ++i)
      if (metric.draws[i] != kNone && metric.spec->draws[i].at_opening)
        return mark(node);
    for (std::size_t i = 0; i < metric.spec->parameters.size(); ++i)
      if (metric.spec->parameters[i].at_opening)
        add_need(metric.parameters[i], node);
  }

  // If a metric has actual values up to the last month of a target, the condition reads the same
  // values of it on every path.
  void add_target(std::size_t index) {
    const ModelTarget& target = model_.targets[index];
    for (const Instruction& instruction : target.condition.code)
      if (!is_known(instruction, target.to))
        add_need(instruction, node_of_target(index));
  }

  bool is_known(const Instruction& instruction, int month) const {
    std::uint32_t metric = instruction.index;
    if (instruction.kind >= Op::lag) {
      const History& history = model_.histories[instruction.index];
      if (history.source == History::Source::series)
        return false;
      metric = history.index;
    } else if (instruction.kind != Op::reported && instruction.kind != Op::state) {
      return false;
    }
    return model_.metrics[metric].actual.last() >= month;
  }

  void add_needs(const Program& program, std::size_t reader) {
    for (const Instruction& instruction : program.code)
      add_need(instruction, reader);
  }

  void add_need(const Instruction& instruction, std::size_t reader) {
    switch (instruction.kind) {
    case Op::constant:
    case Op::month_number:
    case Op::fiscal_year:
    case Op::calendar_month:
    case Op::apply:
      return;
    case Op::series:
      return readers_[instruction.index].push_back(reader);
    case Op::events:
      return opening_ ? void() : mark(reader);
    case Op::cost:
      return opening_ ? void() : add_need(model_.risks[instruction.index].cost.source, reader);
    case Op::all_costs:
      return opening_ ? void() : readers_[node_of_all_costs()].push_back(reader);
    case Op::output: // its opening may read parameters that the metric's does not
      return opening_ && model_.metrics[instruction.index].uncertain
                 ? mark(reader)
                 : readers_[node_of_metric(instruction.index)].push_back(reader);
    case Op::state:
    case Op::reported:
      return readers_[node_of_metric(instruction.index)].push_back(reader);
    default:
      return readers_[node_of(model_.histories[instruction.index])].push_back(reader);
    }
  }

  void add_need(const ParameterSource& source, std::size_t reader) {
    if (source.kind == ParameterSource::Kind::series)
      readers_[source.index].push_back(reader);
    if (source.kind == ParameterSource::Kind::history)
      readers_[node_of(model_.histories[source.index])].push_back(reader);
  }

  std::size_t node_of(const History& history) const {
    return history.source == History::Source::series ? history.index
                                                     : node_of_metric(history.index);
  }

  void mark(std::size_t node) {
    if (marked_[node])
      return;
    marked_[node] = true;
    todo_.push_back(node);
  }

  void spread() {
    while (!todo_.empty()) {
      const std::size_t node = todo_.back();
      todo_.pop_back();
      for (std::size_t reader : readers_[node])
        mark(reader);
    }
  }

  const Model& model_;
  bool opening_;
  std::vector<std::vector<std::size_t>> readers_; // of each node
  std::vector<bool> marked_;
  std::vector<std::size_t> todo_; // marked nodes whose readers are not marked yet
};

} // namespace

void mark_uncertain(Model& model) {
  UncertaintyMarker all(model, MarkedMonths::all);
  all.run();
  for (std::size_t i = 0; i < model.series.size(); ++i)
    model.series[i].uncertain = all.is_uncertain_series(i);
  for (std::size_t i = 0; i < model.metrics.size(); ++i)
    model.metrics[i].uncertain = all.is_uncertain_metric(i);
  UncertaintyMarker opening(model, MarkedMonths::opening);
  opening.run();
  for (std::size_t i = 0; i < model.targets.size(); ++i) {
    ModelTarget& target = model.targets[i];
    target.uncertain = target.to == 0 ? opening.is_uncertain_target(i) : all.is_uncertain_target(i);
  }
}

} // namespace escala
