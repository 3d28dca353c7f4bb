// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "escala/model/compile.h"
#include "model/compiler.h"
#include "model/instructions.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

void push_scale(double scale, NodeIndex node, Program& program) {
  if (scale == 1)
    return;
  push_constant(scale, node, program);
  push_operator("*", node, program);
}

void add_constants(Draw& draw, std::initializer_list<double> values) {
  for (double value : values) {
    Program program{.depth = 1};
    push_constant(value, 0, program);
    draw.parameters.push_back(std::move(program));
  }
}

bool is_draw(const CheckedExpression& checked) {
  return checked.root().distribution != nullptr && checked.root().scale == 1;
}

} // namespace

std::size_t stack_depth(const Program& program) {
  std::size_t now = 0;
  std::size_t most = 0;
  for (const Instruction& instruction : program.code) {
    if (instruction.kind == Op::apply)
      now -= instruction.argument_count;
    most = std::max(most, ++now);
  }
  return most;
}

ProgramBuilder::ProgramBuilder(Model& model)
    : model_(model), source_(model.source), shocks_(model.source.metrics.size(), kNone) {
  for (std::uint32_t g = 0; g < source_.groups.size(); ++g) {
    const CopulaGroup& group = source_.groups[g];
    ScoreGroup scores{.factor = group.factor};
    for (std::uint32_t m = 0; m < group.members.size(); ++m) {
      scores.streams.push_back(stream_of(group.members[m].name));
      members_[group.members[m].name] = {g, m};
    }
    model_.groups.push_back(std::move(scores));
  }
}

// --- where definitions are found ---

void ProgramBuilder::place_definitions(const std::vector<Definition>& definitions) {
  drivers_.resize(source_.drivers.size());
  for (const Definition& definition : definitions) {
    if (definition.kind == Definition::Kind::driver)
      place_driver(definition.index);
    if (definition.kind == Definition::Kind::parameter)
      place_parameter(definition.index, definition.parameter);
  }
}

void ProgramBuilder::place_driver(std::uint32_t index) {
  const ValidDriver& driver = source_.drivers[index];
  const std::string name = source_.scenario.drivers[index].full_name();
  drivers_[index] = place(driver.draw, name);
  if (driver.adjusted)
    drivers_[index] = adjusted(drivers_[index], name);
}

// What risks and pillars make of a driver or parameter.
ParameterSource ProgramBuilder::adjusted(const ParameterSource& base, const std::string& name) {
  return {.kind = ParameterSource::Kind::series,
          .index = add_series(
              {.kind = Series::Kind::adjusted, .name = name + " (adjusted)", .base = base})};
}

// A constant, another driver under a second name, or a series of its own.
ParameterSource ProgramBuilder::place(const CheckedExpression& checked, std::string name) {
  using Kind = ParameterSource::Kind;
  if (const auto constant = checked.constant())
    return {.kind = Kind::constant, .constant = *constant};
  const NodeFacts& root = checked.root();
  if (root.symbol.kind == Symbol::Kind::driver && root.scale == 1)
    return drivers_[root.symbol.index];
  return {.kind = Kind::series, .index = add_series({.name = std::move(name)})};
}

void ProgramBuilder::place_parameter(std::uint32_t metric, std::uint32_t p) {
  using Kind = ParameterSource::Kind;
  const Metric& written = source_.scenario.metrics[metric];
  const ValidParameter& parameter = source_.metrics[metric].parameters[p];
  ParameterSource& source = model_.metrics[metric].parameters[p];
  const std::string name =
      fmt::format("{}.{}", model_.metrics[metric].name, written.parameter(p).name);
  if (!parameter.present)
    return;
  if (!parameter.counts.empty()) {
    source = {.kind = Kind::series,
              .index = add_series({.kind = Series::Kind::table, .name = name})};
  } else if (parameter.constant) {
    source = {.kind = Kind::constant, .constant = *parameter.constant};
  } else if (parameter.values.size() == 1) {
    source = place(parameter.values[0], name);
  } else if (!parameter.values.empty()) {
    source = {.kind = Kind::series, .index = add_series({.name = name})};
  }
  if (parameter.adjusted)
    source = adjusted(source, name);
  const int delay = std::min(delay_of(written, source_.metrics[metric], p), model_.horizon);
  if (delay == 0 || source.kind != Kind::series)
    return;
  const std::uint32_t history = add_history({.index = source.index, .lookback = delay});
  source = {.kind = Kind::history, .index = history, .delay = delay};
}

