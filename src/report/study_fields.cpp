// SPDX-License-Identifier: Apache-2.0
#include "escala/report/study_head.h"
#include "report/document_head.h"
#include "report/run_records.h"

namespace escala {

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
       [](const StudyHead& head) { return Value(scenario_record().of(origin_of(head))); }},
      {"simulation", record(simulation_record().type()), "of each run; what replays it",
       [](const StudyHead& head) { return Value(simulation_record().of(head.provenance)); }},
      {"ended", word({"sure", "limit", "interrupted"}),
       "why it took no more paths: its errors are small enough, the limit of paths, a signal",
       [](const StudyHead& head) { return Value(name_of(head.ended)); }}};
  return kFields;
}

} // namespace escala
