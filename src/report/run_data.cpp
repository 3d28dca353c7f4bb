// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_data.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "escala/report/names.h"
#include "escala/report/result_verdict.h"
#include "report/diagnostic_records.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

DocumentOrigin origin_of(const RunResult& run) {
  return {.provenance = run.provenance, .calendar = run.calendar, .horizon = run.horizon};
}

std::vector<int> ends_of(const RunResult& run) {
  return period_ends(run.calendar, run.horizon, run.report_period);
}

Counts period_lengths(const RunResult& run) {
  const std::vector<int> ends = ends_of(run);
  Counts lengths(ends.size());
  std::adjacent_difference(ends.begin(), ends.end(), lengths.begin());
  return lengths;
}

Texts period_names(const RunResult& run) {
  Texts names;
  for (const int end : ends_of(run))
    names.push_back(period_name(run.calendar, end, run.report_period));
  return names;
}

const Described<RunResult>& periods_record() {
  static const Described<RunResult> kRecord{
      "periods",
      {{"every", word({"q", "y"}), "",
        [](const RunResult& run) { return run.report_period == ReportPeriod::year ? "y" : "q"; }},
       {"months", list(count()), "the last of each",
        [](const RunResult& run) {
          const std::vector<int> ends = ends_of(run);
          return Counts(ends.begin(), ends.end());
        }},
       {"names", list(text()), "", period_names},
       {"lengths", list(count()), "in months; the first and the last may be parts of a period",
        period_lengths}}};
  return kRecord;
}

Value periods(const RunResult& run) {
  if (run.report_period == ReportPeriod::month || run.curves.empty())
    return Absent{};
  return periods_record().of(run);
}

Value targets(const RunResult& run) {
  Value::List records;
  for (const TargetResult& target : run.targets)
    records.emplace_back(target_record().of(target));
  return records;
}

Value joint(const RunResult& run) {
  return run.joint ? Value(joint_record().of(*run.joint)) : Value(Null{});
}

Value categories(const RunResult& run) {
  if (run.risks.empty())
    return Absent{};
  return records_of(category_record(), run, run.categories);
}

Value all_mitigation(const RunResult& run) {
  return run.risks.empty() ? Value(Absent{}) : benefit_value(run, run.mitigation);
}

Value investment(const RunResult& run) {
  return run.investment ? Value(investment_record().of({run, *run.investment})) : Value(Absent{});
}

Value findings(const RunResult& run) {
  Value::List records;
  for (const Finding& finding : run.findings)
    records.emplace_back(finding_record().of(finding));
  return records;
}

const Described<BaselineOfResult>& baseline_record() {
  using Of = BaselineOfResult;
  static const Described<Of> kRecord{
      "baseline",
      {{"file", text(), "", [](const Of& of) { return of.file; }},
       {"sha256", text(), "of the file", [](const Of& of) { return of.sha256; }},
       {"variant", nullable(text()), "null: none",
        [](const Of& of) { return text_or_null(of.variant); }},
       {"max_drop", number(), "of a probability", [](const Of& of) { return of.max_drop; }}}};
  return kRecord;
}

Value baseline(const RunResult& run) {
  return run.baseline ? Value(baseline_record().of(*run.baseline)) : Value(Absent{});
}

Value verdict(const RunResult& run) {
  const auto found = verdict_of(run);
  return found ? Value(name_of(*found)) : Value(Null{});
}

FieldType benefit_type() { return nullable(record(benefit_record().type())); }

const Described<RunResult>& result_record() {
  using Of = RunResult;
  static const Described<Of> kRecord{
      "result",
      {{"schema", constant("escala/result/1"), "", [](const Of&) { return "escala/result/1"; }},
       {"tool", record(tool_record().type()), "", [](const Of&) { return tool_record().of({}); }},
       {"scenario", record(scenario_record().type()), "where the result comes from",
        [](const Of& run) { return scenario_record().of(origin_of(run)); }},
       {"simulation", record(simulation_record().type()), "what replays it",
        [](const Of& run) { return simulation_record().of(run.provenance); }},
       {"verdict", nullable(word({"met", "missed", "undecided", "dropped"})),
        "the worst of its targets, and of all together where that is judged; null: no targets",
        verdict},
       {"baseline", optional(record(baseline_record().type())),
        "what targets are compared with, of --baseline", baseline},
       {"periods", optional(record(periods_record().type())),
        "of --every q and y; what metrics hold is by period then", periods},
       {"metrics", list(record(metric_record().type())), "",
        [](const Of& run) { return records_of(metric_record(), run, run.curves); }},
       {"targets", list(record(target_record().type())), "", targets},
       {"joint", nullable(record(joint_record().type())),
        "all targets together; null where there are none", joint},
       {"risks", list(record(risk_record().type())), "",
        [](const Of& run) { return records_of(risk_record(), run, run.risks); }},
       {"risk_categories", optional(list(record(category_record().type()))),
        "the risks of each category together", categories},
       {"mitigation", optional(benefit_type()), "all mitigations together", all_mitigation},
       {"investment", optional(record(investment_record().type())),
        "what it gains, and what it is worth", investment},
       {"drivers", list(record(driver_record().type())), "what is drawn, and what it decides",
        [](const Of& run) { return records_of(driver_record(), run, run.drivers); }},
       {"findings", list(record(finding_record().type())), "what to know first", findings}}};
  return kRecord;
}

