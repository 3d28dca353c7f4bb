// SPDX-License-Identifier: Apache-2.0
#include "report/unpaid_costs.h"

#include <algorithm>
#include <optional>

namespace escala {
namespace {

// What the metrics and targets of a plan read of its spending.
struct CostReads {
  bool invested = false;
  bool all_risks = false;
  std::vector<bool> risks;
  bool money = false; // a target reads an amount of money

  CostReads(const Model& model, const ValidScenario& plan) : risks(plan.risks.size()) {
    for (const ValidMetric& metric : plan.metrics)
      for (const ValidParameter& parameter : metric.parameters)
        for (const CheckedExpression& value : parameter.values)
          add(model, value);
    for (const ValidTarget& target : plan.targets) {
      add(model, target.when);
      for (const NodeFacts& facts : target.when.facts)
        money = money || (facts.symbol.kind == Symbol::Kind::metric &&
                          plan.metrics[facts.symbol.index].quantity.dimension.money != 0);
    }
  }

 private:
  void add(const Model& model, const CheckedExpression& checked) {
    for (const NodeFacts& facts : checked.facts) {
      const Symbol& symbol = facts.symbol;
      invested = invested || (symbol.kind == Symbol::Kind::metric && symbol.index == model.spent);
      all_risks = all_risks || symbol.kind == Symbol::Kind::all_costs;
      if (symbol.kind == Symbol::Kind::cost)
        risks[symbol.index] = true;
    }
  }
};

// What a pillar spends in all; none where paths differ.
std::optional<double> spent_on(const ValidPillar& pillar, std::optional<double> budget) {
  if (pillar.spend.empty()) {
    const auto share = pillar.share.constant();
    return share && budget ? std::optional(*share * *budget) : std::nullopt;
  }
  double total = 0;
  for (const CheckedExpression& year : pillar.spend) {
    if (!year.constant())
      return std::nullopt;
    total += *year.constant();
  }
  return total;
}

// Of an investment that ends with the plan, or before.
std::optional<double> total_spend(const ValidScenario& plan) {
  double total = 0;
  for (const ValidPillar& pillar : plan.investment.pillars) {
    const auto spent = spent_on(pillar, plan.investment.budget.constant());
    if (!spent || plan.investment.over > plan.horizon)
      return std::nullopt;
    total += *spent;
  }
  return total;
}

// Of a constant cost per month.
std::optional<double> mitigation_cost(const CheckedExpression& cost, int months) {
  const auto monthly = cost.constant();
  return monthly ? std::optional(*monthly * months) : std::nullopt;
}

// What nothing reads of the costs of mitigation.
std::optional<UnpaidCost> unpaid_mitigation(const ValidScenario& plan, const CostReads& reads) {
  UnpaidCost unpaid{"mitigation", {}, 0.0};
  bool some_are_read = false;
  for (std::size_t i = 0; i < plan.risks.size() && !reads.all_risks; ++i) {
    const CheckedExpression& cost = plan.risks[i].part(RiskPart::cost);
    const auto total = mitigation_cost(cost, plan.horizon);
    if (cost.facts.empty() || total.value_or(1) <= 0)
      continue;
    some_are_read = some_are_read || reads.risks[i];
    if (reads.risks[i])
      continue;
    unpaid.metric +=
        (unpaid.metric.empty() ? "" : ", ") + plan.scenario.risks[i].name.text + ".cost";
    unpaid.amount = unpaid.amount && total ? MaybeNumber(*unpaid.amount + *total) : std::nullopt;
  }
  if (unpaid.metric.empty())
    return std::nullopt;
  if (!some_are_read && unpaid.metric.find(',') != std::string::npos)
    unpaid.metric = "risks.cost";
  return unpaid;
}

} // namespace

std::vector<UnpaidCost> unpaid_costs(const Model& model, const Notes& notes) {
  const ValidScenario& plan = notes.plan();
  const CostReads reads(model, plan);
  std::vector<UnpaidCost> unpaid;
  if (!reads.money)
    return unpaid;
  if (const auto total = total_spend(plan);
      model.spent != kNone && !reads.invested && total.value_or(1) > 0)
    unpaid.push_back({"investment", model.metrics[model.spent].name, total});
  if (const auto mitigation = unpaid_mitigation(plan, reads))
    unpaid.push_back(*mitigation);
  return unpaid;
}

} // namespace escala
