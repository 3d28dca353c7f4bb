// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "escala/core/names.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

std::string bind_category(const Node& node, Binder& binder) {
  std::string category = binder.text(node, "category");
  if (category.empty() || std::ranges::find(kRiskCategories, category) != kRiskCategories.end())
    return category;
  const std::vector<std::string> known(kRiskCategories.begin(), kRiskCategories.end());
  binder.diagnostics.error(node.span, fmt::format("unknown category '{}'", category),
                           fmt::format("the categories are {}", fmt::join(known, ", ")),
                           did_you_mean(category, known));
  return {};
}

void bind_parts(const Node& map, bool mitigation, Risk& risk, Binder& binder) {
  for (std::size_t i = 0; i < kRiskParts; ++i) {
    const auto part = static_cast<RiskPart>(i);
    const std::string_view name = spec_of(part).name;
    const Node* node = mitigates(part) == mitigation ? map.find(name) : nullptr;
    if (node != nullptr)
      risk.parts[i] = binder.quantity(*node, fmt::format("{} of {}", name, risk.name.text));
  }
}

void bind_mitigation(const Node& node, Risk& risk, Binder& binder) {
  const std::string what = fmt::format("mitigation of {}", risk.name.text);
  if (node.kind == Node::Kind::scalar)
    return binder.diagnostics.error(node.span, fmt::format("{} must be a map", what), "found text",
                                    fmt::format("as in {{prevention: {}}}", node.text.text));
  if (require_map(node, what, binder.diagnostics) == nullptr)
    return;
  check_keys(node, kMitigationKeys, node.span, binder.diagnostics);
  bind_parts(node, true, risk, binder);
}

void bind_risk(const Entry& entry, Binder& binder) {
  Risk risk;
  risk.name = entry.key;
  if (require_map(entry.value, fmt::format("risk {}", entry.key.text), binder.diagnostics) !=
      nullptr) {
    check_keys(entry.value, kRiskKeys, entry.key.span, binder.diagnostics);
    if (const Node* category = entry.value.find("category"))
      risk.category = bind_category(*category, binder);
    bind_parts(entry.value, false, risk, binder);
    if (const Node* opportunity = entry.value.find("opportunity"))
      risk.opportunity = binder.flag(*opportunity, "opportunity");
    if (const Node* impact = entry.value.find("impact"))
      risk.impacts = binder.effects(*impact, fmt::format("impact of {}", entry.key.text));
    if (const Node* mitigation = entry.value.find("mitigation"))
      bind_mitigation(*mitigation, risk, binder);
  }
  binder.scenario.risks.push_back(std::move(risk));
}

// What is acted on, and by how much, of a text that says one of them.
std::string effect_remedy(const std::string& text, const Scenario& scenario) {
  const bool name = is_name(owner_of(text));
  const std::string metric = scenario.metrics.empty() ? "arr" : scenario.metrics.front().name.text;
  return fmt::format("as in {{{}: {}}}", name ? text : metric, name ? "5%" : text);
}

} // namespace

std::vector<Effect> Binder::effects(const Node& node, std::string_view what) const {
  std::vector<Effect> effects;
  if (node.kind == Node::Kind::scalar) {
    diagnostics.error(node.span, fmt::format("{} must be a map", what), "found text",
                      effect_remedy(node.text.text, scenario));
    return effects;
  }
  if (require_map(node, what, diagnostics) == nullptr)
    return effects;
  if (node.entries.empty())
    diagnostics.error(node.span, fmt::format("{} is empty", what), "it does not act on anything",
                      "name a metric, or leave it out");
  for (const Entry& entry : node.entries)
    if (auto size = quantity(entry.value, fmt::format("{} on {}", what, entry.key.text)))
      effects.push_back({entry.key, std::move(*size)});
  return effects;
}

void bind_risks(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "risks", binder.diagnostics) == nullptr)
    return;
  for (const Entry& entry : node.entries)
    bind_risk(entry, binder);
}

} // namespace escala