const Described<FileErrors>& file_errors_record() {
  using Of = FileErrors;
  static const Described<Of> kRecord{
      "file_errors",
      {{"file", text(), "", [](const Of& of) { return of.file; }},
       {"diagnostics", list(record(diagnostic_record().type())), "", [](const Of& of) {
          Value::List records;
          for (Diagnostic diagnostic : of.diagnostics.sorted()) {
            if (of.strict)
              diagnostic.severity = Severity::error;
            for (const ReportedDiagnostic& each : reported(diagnostic))
              records.emplace_back(diagnostic_record().of(each));
          }
          return records;
        }}}};
  return kRecord;
}

// What `check` found.
struct Checked {
  std::span<const RunResult> results;
  std::span<const FileErrors> errors;

  std::uint64_t count(const std::function<bool(const JudgedTarget&)>& counts) const {
    std::uint64_t count = 0;
    for (const RunResult& result : results)
      count += static_cast<std::uint64_t>(std::ranges::count_if(judged_targets(result), counts));
    return count;
  }

  std::string_view verdict() const {
    if (!errors.empty() || results.empty())
      return "invalid";
    ResultVerdict worst = ResultVerdict::met;
    for (const RunResult& result : results)
      worst = std::max(worst, verdict_of(result).value_or(worst));
    return name_of(worst);
  }
};

const Described<Checked>& results_record() {
  using Of = Checked;
  static const Described<Of> kRecord{
      "results",
      {{"schema", constant("escala/results/1"), "", [](const Of&) { return "escala/results/1"; }},
       {"verdict", word({"met", "missed", "undecided", "dropped", "invalid"}),
        "the worst of all results; invalid: a file has none",
        [](const Of& of) { return of.verdict(); }},
       {"met", count(), "targets that are met, in all results",
        [](const Of& of) {
          return of.count([](const JudgedTarget& one) { return one.verdict == Verdict::met; });
        }},
       {"targets", count(), "targets that were judged",
        [](const Of& of) { return of.count([](const JudgedTarget&) { return true; }); }},
       {"results", list(record(result_type())), "",
        [](const Of& of) {
          Value::List records;
          for (const RunResult& run : of.results)
            records.emplace_back(result_record().of(run));
          return records;
        }},
       {"errors", list(record(file_errors_record().type())), "files that have no result",
        [](const Of& of) {
          Value::List records;
          for (const FileErrors& errors : of.errors)
            records.emplace_back(file_errors_record().of(errors));
          return records;
        }}}};
  return kRecord;
}

} // namespace

const RecordType& result_type() { return result_record().type(); }
const RecordType& results_type() { return results_record().type(); }

std::vector<const RecordType*> result_types() {
  return reachable_types({&result_type(),
                          &results_type(),
                          &tool_record().type(),
                          &scenario_record().type(),
                          &data_file_type(),
                          &simulation_record().type(),
                          &periods_record().type(),
                          &metric_record().type(),
                          &target_record().type(),
                          &timing_type(),
                          &first_month_type(),
                          &extreme_type(),
                          &difference_type(),
                          &joint_record().type(),
                          &baseline_record().type(),
                          &file_errors_record().type(),
                          &diagnostic_record().type(),
                          &exposure_type(),
                          &risk_record().type(),
                          &category_record().type(),
                          &benefit_record().type(),
                          &effect_type(),
                          &gain_type(),
                          &investment_record().type(),
                          &npv_type(),
                          &payback_type(),
                          &balance_type(),
                          &driver_record().type(),
                          &driver_share_type(),
                          &rule_type(),
                          &finding_record().type()});
}

namespace {

// Those of any of the results, ascending.
std::vector<double> percentiles_of(std::span<const RunResult> results) {
  std::set<double> all;
  for (const RunResult& run : results)
    all.insert(run.percentiles.begin(), run.percentiles.end());
  return {all.begin(), all.end()};
}

} // namespace

Data run_data(std::span<const RunResult> results, bool several,
              std::span<const FileErrors> errors) {
  std::vector<DataTable> tables = run_tables(percentiles_of(results));
  if (results.size() == 1 && !several)
    return {result_record().of(results.front()), std::move(tables)};
  return {results_record().of({results, errors}), std::move(tables)};
}

} // namespace escala
