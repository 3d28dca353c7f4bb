// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_document.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "escala/report/check_summary.h"
#include "report/change_cells.h"
#include "report/document_head.h"
#include "report/sections.h"

namespace escala {
namespace {

// If only targets were judged, paths were added until each target was decided.
std::uint64_t paths_used(const RunResult& result) {
  if (!result.curves.empty() || result.targets.empty())
    return result.provenance.paths;
  std::uint64_t most = 0;
  for (const TargetResult& target : result.targets)
    most = std::max(most, target.judgement.paths);
  return most;
}

std::vector<Section> sections_of(const RunResult& result, Detail detail) {
  std::vector<Section> sections{target_section(result, detail), findings_section(result)};
  const auto add = [&](std::vector<Section> more) {
    std::ranges::move(more, std::back_inserter(sections));
  };
  const auto effects = [&] {
    return std::vector{unpaid_section(result), risk_section(result, detail),
                       mitigation_section(result), investment_section(result)};
  };
  if (detail == Detail::whole) {
    add({binding_section(result, detail), timing_section(result), decides_section(result)});
    add(effects());
    add({chart_section(result), curve_section(result, detail)});
  } else if (detail != Detail::brief) {
    add({binding_section(result, detail), curve_section(result, detail)});
    add(effects());
  }
  std::erase_if(sections, [](const Section& section) {
    return section.tables.empty() && section.sentences.empty() && section.charts.empty();
  });
  return sections;
}

} // namespace

Document run_document(const RunResult& result, Detail detail) {
  const Provenance& from = result.provenance;
  Document document = document_head({.provenance = from,
                                     .calendar = result.calendar,
                                     .horizon = result.horizon,
                                     .paths = result.certain ? 0 : paths_used(result)});
  if (!result.targets.empty())
    document.summary = verdict_summary({&result, 1}, 0);
  document.sections = sections_of(result, detail);
  if (shows_only_changes(result)) // of the other sections it is not known what has moved
    std::erase_if(document.sections,
                  [](const Section& section) { return section.name != "targets"; });
  return document;
}

} // namespace escala
