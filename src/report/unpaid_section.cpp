// SPDX-License-Identifier: Apache-2.0
// What the plan spends without effect on its cash.
#include <utility>
#include <vector>

#include "report/sections.h"

namespace escala {

Section unpaid_section(const RunResult& result) {
  Section section{.name = "unpaid"};
  if (result.unpaid.empty())
    return section;
  std::vector<Piece> note;
  for (const UnpaidCost& cost : result.unpaid) {
    note.emplace_back(note.empty() ? "Note: no metric pays the " : ", nor the ");
    if (cost.amount)
      note.emplace_back(Number{.value = cost.amount, .unit = money_unit(result.currency)});
    else
      note.emplace_back("cost");
    note.emplace_back(" of " + cost.name + " (nothing reads " + cost.metric + ")");
  }
  note.emplace_back(".");
  section.sentences.emplace_back(std::move(note));
  return section;
}

} // namespace escala
