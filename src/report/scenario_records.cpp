// SPDX-License-Identifier: Apache-2.0
// Where a result comes from, as records.
#include <algorithm>
#include <string>

#include "escala/core/version.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

const Described<DataProvenance>& data_file_record() {
  static const Described<DataProvenance> kRecord{
      "data_file",
      {{"file", text(), "", [](const DataProvenance& of) { return of.file; }},
       {"sha256", text(), "", [](const DataProvenance& of) { return of.sha256; }}}};
  return kRecord;
}

// A path that is set twice has its last value, because an object has each key only once.
Value changes(const Provenance& from) {
  Value::Map map;
  for (auto entry = from.set.begin(); entry != from.set.end(); ++entry) {
    const bool is_last = std::none_of(
        entry + 1, from.set.end(), [&](const auto& later) { return later.first == entry->first; });
    if (is_last)
      map.push_back({entry->first, entry->second});
  }
  return map;
}

Value data_files(const Provenance& from) {
  if (from.data.empty())
    return Absent{};
  Value::List files;
  for (const DataProvenance& data : from.data)
    files.emplace_back(data_file_record().of(data));
  return files;
}

} // namespace

const Described<Tool>& tool_record() {
  static const Described<Tool> kRecord{
      "tool",
      {{"name", constant("escala"), "", [](const Tool&) { return "escala"; }},
       {"version", text(), "", [](const Tool&) { return kVersion; }}}};
  return kRecord;
}

const RecordType& data_file_type() { return data_file_record().type(); }

const Described<DocumentOrigin>& scenario_record() {
  using Of = DocumentOrigin;
  static const Described<Of> kRecord{
      "scenario",
      {{"name", text(), "", [](const Of& of) { return of.provenance.scenario; }},
       {"file", text(), "", [](const Of& of) { return of.provenance.file; }},
       {"sha256", text(), "of the file", [](const Of& of) { return of.provenance.sha256; }},
       {"variant", nullable(text()), "laid over the plan; null: none",
        [](const Of& of) { return text_or_null(of.provenance.variant); }},
       {"set", map(text()), "paths and values of --set",
        [](const Of& of) { return changes(of.provenance); }},
       {"data", optional(list(record(data_file_type()))),
        "the files beside the plan that were read",
        [](const Of& of) { return data_files(of.provenance); }},
       {"start", month(), "the first month simulated, month 1",
        [](const Of& of) { return to_text(of.calendar.start); }},
       {"fiscal_year", optional(count()), "its first month; left out where that is January",
        [](const Of& of) {
          const int first = of.calendar.fiscal_first;
          return first == 1 ? Value(Absent{}) : Value(first);
        }}}};
  return kRecord;
}

const Described<Provenance>& simulation_record() {
  static const Described<Provenance> kRecord{
      "simulation",
      {{"paths", count(), "", [](const Provenance& from) { return from.paths; }},
       {"seed", count(), "", [](const Provenance& from) { return from.seed; }},
       {"sampler", text(), "", [](const Provenance& from) { return from.sampler; }},
       {"isa", text(), "the instruction set that the numbers belong to",
        [](const Provenance& from) { return from.isa; }},
       {"quantile_error", optional(number()), "of sketched quantiles, as a share; absent: exact",
        [](const Provenance& from) {
          return from.quantile_error > 0 ? Value(from.quantile_error) : Value(Absent{});
        }}}};
  return kRecord;
}

} // namespace escala
