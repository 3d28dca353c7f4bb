// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "escala/report/run_document.h"
#include "escala/report/whole_report.h"

namespace escala {
namespace {

// The sections of an analysis under one title.
void add_part(Document part, const char* title, Document& document) {
  if (part.sections.empty())
    return;
  part.sections.front().title = title;
  for (Section& section : part.sections)
    document.sections.push_back(std::move(section));
}

// Recommendations stand behind the findings.
void insert_recommendations(const ReportResult& result, Document& document) {
  const auto findings = std::ranges::find_if(
      document.sections, [](const Section& section) { return section.name == "findings"; });
  const auto place = findings == document.sections.end() ? document.sections.begin() : findings + 1;
  document.sections.insert(place, recommendation_section(result.recommendations));
}

} // namespace

Document report_document(const ReportResult& result, Detail detail) {
  Document document = run_document(result.run, detail);
  const bool is_interrupted = result.head.ended == Ended::interrupted;
  if (is_interrupted)
    document.introduction.emplace_back("Interrupted: parts of this report are missing.");
  if (result.has_target && !(is_interrupted && result.recommendations.empty()))
    insert_recommendations(result, document);
  if (result.variants)
    add_part(compare_document(*result.variants), "Variants", document);
  if (result.sensitivity)
    add_part(sensitivity_document(*result.sensitivity), "What drives it", document);
  if (result.solutions)
    add_part(solve_document(*result.solutions), "What it would take", document);
  if (result.allocation)
    add_part(optimize_document(*result.allocation), "Where the money does most", document);
  return document;
}

} // namespace escala
