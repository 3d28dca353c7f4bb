// SPDX-License-Identifier: Apache-2.0
#include "model/compiler.h"

#include <algorithm>

namespace escala {
namespace {

// Whether `next` reads its own metric: by NAME, or by lag(NAME, 1mo), which is the same.
bool reads_itself(const ValidParameter& next) {
  return std::ranges::any_of(next.values, [](const CheckedExpression& value) {
    return std::ranges::any_of(value.facts, [](const NodeFacts& facts) {
      const bool lag = facts.time_function != nullptr && facts.ends_last_month &&
                       facts.window == 1 &&
                       facts.time_function->kind == TimeFunctionSpec::Kind::lag;
      return facts.symbol.own || lag;
    });
  });
}

// Multiplies what is left at each age by its value; the last one holds.
void weigh_by_age(const std::vector<double>& values, std::vector<double>& survival) {
  for (std::size_t age = 0; age < survival.size(); ++age)
    survival[age] *= values[std::min(age, values.size() - 1)];
}

} // namespace

Compiler::Compiler(Model& model, const ValidScenario& plan)
    : model_(model), source_(plan), programs_(model, plan) {
  targets_.closing = true;
}

void Compiler::run() {
  const Scenario& scenario = source_.scenario;
  model_.calendar = scenario.calendar();
  model_.horizon = source_.horizon;
  model_.currency = scenario.currency;
  model_.joint_confidence = source_.joint_confidence;
  model_.valuation = source_.investment.valuation;
  std::size_t key = scenario.drivers.size();
  for (std::size_t i = 0; i < scenario.metrics.size(); ++i) {
    const Metric& metric = scenario.metrics[i];
    model_.metrics.push_back({.name = metric.full_name(),
                              .label = metric.label,
                              .unit = source_.metrics[i].unit,
                              .spec = metric.model,
                              .actual = source_.metrics[i].actual,
                              .read_outputs = source_.metrics[i].read_outputs,
                              .flow = metric.flow});
    model_.metrics.back().parameters.resize(metric.parameter_count());
    first_key_.push_back(key);
    key += metric.parameter_count() + 1;
  }
  first_risk_key_ = key;
  first_pillar_key_ = first_risk_key_ + source_.risks.size();
  model_.risks.resize(source_.risks.size());
  spent_.resize(source_.investment.pillars.size(), kNone);
  built_.resize(first_pillar_key_ + source_.investment.pillars.size());
  const std::vector<Definition> definitions = all_definitions();
  programs_.place_definitions(definitions);
  for (const Definition& definition : definitions)
    build(definition);
  for (std::size_t i = 0; i < scenario.targets.size(); ++i)
    build_target(i);
  assemble_opening();
  assemble_monthly();
  size_memory();
  mark_uncertain(model_);
  model_.streams = streams_of(model_);
  model_.drawn = drawn_inputs(model_, source_, programs_.drivers());
}

std::size_t Compiler::key_of(const Definition& definition) const {
  switch (definition.kind) {
  case Definition::Kind::driver:
    return definition.index;
  case Definition::Kind::parameter:
    return first_key_[definition.index] + definition.parameter;
  case Definition::Kind::metric:
    return first_key_[definition.index] + source_.metrics[definition.index].parameters.size();
  case Definition::Kind::risk:
    return first_risk_key_ + definition.index;
  case Definition::Kind::pillar:
    return first_pillar_key_ + definition.index;
  }
  return 0;
}

// The definitions of month 0 and of the later months, each once, after the definitions that it
// needs.
std::vector<Definition> Compiler::all_definitions() const {
  std::vector<Definition> definitions;
  std::vector<bool> seen(built_.size());
  for (const auto* order : {&source_.opening_order, &source_.step_order}) {
    for (const Definition& definition : *order) {
      if (seen[key_of(definition)])
        continue;
      seen[key_of(definition)] = true;
      definitions.push_back(definition);
    }
  }
  return definitions;
}

void Compiler::build(const Definition& definition) {
  CompiledDefinition& built = built_[key_of(definition)];
  switch (definition.kind) {
  case Definition::Kind::driver: {
    const Driver& driver = source_.scenario.drivers[definition.index];
    built.context.name = driver.full_name();
    built.context.draw_frequency = driver.draw_frequency;
    return build_adjusted(programs_.drivers()[definition.index],
                          source_.drivers[definition.index].draw, built);
  }
  case Definition::Kind::parameter:
    return build_parameter(definition.index, definition.parameter, built);
  case Definition::Kind::metric:
    return build_metric(definition.index, built);
  case Definition::Kind::risk:
    return build_risk(definition.index, built);
  case Definition::Kind::pillar:
    return build_pillar(definition.index, built);
  }
}

// Builds a series. If risks or pillars adjust it, builds its base first and then the adjusted
// series.
void Compiler::build_adjusted(const ParameterSource& source, const CheckedExpression& checked,
                              CompiledDefinition& built) {
  if (!is_adjusted(source))
    return build_series(source, checked, built);
  build_series(model_.series[source.index].base, checked, built);
  built.value.push_back({Work::Kind::series, source.index});
}

bool Compiler::is_adjusted(const ParameterSource& source) const {
  return source.kind == ParameterSource::Kind::series &&
         model_.series[source.index].kind == Series::Kind::adjusted;
}

// Constants and other names of a driver need no work.
void Compiler::build_series(const ParameterSource& source, const CheckedExpression& checked,
                            CompiledDefinition& built) {
  if (source.kind != ParameterSource::Kind::series)
    return;
  if (model_.series[source.index].name != built.context.name)
    return;
  programs_.fill_series(source.index, checked, built.context);
  built.value.push_back({Work::Kind::series, source.index});
}

void Compiler::build_parameter(std::uint32_t metric, std::uint32_t p, CompiledDefinition& built) {
  const Metric& written = source_.scenario.metrics[metric];
  const ParameterSpec& spec = written.parameter(p);
  const ValidParameter& parameter = source_.metrics[metric].parameters[p];
  ParameterSource source = model_.metrics[metric].parameters[p];
  const bool own_past = spec.role != ParameterRole::formula && spec.role != ParameterRole::opening;
  built.context.name = model_.metrics[metric].name + "." + std::string(spec.name);
  built.context.draw_frequency = spec.drawn_monthly ? DrawFrequency::month : DrawFrequency::path;
  built.context.own_metric = own_past ? metric : kNone;
  const bool delayed = source.kind == ParameterSource::Kind::history;
  const std::uint32_t history = source.index;
  if (delayed)
    source = {.kind = ParameterSource::Kind::series, .index = model_.histories[history].index};
  const std::uint32_t whole = source.index;
  if (parameter.adjusted)
    source = model_.series[whole].base;
  if (!parameter.counts.empty()) {
    std::vector<double>& table = model_.series[source.index].table;
    table.resize(static_cast<std::size_t>(model_.horizon) + 1);
    for (const auto& [month, count] : parameter.counts)
      if (month <= model_.horizon)
        table[static_cast<std::size_t>(month)] = count;
    built.value.push_back({Work::Kind::series, source.index});
  } else if (parameter.values.size() == 1) {
    build_series(source, parameter.values[0], built);
  } else if (parameter.values.size() > 1 && source.kind == ParameterSource::Kind::series) {
    for (const CheckedExpression& value : parameter.values) {
      Program program = programs_.build(value, value.expression->syntax.root(), built.context);
      Series& list = model_.series[source.index];
      list.begins.push_back(static_cast<int>(list.programs.size()) * kMonthsInYear + 1);
      list.programs.push_back(std::move(program));
    }
    built.value.push_back({Work::Kind::series, source.index});
    model_.metrics[metric].list_years = static_cast<int>(parameter.values.size()) - 1;
  }
  if (parameter.adjusted)
    built.value.push_back({Work::Kind::series, whole});
  if (delayed)
    built.value.push_back({Work::Kind::record, history});
}

void Compiler::build_metric(std::uint32_t index, CompiledDefinition& built) {
  const ModelSpec& spec = *model_.metrics[index].spec;
  if (spec.from_investment)
    build_total_spent(index, built);
  const auto next = spec.find_role(ParameterRole::next);
  model_.metrics[index].reads_itself =
      next ? reads_itself(source_.metrics[index].parameters[*next]) : spec.uses_previous;
  for (const ValidParameter& parameter : source_.metrics[index].parameters)
    if (parameter.retention)
      model_.metrics[index].survival = survival_of(*parameter.retention, model_.horizon);
  for (const ValidParameter& parameter : source_.metrics[index].parameters)
    if (!parameter.by_age.empty())
      weigh_by_age(parameter.by_age, model_.metrics[index].survival);
  for (const ModelDraw& draw : spec.draws)
    model_.metrics[index].draws.push_back(build_model_draw(index, draw, built));
  if (const auto volatility = spec.find_role(ParameterRole::volatility)) {
    const ParameterSource& source = model_.metrics[index].parameters[*volatility];
    const bool still = source.kind == ParameterSource::Kind::constant && source.constant == 0;
    if (!still)
      model_.metrics[index].shock = programs_.shock_of(index);
  }
  built.value.push_back({Work::Kind::metric, index});
}

// kNone if the parameter that it depends on is left out, or if `only_with` is the constant 0.
std::uint32_t Compiler::build_model_draw(std::uint32_t index, const ModelDraw& draw,
                                         CompiledDefinition& built) {
  const ModelMetric& metric = model_.metrics[index];
  const auto source_of = [&](std::string_view parameter) {
    return parameter.empty()
               ? ParameterSource{.kind = ParameterSource::Kind::constant, .constant = 1}
               : metric.parameters[*metric.spec->find_parameter(parameter)];
  };
  const ParameterSource source = source_of(draw.parameter);
  const ParameterSource with = source_of(draw.only_with);
  const bool still = with.kind == ParameterSource::Kind::constant && with.constant == 0;
  if (source.kind == ParameterSource::Kind::absent || still)
    return kNone;
  const std::uint32_t series = programs_.add_model_draw(index, draw, source);
  (draw.at_opening ? built.value : built.for_step).push_back({Work::Kind::series, series});
  return series;
}

bool Compiler::is_steady(const ModelMetric& metric) const {
  const auto own = std::span(metric.parameters).first(metric.spec->parameters.size());
  return std::ranges::all_of(own, [this](const ParameterSource& source) {
    return source.kind == ParameterSource::Kind::absent ||
           source.kind == ParameterSource::Kind::constant ||
           (source.kind == ParameterSource::Kind::series && model_.series[source.index].is_held());
  });
}

// Called last, because the memory of a model depends on which outputs are read, and on how often
// its parameters change.
void Compiler::size_memory() {
  for (std::size_t i = 0; i < model_.metrics.size(); ++i) {
    ModelMetric& metric = model_.metrics[i];
    if (metric.spec->memory == nullptr)
      continue;
    metric.steady = is_steady(metric);
    std::vector<std::optional<double>> constants;
    for (const ValidParameter& parameter : source_.metrics[i].parameters)
      constants.push_back(parameter.constant);
    metric.memory =
        metric.spec->memory({model_.horizon, metric.read_outputs, constants, metric.steady});
  }
}

namespace {

// The sides of a comparison; empty where the node is none.
std::vector<Child> sides_of(const CheckedExpression& condition, NodeIndex node) {
  const Syntax& syntax = condition.expression->syntax;
  const SyntaxNode& at = syntax.nodes[node];
  if (at.kind != SyntaxNode::Kind::binary || !is_comparison(at.op))
    return {};
  const auto children = syntax.children_of(node);
  return {children.begin(), children.end()};
}

// For a metric on the left, or on the right.
Worst worst_of(Operator comparison, bool on_left) {
  switch (comparison) {
  case Operator::greater:
  case Operator::greater_equal:
    return on_left ? Worst::lowest : Worst::highest;
  case Operator::less:
  case Operator::less_equal:
    return on_left ? Worst::highest : Worst::lowest;
  default:
    return Worst::none;
  }
}

void set_subject(const CheckedExpression& condition, ModelTarget& target) {
  const NodeIndex root = condition.expression->syntax.root();
  bool on_left = true;
  for (const Child& side : sides_of(condition, root)) {
    const Symbol& symbol = condition.facts[side.node].symbol;
    if (symbol.kind == Symbol::Kind::metric && target.subject == kNone) {
      target.subject = symbol.index;
      target.worst = worst_of(condition.expression->syntax.nodes[root].op, on_left);
    }
    on_left = false;
  }
}

std::optional<ComparedMetric> compared_at(const CheckedExpression& condition, NodeIndex node) {
  const std::vector<Child> sides = sides_of(condition, node);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const NodeFacts& own = condition.facts[sides[i].node];
    const NodeFacts& other = condition.facts[sides[1 - i].node];
    if (own.symbol.kind == Symbol::Kind::metric && other.constant)
      return ComparedMetric{own.symbol.index, *other.constant};
  }
  return std::nullopt;
}

} // namespace

void Compiler::build_target(std::size_t index) {
  const Target& written = source_.scenario.targets[index];
  const ValidTarget& valid = source_.targets[index];
  targets_.name = written.name.text;
  const NodeIndex root = valid.when.expression->syntax.root();
  ModelTarget target{.name = written.name.text,
                     .label = written.label,
                     .when = written.when.source.text,
                     .condition = programs_.build(valid.when, root, targets_),
                     .kind = valid.kind,
                     .from = valid.from,
                     .to = valid.to,
                     .confidence = valid.confidence};
  set_subject(valid.when, target);
  for (NodeIndex node = 0; node < valid.when.facts.size(); ++node)
    if (const auto compared = compared_at(valid.when, node))
      target.compared.push_back(*compared);
  model_.targets.push_back(std::move(target));
}

} // namespace escala
