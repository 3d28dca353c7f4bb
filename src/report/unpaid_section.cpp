// SPDX-License-Identifier: Apache-2.0
// What the plan spends without effect on its cash.
#include <string>
#include <utility>
#include <vector>

#include "report/sections.h"

namespace escala {
namespace {

// "the $10M of mitigation (nothing reads risks.cost)"
Phrase cost_text(const UnpaidCost& cost, const std::string& currency) {
  const Part name = part(cost.name);
  if (!cost.amount)
    return filled("the cost of {} (nothing reads {})", {name, cost.metric});
  return filled("the {} of {} (nothing reads {})",
                {Number{.value = cost.amount, .unit = money_unit(currency)}, name, cost.metric});
}

} // namespace

Section unpaid_section(const RunResult& result) {
  Section section{.name = "unpaid", .heading = "Costs that nothing pays"};
  if (result.unpaid.empty())
    return section;
  std::vector<Piece> note;
  for (const UnpaidCost& cost : result.unpaid) {
    const Part named = part(cost_text(cost, result.currency));
    note.emplace_back(part(filled(note.empty() ? "Note: no metric pays {}" : ", nor {}", {named})));
  }
  note.emplace_back(std::string("."));
  section.sentences.emplace_back(std::move(note));
  return section;
}

} // namespace escala