std::uint32_t ProgramBuilder::add_series(Series series) {
  model_.series.push_back(std::move(series));
  return static_cast<std::uint32_t>(model_.series.size() - 1);
}

std::uint32_t ProgramBuilder::add_history(History history) {
  model_.histories.push_back(history);
  return static_cast<std::uint32_t>(model_.histories.size() - 1);
}

// --- programs ---

// What puts a column on the stack without its children.
bool ProgramBuilder::is_leaf(const NodeFacts& facts) const {
  return facts.constant || facts.distribution != nullptr || facts.time_function != nullptr ||
         facts.function == nullptr;
}

Program ProgramBuilder::build(const CheckedExpression& checked, NodeIndex root, Site& site) {
  struct Visit {
    NodeIndex node;
    std::size_t next_child;
  };
  Program program;
  program.expression = checked.expression;
  std::vector<Visit> path{{root, 0}};
  while (!path.empty()) {
    Visit& visit = path.back();
    const auto children = checked.expression->syntax.children_of(visit.node);
    if (!is_leaf(checked.facts[visit.node]) && visit.next_child < children.size()) {
      path.push_back({children[visit.next_child++].node, 0});
      continue;
    }
    const NodeIndex node = visit.node;
    path.pop_back();
    push(checked, node, site, program);
  }
  program.depth = stack_depth(program);
  return program;
}

void ProgramBuilder::push(const CheckedExpression& checked, NodeIndex node, Site& site,
                          Program& program) {
  const NodeFacts& facts = checked.facts[node];
  if (facts.constant)
    return push_constant(*facts.constant, node, program);
  if (checked.expression->syntax.nodes[node].kind == SyntaxNode::Kind::schedule)
    return push_series(add_schedule(checked, site), node, program);
  if (facts.distribution != nullptr)
    push_series(add_draw(checked, node, site), node, program);
  else if (facts.time_function != nullptr)
    push_time_function(checked, node, site, program);
  else if (facts.function != nullptr)
    push_apply(*facts.function, checked.expression->syntax.nodes[node].child_count, node, program);
  else
    push_name(checked, node, site, program);
  push_scale(facts.scale, node, program);
}

void ProgramBuilder::push_name(const CheckedExpression& checked, NodeIndex node, const Site& site,
                               Program& program) {
  const Symbol& symbol = checked.facts[node].symbol;
  switch (symbol.kind) {
  case Symbol::Kind::month_number:
    program.code.push_back({.kind = Op::month_number, .node = node});
    break;
  case Symbol::Kind::fiscal_year:
    program.code.push_back({.kind = Op::fiscal_year, .node = node});
    break;
  case Symbol::Kind::calendar_month:
    program.code.push_back({.kind = Op::calendar_month, .node = node});
    break;
  case Symbol::Kind::driver:
    push_source(model_, drivers_[symbol.index], node, program);
    break;
  case Symbol::Kind::parameter:
    push_source(model_, model_.metrics[symbol.index].parameters[symbol.parameter], node, program);
    break;
  case Symbol::Kind::shock:
    push_series(shock_of(symbol.index), node, program);
    break;
  case Symbol::Kind::metric: {
    const Op kind = symbol.index == site.own_metric ? Op::state : Op::reported;
    program.code.push_back({.kind = kind, .index = symbol.index, .node = node});
    break;
  }
  case Symbol::Kind::output:
    program.code.push_back({.kind = Op::output,
                            .index = symbol.index,
                            .months = static_cast<int>(symbol.parameter),
                            .node = node});
    break;
  case Symbol::Kind::events:
    program.code.push_back({.kind = Op::events, .index = symbol.index, .node = node});
    break;
  case Symbol::Kind::cost:
    program.code.push_back({.kind = Op::cost, .index = symbol.index, .node = node});
    break;
  case Symbol::Kind::all_costs:
    program.code.push_back({.kind = Op::all_costs, .node = node});
    break;
  case Symbol::Kind::number:
  case Symbol::Kind::risk:
  case Symbol::Kind::segment:
  case Symbol::Kind::split:
  case Symbol::Kind::none:
    break; // constants, handled before, and no values
  }
}

