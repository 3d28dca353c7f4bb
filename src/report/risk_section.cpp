// SPDX-License-Identifier: Apache-2.0
// The losses by risks: events over the plan, and the share of each metric lost at its end.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "report/sections.h"

namespace escala {
namespace {

constexpr int kLeastRiskName = 12;

std::vector<TableColumn> columns() {
  return {{.heading = "Risk", .least = kLeastRiskName},
          {.heading = "category", .drop = 1},
          {.heading = "events", .align = Align::right},
          {.heading = "(inherent)", .align = Align::right, .drop = 2, .joined = true},
          {.heading = "loss in", .least = kLeastRiskName},
          {.heading = "share", .align = Align::right},
          {.heading = "(inherent)", .align = Align::right, .drop = 3, .joined = true}};
}

Phrase in_parentheses(Number number) { return {"(", std::move(number), ")"}; }

// A row for each metric that loses a share. The first row names the risk.
void add_rows(const RunResult& result, const RiskSummary& risk, const Cell& name,
              const Cell& category, TableGroup& group) {
  const auto& residual = risk.residual.losses;
  const auto& inherent = risk.inherent.losses;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, residual.size()); ++i) {
    std::vector<Cell> cells(7);
    if (i == 0) {
      cells[0] = name;
      cells[1] = category;
      cells[2] = {Number{.value = risk.residual.events}};
      cells[3] = {in_parentheses({.value = risk.inherent.events})};
    }
    if (i < residual.size()) {
      cells[4] = {result.metrics[residual[i].metric].label};
      cells[5] = {share(residual[i].at_horizon, Precision::tenths)};
      cells[6] = {in_parentheses(share(inherent[i].at_horizon, Precision::tenths))};
    }
    group.rows.push_back({std::move(cells)});
  }
}

// Whether a category has several risks. A category with one risk adds no information.
bool has_several(const RunResult& result, const RiskSummary& category) {
  return std::ranges::count_if(result.risks, [&](const RiskResult& risk) {
           return risk.found.category == category.category;
         }) > 1;
}

} // namespace

Section risk_section(const RunResult& result) {
  Section section{.name = "risks"};
  if (result.risks.empty())
    return section;
  TableGroup group;
  for (const RiskResult& risk : result.risks)
    add_rows(result, risk.found, {risk.found.name}, {risk.found.category}, group);
  for (const RiskSummary& category : result.categories)
    if (has_several(result, category))
      add_rows(result, category, {"all " + category.category, Emphasis::muted}, {}, group);
  section.tables.push_back({.columns = columns(), .groups = {std::move(group)}});
  section.notes.push_back({NoteTopic::effects,
                           "Risk: events over the plan, and the share of the metric lost at its "
                           "end; (inherent): without mitigation."});
  return section;
}

} // namespace escala
