// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_data.h"
#include "escala/report/whole_report.h"

namespace escala {
namespace {

using namespace types;

template <class Part>
Value part_of(const std::optional<Part>& part, Data (*data)(const Part&)) {
  return part ? Value(data(*part).document) : Value(Null{});
}

Value recommendations(const ReportResult& result) {
  Value::List records;
  for (const Recommendation& one : result.recommendations)
    records.emplace_back(recommendation_record().of(one));
  return records;
}

const Described<ReportResult>& report_record() {
  using Of = ReportResult;
  static const Described<Of> kRecord{
      "report",
      with_head<Of>(
          "escala/report/1",
          {{"recommendations", list(record(recommendation_record().type())), "", recommendations},
           {"run", record(result_type()), "",
            [](const Of& of) {
              return Value(run_data({&of.run, 1}, false).document);
            }},
           {"compare", nullable(record(compare_type())), "the plan and its variants; null: none",
            [](const Of& of) { return part_of(of.variants, compare_data); }},
           {"sensitivity", nullable(record(sensitivity_type())), "of the target",
            [](const Of& of) { return part_of(of.sensitivity, sensitivity_data); }},
           {"solve", nullable(record(solve_type())), "what it would take for the target",
            [](const Of& of) { return part_of(of.solutions, solve_data); }},
           {"optimize", nullable(record(optimize_type())), "of the investment, for the target",
            [](const Of& of) { return part_of(of.allocation, optimize_data); }}})};
  return kRecord;
}

} // namespace

Data report_data(const ReportResult& result) { return {report_record().of(result), {}}; }

const RecordType& report_type() { return report_record().type(); }

} // namespace escala
