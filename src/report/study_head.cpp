// SPDX-License-Identifier: Apache-2.0
#include "escala/report/study_head.h"

#include "report/document_head.h"

namespace escala {
DocumentOrigin origin_of(const StudyHead& head) {
  return {.provenance = head.provenance,
          .calendar = head.calendar,
          .horizon = head.horizon,
          .paths = head.certain ? 0 : head.provenance.paths};
}

void set_looks(StudyHead& head, const Looks& looks) {
  head.provenance.paths = looks.paths;
  head.ended = looks.ended;
}

Document study_document(const StudyHead& head) {
  Document document = document_head(origin_of(head));
  if (head.ended == Ended::interrupted)
    document.introduction.push_back(
        filled("Interrupted: these are the figures after {} paths of each run.",
               {count(head.provenance.paths)}));
  if (head.ended == Ended::at_limit && !head.fixed_paths)
    document.introduction.push_back(filled(
        "The figures are less sure than they should be: the limit of {} paths of each run is "
        "reached; --max-paths sets it.",
        {count(head.provenance.paths)}));
  return document;
}

} // namespace escala
