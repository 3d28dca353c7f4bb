// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

void bind_spend(const Node& node, Pillar& pillar, Binder& binder) {
  pillar.spend_span = node.span;
  const std::string what = fmt::format("spend of {}", pillar.name.text);
  if (require_list(node, what, binder.diagnostics) == nullptr)
    return;
  if (node.items.empty())
    binder.diagnostics.error(node.span, fmt::format("{} is an empty list", what),
                             "a list gives one value or more");
  for (const Node& item : node.items)
    if (auto value = binder.expression(item, what))
      pillar.spend.push_back(std::move(*value));
}

std::string example_of(std::string_view key) {
  return fmt::format("add {}: {}", key, key_of(kPillarKeys, key).example);
}

Pillar bind_pillar(const Entry& entry, Binder& binder) {
  Pillar pillar;
  pillar.name = entry.key;
  if (require_map(entry.value, fmt::format("pillar {}", entry.key.text), binder.diagnostics,
                  "share") == nullptr)
    return pillar;
  check_keys(entry.value, kPillarKeys, entry.key.span, binder.diagnostics);
  const Node* share = entry.value.find("share");
  const Node* spend = entry.value.find("spend");
  const Node* lifts = entry.value.find("lifts");
  const Node* half_at = entry.value.find("half_at");
  if (share != nullptr)
    pillar.share = binder.expression(*share, fmt::format("share of {}", entry.key.text));
  if (spend != nullptr)
    bind_spend(*spend, pillar, binder);
  if (lifts != nullptr)
    pillar.lifts = binder.effects(*lifts, fmt::format("lifts of {}", entry.key.text));
  if (half_at != nullptr)
    pillar.half_at = binder.quantity(*half_at, fmt::format("half_at of {}", entry.key.text));
  if (share == nullptr && spend == nullptr)
    binder.diagnostics.error(entry.key.span,
                             fmt::format("pillar {} has no money to spend", entry.key.text),
                             "it has neither share nor spend", example_of("share"));
  if (lifts != nullptr && half_at == nullptr)
    binder.diagnostics.error(entry.key.span, "the key 'half_at' is missing",
                             "a lift has half of its effect when this much is spent",
                             example_of("half_at"));
  return pillar;
}

// The metric that reports the spend. The compiler fills in its value.
Metric spent_metric(Span place, const std::string& currency) {
  Metric metric;
  metric.name = {"investment.spent", place, {}};
  metric.label = "Invested";
  metric.unit = LocatedText{currency, place, {}};
  metric.model = &spending_model();
  metric.model_span = place;
  return metric;
}

} // namespace

void bind_investment(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "investment", binder.diagnostics) == nullptr)
    return;
  check_keys(node, kInvestmentKeys, node.span, binder.diagnostics);
  const Node* budget = node.find("budget");
  const Node* over = node.find("over");
  const Node* pillars = node.find("pillars");
  const Node* value = node.find("value");
  const Node* discount = node.find("discount");
  Investment investment;
  investment.span = node.span;
  if (budget != nullptr)
    if (auto expression = binder.expression(*budget, "budget"))
      investment.budget = std::move(*expression);
  if (over != nullptr)
    investment.over = binder.expression(*over, "over");
  if (value != nullptr)
    investment.value = binder.expression(*value, "value");
  if (discount != nullptr)
    investment.discount = binder.expression(*discount, "discount");
  if (pillars != nullptr && require_map(*pillars, "pillars", binder.diagnostics) != nullptr)
    for (const Entry& entry : pillars->entries)
      investment.pillars.push_back(bind_pillar(entry, binder));
  if (pillars != nullptr && pillars->kind == Node::Kind::map && pillars->entries.empty())
    binder.diagnostics.error(pillars->span, "an investment needs a pillar",
                             "without a pillar nothing is spent");
  binder.scenario.metrics.push_back(spent_metric(node.span, binder.scenario.currency));
  binder.scenario.investment = std::make_unique<Investment>(std::move(investment));
}

} // namespace escala
