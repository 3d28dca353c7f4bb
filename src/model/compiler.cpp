// SPDX-License-Identifier: Apache-2.0
#include "model/compiler.h"

#include <algorithm>

namespace escala {
namespace {

// NAME, or lag(NAME, 1mo), which is the same.
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

std::vector<std::uint32_t> series_of(const std::vector<Work>& work) {
  std::vector<std::uint32_t> series;
  for (const Work& item : work)
    if (item.kind == Work::Kind::series)
      series.push_back(item.index);
  return series;
}

// Work, with the parts of each series before it.
std::vector<Work> with_parts(const std::vector<Work>& work, const PartsOfSeries& parts) {
  std::vector<Work> all;
  for (const Work& item : work) {
    const auto found = item.kind == Work::Kind::series ? parts.find(item.index) : parts.end();
    if (found != parts.end())
      for (std::uint32_t part : found->second)
        all.push_back({Work::Kind::series, part});
    all.push_back(item);
  }
  return all;
}

} // namespace

Compiler::Compiler(Model& model) : model_(model), source_(model.source), programs_(model) {
  targets_.closing = true;
}

void Compiler::run() {
  const Scenario& scenario = source_.scenario;
  model_.calendar = scenario.calendar();
  model_.horizon = source_.horizon;
  model_.joint_confidence = source_.joint_confidence;
  std::size_t key = scenario.drivers.size();
  for (std::size_t i = 0; i < scenario.metrics.size(); ++i) {
    const Metric& metric = scenario.metrics[i];
    model_.metrics.push_back({.name = metric.full_name(),
                              .label = metric.label,
                              .unit = source_.metrics[i].unit,
                              .spec = metric.model,
                              .actual = source_.metrics[i].actual,
                              .read_outputs = source_.metrics[i].read_outputs});
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

// Those of month 0 and of the steps, each once, after what it needs.
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
  Built& built = built_[key_of(definition)];
  switch (definition.kind) {
  case Definition::Kind::driver: {
    const Driver& driver = source_.scenario.drivers[definition.index];
    built.site.name = driver.full_name();
    built.site.cadence = driver.every;
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

// A series, below what risks and pillars make of it.
void Compiler::build_adjusted(const ParameterSource& source, const CheckedExpression& checked,
                              Built& built) {
  if (!is_adjusted(source))
    return build_series(source, checked, built);
  build_series(model_.series[source.index].base, checked, built);
  built.value.push_back({Work::Kind::series, source.index});
}

bool Compiler::is_adjusted(const ParameterSource& source) const {
  return source.kind == ParameterSource::Kind::series &&
         model_.series[source.index].kind == Series::Kind::adjusted;
}

// Constants and second names of a driver need no work of their own.
void Compiler::build_series(const ParameterSource& source, const CheckedExpression& checked,
                            Built& built) {
  if (source.kind != ParameterSource::Kind::series)
    return;
  if (model_.series[source.index].name != built.site.name)
    return;
  programs_.fill_series(source.index, checked, built.site);
  built.value.push_back({Work::Kind::series, source.index});
}

void Compiler::build_parameter(std::uint32_t metric, std::uint32_t p, Built& built) {
  const Metric& written = source_.scenario.metrics[metric];
  const ParameterSpec& spec = written.parameter(p);
  const ValidParameter& parameter = source_.metrics[metric].parameters[p];
  ParameterSource source = model_.metrics[metric].parameters[p];
  const bool own_past = spec.role != ParameterRole::formula && spec.role != ParameterRole::opening;
  built.site.name = model_.metrics[metric].name + "." + std::string(spec.name);
  built.site.cadence = spec.drawn_monthly ? Cadence::month : Cadence::path;
  built.site.own_metric = own_past ? metric : kNone;
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
      Program program = programs_.build(value, value.expression->syntax.root(), built.site);
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

void Compiler::build_metric(std::uint32_t index, Built& built) {
  const ModelSpec& spec = *model_.metrics[index].spec;
  if (spec.from_investment)
    build_total_spent(index, built);
  if (const auto next = spec.find_role(ParameterRole::next))
    model_.metrics[index].reads_itself = reads_itself(source_.metrics[index].parameters[*next]);
  for (const ValidParameter& parameter : source_.metrics[index].parameters)
    if (parameter.retention)
      model_.metrics[index].survival = survival_of(*parameter.retention, model_.horizon);
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

// None where the parameter that it depends on is left out, or constantly 0.
std::uint32_t Compiler::build_model_draw(std::uint32_t index, const ModelDraw& draw, Built& built) {
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

// How much a model keeps is known once it is known what is read of it, and how often what it reads
// changes.
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
  const SyntaxNode& node = valid.when.expression->syntax.nodes[root];
  if (node.kind == SyntaxNode::Kind::binary && is_comparison(node.op)) {
    for (const Child& child : valid.when.expression->syntax.children_of(root)) {
      const Symbol& symbol = valid.when.facts[child.node].symbol;
      if (symbol.kind == Symbol::Kind::metric && target.subject == kNone)
        target.subject = symbol.index;
    }
  }
  model_.targets.push_back(std::move(target));
}

// --- the order of a month ---

// Work, with the records of each metric's past behind it.
void Compiler::append(std::vector<Work>& to, const std::vector<Work>& work) {
  for (const Work& item : work) {
    to.push_back(item);
    if (item.kind != Work::Kind::metric)
      continue;
    for (std::uint32_t history :
         {model_.metrics[item.index].history, model_.metrics[item.index].state_history})
      if (history != kNone)
        to.push_back({Work::Kind::record, history});
  }
}

// Scores and shocks need nothing.
void Compiler::append_front(std::vector<Work>& to) const {
  for (std::uint32_t i = 0; i < model_.groups.size(); ++i)
    to.push_back({Work::Kind::scores, i});
  for (std::uint32_t shock : programs_.shocks())
    if (shock != kNone)
      to.push_back({Work::Kind::series, shock});
}

void Compiler::assemble_opening() {
  append_front(model_.opening);
  std::vector<bool> done(built_.size());
  for (const Definition& definition : source_.opening_order) {
    const Built& built = built_[key_of(definition)];
    done[key_of(definition)] = true;
    append(model_.opening, built.site.at_close);
    append(model_.opening, built.site.before);
    append(model_.opening, built.value);
  }
  const auto records = [](const Work& work) { return work.kind == Work::Kind::record; };
  for (std::size_t key = 0; key < built_.size(); ++key) {
    if (done[key])
      continue;
    append(model_.opening, built_[key].site.at_close);
    if (std::ranges::any_of(built_[key].site.before, records))
      append(model_.opening, built_[key].site.before);
  }
  append(model_.opening, targets_.before);
}

void Compiler::assemble_monthly() {
  std::vector<Work> all;
  append_front(all);
  for (const Definition& definition : source_.step_order) {
    const Built& built = built_[key_of(definition)];
    append(all, built.site.before);
    append(all, built.for_step);
    append(all, built.value);
  }
  for (const Definition& definition : source_.step_order)
    append(all, built_[key_of(definition)].site.at_close);
  append(all, targets_.before);
  const PartsOfSeries parts = mark_refresh(model_, series_of(all));
  model_.opening = with_parts(model_.opening, parts);
  std::vector<bool> opened(model_.series.size());
  for (std::uint32_t series : series_of(model_.opening))
    opened[series] = true;
  for (const Work& work : with_parts(all, parts)) {
    const bool once = work.kind == Work::Kind::series && opened[work.index] &&
                      model_.series[work.index].refresh == Refresh::once;
    if (!once)
      model_.monthly.push_back(work);
  }
}

} // namespace escala
