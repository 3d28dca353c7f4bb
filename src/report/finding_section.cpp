// SPDX-License-Identifier: Apache-2.0
// What a reader should know first.
#include "report/sections.h"

namespace escala {

Section findings_section(const RunResult& result) {
  Section section{.name = "findings", .heading = "What to know first"};
  for (const Finding& finding : result.findings)
    section.sentences.push_back(finding.text);
  return section;
}

} // namespace escala