void push_source(const Model& model, const ParameterSource& source, NodeIndex node,
                 Program& program) {
  switch (source.kind) {
  case ParameterSource::Kind::absent:
  case ParameterSource::Kind::constant:
    return push_constant(source.constant, node, program);
  case ParameterSource::Kind::series:
    return push_series(source.index, node, program);
  case ParameterSource::Kind::history: // named in an expression, it is this month's
    return push_series(model.histories[source.index].index, node, program);
  }
}

// --- functions of time ---

void ProgramBuilder::push_time_function(const CheckedExpression& checked, NodeIndex node,
                                        Site& site, Program& program) {
  using Kind = TimeFunctionSpec::Kind;
  const NodeFacts& facts = checked.facts[node];
  const std::uint32_t index = history_of(checked, node, site);
  History& history = model_.histories[index];
  const int delay = facts.ends_last_month ? 1 : 0;
  const auto simple = [&](Op kind, bool& kept) {
    kept = true;
    program.code.push_back({.kind = kind, .index = index, .delay = delay, .node = node});
  };
  switch (facts.time_function->kind) {
  case Kind::initial:
    return simple(Op::initial, history.initial);
  case Kind::peak:
    return simple(Op::peak, history.peak);
  case Kind::trough:
    return simple(Op::trough, history.trough);
  case Kind::change:
    return push_difference("-", index, delay, delay + 1, node, program);
  case Kind::growth:
    push_difference("/", index, delay, delay + 12, node, program);
    push_constant(1, node, program);
    return push_apply(*find_operator("-"), 2, node, program);
  case Kind::lag:
    if (facts.window >= model_.horizon)
      return simple(Op::initial, history.initial);
    history.lookback = std::max(history.lookback, facts.window);
    program.code.push_back({.kind = Op::lag, .index = index, .months = facts.window, .node = node});
    return;
  case Kind::sum:
  case Kind::mean:
    return push_window(facts, index, node, program);
  }
}

// A window as long as the plan is everything so far.
void ProgramBuilder::push_window(const NodeFacts& facts, std::uint32_t index, NodeIndex node,
                                 Program& program) {
  const bool sum = facts.time_function->kind == TimeFunctionSpec::Kind::sum;
  History& history = model_.histories[index];
  Instruction instruction{
      .index = index, .months = facts.window, .delay = facts.ends_last_month ? 1 : 0, .node = node};
  if (facts.window >= model_.horizon) {
    history.total = true;
    instruction.kind = sum ? Op::total : Op::average;
  } else {
    history.lookback = std::max(history.lookback, facts.window - 1 + instruction.delay);
    instruction.kind = sum ? Op::window_sum : Op::window_mean;
  }
  program.code.push_back(instruction);
}

void ProgramBuilder::push_difference(std::string_view op, std::uint32_t index, int now, int then,
                                     NodeIndex node, Program& program) {
  History& history = model_.histories[index];
  history.lookback = std::max(history.lookback, then);
  for (int months : {now, then})
    program.code.push_back({.kind = Op::lag, .index = index, .months = months, .node = node});
  push_apply(*find_operator(op), 2, node, program);
}

