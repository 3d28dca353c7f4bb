// SPDX-License-Identifier: Apache-2.0
// Builds risks: the quantities that all events of a month share, and those drawn for each event.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "escala/model/compile.h"
#include "escala/scenario/keys.h"
#include "model/compiler.h"

namespace escala {
namespace {

constexpr RiskPart kMitigation[]{RiskPart::prevention, RiskPart::detection, RiskPart::response,
                                 RiskPart::recovery, RiskPart::cost};

} // namespace

void Compiler::build_risk(std::uint32_t index, CompiledDefinition& built) {
  const Risk& written = source_.scenario.risks[index];
  const ValidRisk& valid = source_.risks[index];
  ModelRisk& risk = model_.risks[index];
  risk.name = written.name.text;
  risk.category = written.category;
  risk.arrivals = stream_of(risk.name + ".events");
  risk.detections = stream_of(risk.name + ".detected");
  risk.frequency = build_rate(index, RiskPart::frequency, built);
  risk.prevention = build_rate(index, RiskPart::prevention, built);
  risk.detection = build_rate(index, RiskPart::detection, built);
  risk.response = build_rate(index, RiskPart::response, built);
  risk.recovery = build_rate(index, RiskPart::recovery, built);
  risk.cost = build_rate(index, RiskPart::cost, built);
  for (RiskPart part : kMitigation)
    risk.mitigated = risk.mitigated || written.part(part).has_value();
  if (written.part(RiskPart::duration))
    risk.duration = build_quantity(valid.part(RiskPart::duration), risk.name + ".duration");
  risk.first_impact = static_cast<std::uint32_t>(model_.impacts.size());
  for (std::size_t i = 0; i < valid.impacts.size(); ++i)
    build_impact(index, i);
  risk.impact_count = static_cast<std::uint32_t>(model_.impacts.size()) - risk.first_impact;
  built.value.push_back({Work::Kind::risk, index});
}

// Builds a value with its own name that is available before the work of `built`.
ParameterSource Compiler::build_source(const CheckedExpression& checked, const std::string& name,
                                       CompiledDefinition& built) {
  if (checked.facts.empty())
    return {};
  const ParameterSource source = programs_.place(checked, name);
  CompiledDefinition part;
  part.context.name = name;
  build_series(source, checked, part);
  for (const auto* work : {&part.context.before, &part.value})
    built.value.insert(built.value.end(), work->begin(), work->end());
  return source;
}

RiskRate Compiler::build_rate(std::uint32_t risk, RiskPart part, CompiledDefinition& built) {
  const std::string name = fmt::format("{}.{}", model_.risks[risk].name, spec_of(part).name);
  return {part, build_source(source_.risks[risk].part(part), name, built)};
}

EventQuantity Compiler::build_quantity(const CheckedExpression& checked, const std::string& name) {
  ExpressionContext context;
  context.name = name;
  EventQuantity quantity;
  quantity.value = programs_.build(checked, checked.expression->syntax.root(), context);
  for (const Work& work : context.before) {
    model_.series[work.index].update_interval = UpdateInterval::event;
    quantity.draws.push_back(work.index);
  }
  return quantity;
}

// Affected values whose actual months end at different times have separate impacts. These differ
// only in when they act: their draws have the same name.
void Compiler::build_impact(std::uint32_t risk, std::size_t index) {
  const ValidEffect& valid = source_.risks[risk].impacts[index];
  const std::string& affected_name = source_.scenario.risks[risk].impacts[index].affected.text;
  const std::string name = fmt::format("{}.impact.{}", model_.risks[risk].name, affected_name);
  std::map<int, std::vector<Symbol>> affected;
  for (const Symbol& symbol : valid.affected)
    affected[last_actual(symbol)].push_back(symbol);
  for (const auto& [last, alike] : affected) {
    const auto impact = static_cast<std::uint32_t>(model_.impacts.size());
    model_.impacts.push_back({.risk = risk,
                              .written = index,
                              .amount = valid.amount,
                              .acts_after = last,
                              .size = build_quantity(valid.size, name)});
    for (const Symbol& symbol : alike)
      add_affected(symbol, impact);
    if (valid.total && affected.size() == 1)
      model_.impacts.back().metrics = {*valid.total}; // loses the same share as its segments
  }
}

// The last actual month of a metric, or of the metric that a parameter belongs to. For a total, the
// last one of its segments.
int Compiler::last_actual(const Symbol& symbol) const {
  if (symbol.kind == Symbol::Kind::driver)
    return -1;
  const Scenario& scenario = source_.scenario;
  int last = model_.metrics[symbol.index].actual.last();
  if (const auto& total = scenario.metrics[symbol.index].total_of)
    for (std::uint32_t i = 0; i < total->cells.count; ++i)
      last = std::max(last, model_.metrics[total->cells[i]].actual.last());
  return last;
}

void Compiler::add_affected(const Symbol& symbol, std::uint32_t index) {
  ModelImpact& impact = model_.impacts[index];
  if (symbol.kind == Symbol::Kind::metric) {
    ModelMetric& metric = model_.metrics[symbol.index];
    impact.metrics.push_back(symbol.index);
    (model_.risks[impact.risk].duration ? metric.temporary : metric.permanent).push_back(index);
  } else if (Series* series = adjusted_series(symbol)) {
    series->impacts.push_back(index);
  }
}

Series* Compiler::adjusted_series(const Symbol& symbol) {
  ParameterSource source = symbol.kind == Symbol::Kind::driver
                               ? programs_.drivers()[symbol.index]
                               : model_.metrics[symbol.index].parameters[symbol.parameter];
  if (source.kind == ParameterSource::Kind::history)
    source = {.kind = ParameterSource::Kind::series, .index = model_.histories[source.index].index};
  return is_adjusted(source) ? &model_.series[source.index] : nullptr;
}

} // namespace escala
