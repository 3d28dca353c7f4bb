// SPDX-License-Identifier: Apache-2.0
// Visits every program of a model that is evaluated during a run.
#pragma once

#include <algorithm>

#include "escala/model/model.h"

namespace escala {

// Does not visit the programs of tables, whose values are known before the run.
template <typename Visit>
void for_each_program(const Model& model, const Visit& visit) {
  for (const Series& series : model.series) {
    if (series.kind == Series::Kind::expression)
      std::ranges::for_each(series.programs, visit);
    for_each_program(series.draw, visit);
  }
  for (const ModelRisk& risk : model.risks)
    if (risk.duration)
      visit(risk.duration->value);
  for (const ModelImpact& impact : model.impacts)
    visit(impact.size.value);
  for (const ModelTarget& target : model.targets)
    visit(target.condition);
}

} // namespace escala