// The history of a time function's first argument: that of a metric, or of a series of its own
// that is evaluated every month.
std::uint32_t ProgramBuilder::history_of(const CheckedExpression& checked, NodeIndex node,
                                         Site& site) {
  const NodeIndex argument = checked.expression->syntax.children_of(node)[0].node;
  const NodeFacts& facts = checked.facts[argument];
  if (facts.symbol.kind == Symbol::Kind::metric && facts.scale == 1)
    return metric_history(facts.symbol.index, facts.symbol.index == site.own_metric);
  const NodeFacts& function = checked.facts[node];
  const bool lag =
      function.time_function->kind == TimeFunctionSpec::Kind::lag && function.window > 0;
  const bool late = lag || function.ends_last_month;
  Site inner{.name = site.name,
             .cadence = site.cadence,
             .own_metric = site.own_metric,
             .closing = site.closing || late,
             .ordinal = site.ordinal};
  Program program = build(checked, argument, inner);
  site.ordinal = inner.ordinal;
  Series series{.name = site.name};
  series.programs.push_back(std::move(program));
  const std::uint32_t index = add_series(std::move(series));
  const std::uint32_t history = add_history({.index = index});
  inner.before.push_back({Work::Kind::series, index});
  inner.before.push_back({Work::Kind::record, history});
  auto& target = late && !site.closing ? site.at_close : site.before;
  site.at_close.insert(site.at_close.end(), inner.at_close.begin(), inner.at_close.end());
  target.insert(target.end(), inner.before.begin(), inner.before.end());
  return history;
}

std::uint32_t ProgramBuilder::metric_history(std::uint32_t metric, bool state) {
  ModelMetric& owner = model_.metrics[metric];
  std::uint32_t& history = state ? owner.state_history : owner.history;
  if (history == kNone)
    history = add_history(
        {.source = state ? History::Source::state : History::Source::reported, .index = metric});
  return history;
}

// --- draws ---

void ProgramBuilder::fill_series(std::uint32_t index, const CheckedExpression& checked,
                                 Site& site) {
  if (is_draw(checked)) {
    Series series{.kind = Series::Kind::draw, .name = model_.series[index].name};
    fill_draw(series, checked, checked.expression->syntax.root(), site);
    link_group(series.draw, site.name);
    model_.series[index] = std::move(series);
    return;
  }
  if (checked.expression->is_schedule())
    return fill_schedule(index, checked, site);
  Program program = build(checked, checked.expression->syntax.root(), site);
  model_.series[index].programs.push_back(std::move(program));
}

// --- schedules ---

// A table where every value is known beforehand; else only the month's own value is evaluated.
void ProgramBuilder::fill_schedule(std::uint32_t index, const CheckedExpression& checked,
                                   Site& site) {
  const auto values = values_of_months(checked, model_.calendar, model_.horizon);
  const bool known = std::ranges::all_of(
      values, [](const ValueOfMonths& value) { return value.constant.has_value(); });
  if (known) {
    Series& series = model_.series[index];
    series.kind = Series::Kind::table;
    series.table.resize(static_cast<std::size_t>(model_.horizon) + 1);
    for (const ValueOfMonths& value : values)
      for (int month = value.from; month <= value.to; ++month)
        series.table[static_cast<std::size_t>(month)] = *value.constant;
    return;
  }
  for (const ValueOfMonths& value : values) {
    if (value.from > model_.horizon)
      break;
    Program program = build(checked, value.node, site);
    push_scale(checked.root().scale, value.node, program);
    program.depth = stack_depth(program);
    model_.series[index].begins.push_back(value.from);
    model_.series[index].programs.push_back(std::move(program));
  }
}

std::uint32_t ProgramBuilder::add_schedule(const CheckedExpression& checked, Site& site) {
  const std::uint32_t index = add_series({.name = site.name});
  fill_schedule(index, checked, site);
  site.before.push_back({Work::Kind::series, index});
  return index;
}

