// SPDX-License-Identifier: Apache-2.0
#include "report/add_effects.h"

namespace escala {
namespace {

// The metrics that the impacts of a risk affect.
std::vector<std::uint32_t> affected_by(const Model& model, const std::string& risk) {
  std::vector<std::uint32_t> affected;
  for (const ModelImpact& impact : model.impacts)
    if (model.risks[impact.risk].name == risk)
      affected.insert(affected.end(), impact.metrics.begin(), impact.metrics.end());
  return affected;
}

// Drivers and parameters that they name, as written.
std::vector<std::string> changed_by(const Model& model, const Notes& notes, std::size_t risk) {
  std::vector<std::string> changed;
  for (const ModelImpact& impact : model.impacts)
    if (impact.risk == risk && impact.metrics.empty())
      changed.push_back(notes.written().risks[risk].impacts[impact.written].affected.text);
  return changed;
}

double total_cost(const Findings& findings) {
  double cost = 0;
  for (const RiskSummary& risk : findings.risks)
    cost += risk.cost;
  return cost;
}

// The expected amount invested up to the horizon.
double invested(const Model& model, const Findings& findings, const Counterfactual& found) {
  return findings.curves == nullptr ? found.metrics[model.spent].with
                                    : (*findings.curves)[model.spent].mean(model.horizon);
}

} // namespace

void add_effects(const Model& model, const Notes& notes, const Findings& findings,
                 RunResult& result) {
  for (const RiskSummary& risk : findings.risks)
    result.risks.push_back({.found = risk,
                            .affected = affected_by(model, risk.name),
                            .mitigation = {},
                            .changed = changed_by(model, notes, result.risks.size())});
  result.categories = findings.categories;
  result.value = findings.value;
  for (const Counterfactual& found : findings.counterfactuals) {
    const std::uint32_t risk = found.without.risk;
    if (found.without.kind == Omission::Kind::investment)
      result.investment = Benefit{found, invested(model, findings, found)};
    else if (found.without.kind == Omission::Kind::risk)
      result.risks[risk].effect = Benefit{found, 0};
    else if (risk == kNone)
      result.mitigation = Benefit{found, total_cost(findings)};
    else
      result.risks[risk].mitigation = Benefit{found, findings.risks[risk].cost};
  }
}

} // namespace escala
