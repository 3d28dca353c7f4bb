// SPDX-License-Identifier: Apache-2.0
// What the answers of all analyses have in common: their plan, seed and paths, and how the analysis
// ended.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escala/analysis/looks.h"
#include "escala/core/calendar.h"
#include "escala/report/described.h"
#include "escala/report/document.h"
#include "escala/report/provenance.h"

namespace escala {

struct StudyHead {
  Provenance provenance; // its paths: of each run of the analysis
  Calendar calendar;
  int horizon = 0; // months
  std::string currency = "USD";
  bool certain = false; // nothing is uncertain, so each run has one path
  Ended ended = Ended::sure;
  bool fixed_paths = false; // the number of paths was given, so no errors decided it
};

// Adds what a finished or interrupted analysis took.
void set_looks(StudyHead& head, const Looks& looks);

// A document without sections. Its introduction says so if the analysis ended before its figures
// were sure.
Document study_document(const StudyHead& head);

// As JSON has it: "sure", "limit", "interrupted".
std::string_view name_of(Ended ended);

// A field of StudyHead.
struct StudyField {
  std::string name;
  FieldType type;
  std::string doc;
  Value (*value)(const StudyHead& head);
};
const std::vector<StudyField>& study_fields();

// The first fields of an analysis' record: its schema ("escala/sweep/1"), then those of its head.
// `lines`: the fields behind them.
template <class T>
std::vector<typename Described<T>::Line> with_head(const std::string& schema,
                                                   std::vector<typename Described<T>::Line> lines) {
  std::vector<typename Described<T>::Line> all{
      {"schema", types::constant(schema), "", [schema](const T&) { return Value(schema); }}};
  for (const StudyField& field : study_fields())
    all.push_back({field.name, field.type, field.doc,
                   [value = field.value](const T& of) { return value(of.head); }});
  for (auto& line : lines)
    all.push_back(std::move(line));
  return all;
}

} // namespace escala