std::uint32_t ProgramBuilder::add_draw(const CheckedExpression& checked, NodeIndex node,
                                       Site& site) {
  Series series{.kind = Series::Kind::draw, .name = site.name};
  fill_draw(series, checked, node, site);
  if (node == checked.expression->syntax.root())
    link_group(series.draw, site.name);
  const std::uint32_t index = add_series(std::move(series));
  site.before.push_back({Work::Kind::series, index});
  return index;
}

void ProgramBuilder::fill_draw(Series& series, const CheckedExpression& checked, NodeIndex node,
                               Site& site) {
  Draw& draw = series.draw;
  draw.distribution = checked.facts[node].distribution;
  draw.stream = stream_of(site.name, site.ordinal++);
  draw.cadence = site.cadence;
  if (draw.distribution->form == DistributionForm::mixture)
    draw.components = build_components(checked, node, site);
  else
    fill_arguments(draw, checked, node, site);
}

template <typename Drawn>
void ProgramBuilder::fill_arguments(Drawn& drawn, const CheckedExpression& checked, NodeIndex node,
                                    Site& site) {
  for (const Child& child : checked.expression->syntax.children_of(node)) {
    Program program = build(checked, child.node, site);
    if (child.argument == "min")
      drawn.low = std::move(program);
    else if (child.argument == "max")
      drawn.high = std::move(program);
    else
      drawn.parameters.push_back(std::move(program));
  }
}

// The components of a mixture are no draws: they take no uniform.
std::vector<DrawComponent> ProgramBuilder::build_components(const CheckedExpression& checked,
                                                            NodeIndex node, Site& site) {
  std::vector<DrawComponent> components;
  const auto children = checked.expression->syntax.children_of(node);
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    const NodeFacts& facts = checked.facts[children[i].node];
    DrawComponent component{.distribution = facts.distribution, .scale = facts.scale};
    if (facts.distribution->form == DistributionForm::mixture)
      component.components = build_components(checked, children[i].node, site);
    else
      fill_arguments(component, checked, children[i].node, site);
    component.weight = build(checked, children[i + 1].node, site);
    components.push_back(std::move(component));
  }
  return components;
}

void ProgramBuilder::link_group(Draw& draw, const std::string& name) {
  const auto member = members_.find(name);
  if (member == members_.end())
    return;
  draw.group = member->second.first;
  draw.member = member->second.second;
  model_.groups[draw.group].cadence = draw.cadence;
}

std::uint32_t ProgramBuilder::shock_of(std::uint32_t metric) {
  if (shocks_[metric] != kNone)
    return shocks_[metric];
  const std::string name = model_.metrics[metric].name + ".shock";
  Series series{.kind = Series::Kind::draw, .name = name};
  series.draw.distribution = &normal_distribution();
  series.draw.stream = stream_of(name);
  series.draw.cadence = Cadence::month;
  add_constants(series.draw, {0.0, 1.0});
  link_group(series.draw, name);
  return shocks_[metric] = add_series(std::move(series));
}

std::uint32_t ProgramBuilder::add_model_draw(std::uint32_t metric, const ModelDraw& draw,
                                             const ParameterSource& source) {
  const std::string name = fmt::format("{}.{}", model_.metrics[metric].name, draw.name);
  Series series{.kind = Series::Kind::draw, .name = name};
  series.draw.distribution = find_distribution(draw.distribution);
  series.draw.stream = stream_of(name);
  series.draw.cadence = Cadence::month;
  if (draw.parameter.empty()) {
    add_constants(series.draw, {0.0, 1.0});
    return add_series(std::move(series));
  }
  Program program{.depth = 1};
  push_source(model_, source, 0, program);
  series.draw.parameters.push_back(std::move(program));
  return add_series(std::move(series));
}

} // namespace escala
