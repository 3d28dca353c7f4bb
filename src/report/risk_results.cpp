// SPDX-License-Identifier: Apache-2.0
#include "report/risk_results.h"

#include <cmath>

namespace escala {
namespace {

std::string label_of(const ModelMetric& metric) {
  return metric.label.empty() ? metric.name : metric.label;
}

ExposureResult exposure_result(const Model& model, const Exposure& exposure) {
  ExposureResult result{exposure.events, {}};
  for (const LossSummary& loss : exposure.losses) {
    const ModelMetric& metric = model.metrics[loss.metric];
    result.losses.push_back({metric.name, label_of(metric), loss.mean, loss.at_horizon});
  }
  return result;
}

// Metrics that the impacts of a risk name.
std::vector<std::string> victims_of(const Model& model, const std::string& risk) {
  std::vector<std::string> victims;
  for (const ModelImpact& impact : model.impacts)
    if (model.risks[impact.risk].name == risk)
      for (std::uint32_t metric : impact.metrics)
        victims.push_back(model.metrics[metric].name);
  return victims;
}

RiskResult risk_result(const Model& model, const RiskSummary& summary) {
  return {.name = summary.name,
          .category = summary.category,
          .victims = victims_of(model, summary.name),
          .residual = exposure_result(model, summary.residual),
          .inherent = exposure_result(model, summary.inherent),
          .cost = summary.cost,
          .mitigation = {}};
}

GainResult gain_result(const Gain& gain, double factor, double cost) {
  const auto cell = [&](double value) { return std::isnan(value) ? Cell{} : Cell(value * factor); };
  GainResult result;
  result.with = cell(gain.with);
  result.without = cell(gain.without);
  result.gain = cell(gain.gain);
  result.std_error = cell(gain.std_error);
  if (cost > 0)
    result.per_cost = cell(gain.gain / cost);
  return result;
}

BenefitResult benefit_result(const Model& model, const Counterfactual& found, double cost) {
  BenefitResult benefit{
      .paths = found.paths, .cost = cost, .metrics = {}, .targets = {}, .joint = {}};
  for (std::size_t i = 0; i < model.metrics.size(); ++i) {
    const ModelMetric& metric = model.metrics[i];
    if (i == model.spent)
      continue;
    GainResult result = gain_result(found.metrics[i], metric.unit.factor, cost);
    result.name = metric.name;
    result.label = label_of(metric);
    result.unit = display_unit(metric.unit, model.currency);
    benefit.metrics.push_back(std::move(result));
  }
  for (std::size_t i = 0; i < model.targets.size(); ++i) {
    GainResult result = gain_result(found.targets[i], 1, cost);
    result.name = model.targets[i].name;
    result.label = model.targets[i].label.empty() ? result.name : model.targets[i].label;
    benefit.targets.push_back(std::move(result));
  }
  if (!model.targets.empty()) {
    benefit.joint = gain_result(found.joint, 1, cost);
    benefit.joint->label = "All together";
  }
  return benefit;
}

double total_cost(const Findings& findings) {
  double cost = 0;
  for (const RiskSummary& risk : findings.risks)
    cost += risk.cost;
  return cost;
}

// Expected, at the horizon.
double invested(const Model& model, const Findings& findings, const Counterfactual& found) {
  return findings.curves == nullptr ? found.metrics[model.spent].with
                                    : (*findings.curves)[model.spent].mean(model.horizon);
}

} // namespace

void add_risks(const Model& model, const Findings& findings, Report& report) {
  for (const RiskSummary& risk : findings.risks)
    report.risks.push_back(risk_result(model, risk));
  for (const RiskSummary& category : findings.categories)
    report.categories.push_back(risk_result(model, category));
  for (const Counterfactual& found : findings.counterfactuals) {
    const std::uint32_t risk = found.without.risk;
    if (found.without.kind == Omission::Kind::investment)
      report.investment = benefit_result(model, found, invested(model, findings, found));
    else if (risk == kNone)
      report.mitigation = benefit_result(model, found, total_cost(findings));
    else
      report.risks[risk].mitigation = benefit_result(model, found, findings.risks[risk].cost);
  }
}

} // namespace escala
