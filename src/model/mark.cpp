// SPDX-License-Identifier: Apache-2.0
// What changes how often, and what differs from path to path.
#include <algorithm>

#include "model/compiler.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

Refresh refresh_of(const Program& program, const Model& model) {
  Refresh refresh = Refresh::once;
  for (const Instruction& instruction : program.code) {
    if (instruction.kind == Op::series)
      refresh = std::max(refresh, model.series[instruction.index].refresh);
    else if (instruction.kind != Op::constant && instruction.kind != Op::apply)
      refresh = Refresh::monthly;
  }
  return refresh;
}

Refresh refresh_of(Cadence cadence) {
  switch (cadence) {
  case Cadence::path:
    return Refresh::once;
  case Cadence::year:
    return Refresh::yearly;
  case Cadence::month:
    return Refresh::monthly;
  }
  return Refresh::monthly;
}

Refresh refresh_of(const Series& series, const Model& model) {
  const bool monthly = series.kind == Series::Kind::table || series.kind == Series::Kind::adjusted;
  if (monthly || series.programs.size() > 1)
    return Refresh::monthly;
  Refresh refresh =
      series.kind == Series::Kind::draw ? refresh_of(series.draw.cadence) : Refresh::once;
  const auto visit = [&](const Program& program) {
    refresh = std::max(refresh, refresh_of(program, model));
  };
  std::ranges::for_each(series.programs, visit);
  for_each_program(series.draw, visit);
  return refresh;
}

bool is_uncertain(const History& history, const Model& model) {
  return history.source == History::Source::series ? model.series[history.index].uncertain
                                                   : model.metrics[history.index].uncertain;
}

bool is_uncertain(const ParameterSource& source, const Model& model) {
  if (source.kind == ParameterSource::Kind::series)
    return model.series[source.index].uncertain;
  return source.kind == ParameterSource::Kind::history &&
         is_uncertain(model.histories[source.index], model);
}

bool is_uncertain(const ModelRisk& risk, const Model& model) {
  return is_uncertain(risk.cost.source, model);
}

bool is_uncertain(const Program& program, const Model& model) {
  return std::ranges::any_of(program.code, [&](const Instruction& instruction) {
    switch (instruction.kind) {
    case Op::constant:
    case Op::month_number:
    case Op::fiscal_year:
    case Op::calendar_month:
    case Op::apply:
      return false;
    case Op::series:
      return model.series[instruction.index].uncertain;
    case Op::events:
      return true;
    case Op::cost:
      return is_uncertain(model.risks[instruction.index], model);
    case Op::all_costs:
      return std::ranges::any_of(model.risks,
                                 [&](const ModelRisk& risk) { return is_uncertain(risk, model); });
    case Op::state:
    case Op::reported:
    case Op::output:
      return model.metrics[instruction.index].uncertain;
    default:
      return is_uncertain(model.histories[instruction.index], model);
    }
  });
}

bool is_uncertain(const Series& series, const Model& model) {
  if (series.kind == Series::Kind::draw)
    return true;
  if (series.kind == Series::Kind::adjusted)
    return !series.impacts.empty() || is_uncertain(series.base, model) ||
           std::ranges::any_of(series.lifts,
                               [&](std::uint32_t lift) { return model.series[lift].uncertain; });
  return std::ranges::any_of(series.programs,
                             [&](const Program& program) { return is_uncertain(program, model); });
}

bool is_uncertain(const ModelMetric& metric, const Model& model) {
  if (metric.shock != kNone || !metric.permanent.empty() || !metric.temporary.empty())
    return true;
  for (std::uint32_t draw : metric.draws)
    if (draw != kNone)
      return true;
  return std::ranges::any_of(metric.parameters, [&](const ParameterSource& source) {
    return is_uncertain(source, model);
  });
}

template <typename Parts>
bool mark_parts(Parts& parts, const Model& model) {
  bool changed = false;
  for (auto& part : parts) {
    if (part.uncertain || !is_uncertain(part, model))
      continue;
    part.uncertain = changed = true;
  }
  return changed;
}

} // namespace

void mark_refresh(Model& model, const std::vector<std::uint32_t>& order) {
  for (std::uint32_t index : order) {
    Series& series = model.series[index];
    series.refresh = refresh_of(series, model);
    if (series.kind != Series::Kind::draw || series.draw.group == kNone)
      continue;
    ScoreGroup& group = model.groups[series.draw.group];
    group.refresh = std::max(group.refresh, series.refresh);
  }
}

// Metrics may look back at each other in circles, so until nothing changes.
void mark_uncertain(Model& model) {
  bool changed = true;
  while (changed) {
    changed = mark_parts(model.series, model);
    changed = mark_parts(model.metrics, model) || changed;
  }
  for (ModelTarget& target : model.targets)
    target.uncertain = is_uncertain(target.condition, model);
}

} // namespace escala
