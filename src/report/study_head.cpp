// SPDX-License-Identifier: Apache-2.0
#include "escala/report/study_head.h"

#include "report/document_head.h"
#include "report/run_records.h"

namespace escala {
namespace {

DocumentOrigin origin_of_study(const StudyHead& head) {
  return {.provenance = head.provenance,
          .calendar = head.calendar,
          .horizon = head.horizon,
          .paths = head.certain ? 0 : head.provenance.paths};
}

} // namespace

void set_looks(StudyHead& head, const Looks& looks) {
  head.provenance.paths = looks.paths;
  head.ended = looks.ended;
}

Document study_document(const StudyHead& head) {
  Document document = document_head(origin_of_study(head));
  if (head.ended == Ended::interrupted)
    document.introduction.push_back(
        filled("Interrupted: these are the figures after {} paths of each run.",
               {count(head.provenance.paths)}));
  if (head.ended == Ended::at_limit && !head.fixed_paths)
    document.introduction.push_back(
        filled("The figures are less sure than they should be: the limit of {} paths of each run is "
               "reached; --max-paths sets it.",
               {count(head.provenance.paths)}));
  return document;
}

std::string_view name_of(Ended ended) {
  switch (ended) {
  case Ended::at_limit:
    return "limit";
  case Ended::interrupted:
    return "interrupted";
  default:
    return "sure";
  }
}

const std::vector<StudyField>& study_fields() {
  using namespace types;
  static const std::vector<StudyField> kFields{
      {"tool", record(tool_record().type()), "",
       [](const StudyHead&) { return Value(tool_record().of({})); }},
      {"scenario", record(scenario_record().type()), "where the answer comes from",
       [](const StudyHead& head) { return Value(scenario_record().of(origin_of_study(head))); }},
      {"simulation", record(simulation_record().type()), "of each run; what replays it",
       [](const StudyHead& head) { return Value(simulation_record().of(head.provenance)); }},
      {"ended", word({"sure", "limit", "interrupted"}),
       "why it took no more paths: its errors are small enough, the limit of paths, a signal",
       [](const StudyHead& head) { return Value(name_of(head.ended)); }}};
  return kFields;
}

} // namespace escala
