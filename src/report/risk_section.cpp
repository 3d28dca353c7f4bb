// SPDX-License-Identifier: Apache-2.0
// The losses by risks: events over the plan, and the share of each metric lost at its end.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "report/gains.h"
#include "report/risk_effects.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr int kLeastRiskName = 12;

std::vector<TableColumn> risk_columns() {
  return {{.heading = "Risk", .least = kLeastRiskName},
          {.heading = "category", .drop = 1},
          {.heading = "events", .align = Align::right},
          {.heading = "(inherent)", .align = Align::right, .drop = 2, .joined = true},
          {.heading = "loss in", .least = kLeastRiskName},
          {.heading = "share", .align = Align::right},
          {.heading = "(inherent)", .align = Align::right, .drop = 3, .joined = true}};
}

Phrase in_parentheses(const Phrase& number) {
  std::vector<Piece> pieces{std::string("(")};
  pieces.insert(pieces.end(), number.pieces().begin(), number.pieces().end());
  pieces.emplace_back(std::string(")"));
  return pieces;
}

Phrase share_or_none(MaybeNumber lost) {
  return lost ? Phrase(share(lost, Precision::tenths)) : Phrase(Nothing{});
}

// What a risk hits, a row each; the first says whose they are.
struct HitRows {
  TableGroup& group;
  std::vector<Cell> begin; // of the first row

  void add(Phrase hit, Phrase lost, Phrase inherent) {
    std::vector<Cell> cells = std::move(begin);
    begin.clear();
    cells.resize(4);
    cells.insert(cells.end(), {{std::move(hit)}, {std::move(lost)}, {std::move(inherent)}});
    group.rows.push_back({std::move(cells)});
  }
};

void add_rows(const RunResult& result, const RiskSummary& risk, std::vector<Cell> names,
              const std::vector<EndLoss>& losses, const std::vector<std::string>& changed,
              TableGroup& group) {
  HitRows rows{group, std::move(names)};
  rows.begin.push_back({Number{.value = risk.residual.events}});
  rows.begin.push_back({in_parentheses(Number{.value = risk.inherent.events})});
  for (const EndLoss& loss : losses)
    rows.add(OwnText{result.metrics[loss.metric].label}, share_or_none(loss.residual),
             in_parentheses(share_or_none(loss.inherent)));
  for (const std::string& name : changed)
    rows.add(OwnText{name}, Nothing{}, {});
  if (!rows.begin.empty())
    rows.add({}, {}, {});
}

// Whether a category has several risks. A category with one risk adds no information.
bool has_several(const RunResult& result, const RiskSummary& category) {
  return std::ranges::count_if(result.risks, [&](const RiskResult& risk) {
           return risk.found.category == category.category;
         }) > 1;
}

void add_effects_of_risks(const RunResult& result, bool all, Section& section) {
  std::vector<Table> tables = tables_without_risks(result, all);
  if (tables.empty() && result.risks.size() > kComparedRiskLimit)
    section.notes.push_back(
        {NoteTopic::effects,
         filled("More than {} risks: what the plan reaches without each was not computed.",
                {std::to_string(kComparedRiskLimit)})});
  if (tables.empty())
    return;
  section.notes.push_back(
      {NoteTopic::effects,
       all ? note_on_paths(result.risks.front().effect->found,
                           "Without a risk: what is reached on the first {} paths of the run.",
                           "Without a risk: what is reached.")
           : note_on_paths(result.risks.front().effect->found,
                           "Without a risk: what changes most on the first {} paths of the run.",
                           "Without a risk: what changes most.")});
  section.notes.push_back({NoteTopic::effects, kEffectNote});
  for (Table& table : tables)
    section.tables.push_back(std::move(table));
}

} // namespace

Section risk_section(const RunResult& result, Detail detail) {
  Section section{.name = "risks", .heading = "Risks"};
  if (result.risks.empty())
    return section;
  TableGroup group;
  for (const std::size_t index : risks_by_harm(result)) {
    const RiskResult& risk = result.risks[index];
    add_rows(result, risk.found, {{OwnText{risk.found.name}}, {risk.found.category}},
             end_losses(result, risk), risk.changed, group);
  }
  for (const RiskSummary& category : result.categories)
    if (has_several(result, category))
      add_rows(result, category, {{"all " + category.category, Emphasis::muted}, {}},
               end_losses(result, category), {}, group);
  section.tables.push_back({.columns = risk_columns(), .groups = {std::move(group)}});
  section.notes.push_back({NoteTopic::effects,
                           "Risk: events over the plan, and the share of the metric lost at its "
                           "end; (inherent): without mitigation."});
  add_effects_of_risks(result, detail == Detail::full, section);
  return section;
}

} // namespace escala
