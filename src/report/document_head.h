// SPDX-License-Identifier: Apache-2.0
// The head of a document: its title, the settings of its runs, and where it comes from.
#pragma once

#include <cstdint>

#include "escala/core/calendar.h"
#include "escala/report/document.h"
#include "escala/report/provenance.h"
#include "escala/report/study_head.h"

namespace escala {

struct DocumentOrigin {
  const Provenance& provenance;
  const Calendar& calendar;
  int horizon = 0;         // months
  std::uint64_t paths = 0; // that were used; 0: one path, since nothing is uncertain
};

DocumentOrigin origin_of(const StudyHead& head);

// A document without sections.
Document document_head(const DocumentOrigin& origin);

} // namespace escala
