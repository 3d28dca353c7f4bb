// SPDX-License-Identifier: Apache-2.0
#include "simulate/prepared_run.h"

#include <cassert>

namespace escala {
namespace {

std::vector<double> values_of_inputs(const Run& run) {
  if (!run.inputs.empty()) {
    assert(run.inputs.size() == run.model->inputs.size());
    return run.inputs;
  }
  std::vector<double> values;
  for (const ModelInput& input : run.model->inputs)
    values.push_back(input.value);
  return values;
}

} // namespace

PreparedRun::PreparedRun(const Run& run)
    : model(*run.model), draws(model, run.draws, run.first_path), first_path(run.first_path),
      paths(model.is_uncertain() ? run.paths : 1), inputs(values_of_inputs(run)) {
  for (const ScoreGroup& group : model.groups)
    conditional.push_back(conditional_scores(group, draws));
  for (const ModelRisk& risk : model.risks)
    risks.push_back({.happens = true, .mitigated = risk.mitigated});
  for (const Omission& omission : run.without) {
    if (omission.kind == Omission::Kind::investment)
      invested = 0;
    for (std::uint32_t i = 0; i < risks.size(); ++i) {
      if (omission.risk != kNone && omission.risk != i)
        continue;
      if (omission.kind == Omission::Kind::mitigation)
        risks[i].mitigated = false;
      if (omission.kind == Omission::Kind::risk)
        risks[i].happens = false;
    }
  }
}

} // namespace escala
