// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_document.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/report/check_summary.h"
#include "report/change_cells.h"
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

std::string_view month_name(const Calendar& calendar) {
  static constexpr std::array<std::string_view, kMonthsInYear> kNames{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return kNames[static_cast<std::size_t>(calendar.fiscal_first - 1)];
}

Phrase path_text(const RunResult& result) {
  if (result.certain)
    return Phrase(std::string("1 path (certain)"));
  const std::uint64_t paths = paths_used(result);
  const std::string& sampler = result.provenance.sampler;
  return {count(paths),
          (sampler == "random" ? "" : " " + sampler) + (paths == 1 ? " path" : " paths")};
}

// "60 months from 2026-01", "100,000 paths", "seed 2026"
std::vector<Phrase> settings_of(const RunResult& result) {
  const Provenance& from = result.provenance;
  std::vector<Phrase> settings;
  settings.push_back(filled(result.horizon == 1 ? "{} month from {}" : "{} months from {}",
                            {std::to_string(result.horizon), PlanMonth{1, result.calendar.at(1)}}));
  if (result.calendar.fiscal_first != 1)
    settings.push_back(
        filled("fiscal years from {}", {part(std::string(month_name(result.calendar)))}));
  settings.push_back(path_text(result));
  settings.push_back(filled("seed {}", {std::to_string(from.seed)}));
  if (from.quantile_error > 0)
    settings.push_back(
        filled("quantiles within {}", {share(from.quantile_error, Precision::tenths)}));
  return settings;
}

// "with drivers.arr_growth=150%, horizon=3y"; empty without changes
Phrase changes_of(const Provenance& from) {
  std::string text;
  for (const auto& [path, expression] : from.set)
    text.append(text.empty() ? "" : ", ").append(path).append("=").append(expression);
  return text.empty() ? Phrase() : filled("with {}", {text});
}

std::vector<Section> sections_of(const RunResult& result, Detail detail) {
  std::vector<Section> sections{target_section(result, detail), findings_section(result)};
  if (detail != Detail::brief)
    for (Section section :
         {binding_section(result), curve_section(result, detail), unpaid_section(result),
          risk_section(result), mitigation_section(result), investment_section(result)})
      sections.push_back(std::move(section));
  std::erase_if(sections, [](const Section& section) {
    return section.tables.empty() && section.sentences.empty() && section.charts.empty();
  });
  return sections;
}

} // namespace

Document run_document(const RunResult& result, Detail detail) {
  const Provenance& from = result.provenance;
  Document document;
  document.title = from.scenario;
  if (!from.variant.empty())
    document.title += " (" + from.variant + ")";
  if (!result.targets.empty())
    document.summary = verdict_summary({&result, 1}, 0);
  document.settings = settings_of(result);
  document.provenance = from;
  if (!from.description.empty())
    document.introduction.emplace_back(OwnText{from.description});
  if (Phrase changes = changes_of(from); !changes.empty())
    document.introduction.push_back(std::move(changes));
  document.sections = sections_of(result, detail);
  if (shows_only_changes(result)) // of the other sections it is not known what has moved
    std::erase_if(document.sections,
                  [](const Section& section) { return section.name != "targets"; });
  return document;
}

} // namespace escala
