// SPDX-License-Identifier: Apache-2.0
#include "escala/report/diagnostics_report.h"

#include <algorithm>
#include <string>
#include <utility>

#include "escala/core/version.h"
#include "escala/report/described.h"
#include "report/diagnostic_records.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

constexpr const char* kDiagnosticsSchema = "escala/diagnostics/1";

Value number_if_any(std::uint32_t number) { return number == 0 ? Value(Null{}) : Value(number); }

const Described<Position>& end_record() {
  static const Described<Position> kRecord{
      "end",
      {{"line", count(), "", [](const Position& at) { return at.line; }},
       {"column", count(), "not included", [](const Position& at) { return at.column; }}}};
  return kRecord;
}

const Described<Fix>& fix_record() {
  static const Described<Fix> kRecord{
      "fix",
      {{"line", count(), "", [](const Fix& fix) { return fix.line; }},
       {"column", count(), "", [](const Fix& fix) { return fix.column; }},
       {"end_column", count(), "not included", [](const Fix& fix) { return fix.end_column; }},
       {"text", text(), "what to write there", [](const Fix& fix) { return fix.text; }}}};
  return kRecord;
}

} // namespace

const Described<ReportedDiagnostic>& diagnostic_record() {
  using Of = ReportedDiagnostic;
  static const Described<Of> kRecord{
      "diagnostic",
      {{"severity", word({"error", "warning"}), "",
        [](const Of& of) { return of.severity == Severity::error ? "error" : "warning"; }},
       {"file", nullable(text()), "the scenario, or a data file that it reads",
        [](const Of& of) { return text_or_null(of.file); }},
       {"option", nullable(text()), "the option that the mistake is in",
        [](const Of& of) { return text_or_null(of.option); }},
       {"line", nullable(count()), "from 1",
        [](const Of& of) { return number_if_any(of.begin.line); }},
       {"column", nullable(count()), "from 1, in characters",
        [](const Of& of) { return number_if_any(of.begin.column); }},
       {"end", nullable(record(end_record().type())), "",
        [](const Of& of) {
          return of.begin.line == 0 ? Value(Null{}) : Value(end_record().of(of.end));
        }},
       {"what", text(), "what is wrong", [](const Of& of) { return of.what; }},
       {"why", nullable(text()), "", [](const Of& of) { return text_or_null(of.why); }},
       {"suggestion", nullable(text()), "what to do",
        [](const Of& of) { return text_or_null(of.suggestion); }},
       {"fix", optional(record(fix_record().type())),
        "a replacement that is certain; left out where there is none",
        [](const Of& of) { return of.fix ? Value(fix_record().of(*of.fix)) : Value(Absent{}); }}}};
  return kRecord;
}

namespace {

const Described<FileDiagnostics>& file_record() {
  using Of = FileDiagnostics;
  static const Described<Of> kRecord{
      "file",
      {{"file", text(), "as given", [](const Of& of) { return of.file; }},
       {"ok", boolean(), "whether it has no errors; with --strict no warnings either",
        [](const Of& of) { return of.ok; }},
       {"diagnostics", list(record(diagnostic_record().type())), "", [](const Of& of) {
          Value::List records;
          for (const ReportedDiagnostic& one : of.diagnostics)
            records.emplace_back(diagnostic_record().of(one));
          return records;
        }}}};
  return kRecord;
}

struct DiagnosticTool {};

const Described<DiagnosticTool>& tool_of_diagnostics() {
  static const Described<DiagnosticTool> kRecord{
      "tool",
      {{"name", constant("escala"), "", [](const DiagnosticTool&) { return "escala"; }},
       {"version", text(), "", [](const DiagnosticTool&) { return kVersion; }}}};
  return kRecord;
}

const Described<DiagnosticsReport>& diagnostics_record() {
  using Of = DiagnosticsReport;
  static const Described<Of> kRecord{
      "diagnostics",
      {{"schema", constant(kDiagnosticsSchema), "", [](const Of&) { return kDiagnosticsSchema; }},
       {"tool", record(tool_of_diagnostics().type()), "",
        [](const Of&) { return tool_of_diagnostics().of({}); }},
       {"files", list(record(file_record().type())), "in the order of the command line",
        [](const Of& of) {
          Value::List records;
          for (const FileDiagnostics& file : of.files)
            records.emplace_back(file_record().of(file));
          return records;
        }}}};
  return kRecord;
}

ReportedDiagnostic reported_at(const Diagnostic& diagnostic, const Span& span) {
  ReportedDiagnostic one{.severity = diagnostic.severity,
                         .what = diagnostic.problem,
                         .why = diagnostic.reason,
                         .suggestion = diagnostic.suggestion};
  if (span.source == nullptr)
    return one;
  (span.source->is_option ? one.option : one.file) = span.source->name;
  if (span.source->is_option || span.source->text.empty())
    return one;
  const auto size = static_cast<std::uint32_t>(span.source->text.size());
  one.begin = position_of(*span.source, std::min(span.begin, size));
  one.end = position_of(*span.source, std::min(std::max(span.begin, span.end), size));
  return one;
}

} // namespace

std::string sentence_of(const ReportedDiagnostic& diagnostic) {
  std::string text = diagnostic.what;
  if (!diagnostic.why.empty())
    text += " (" + diagnostic.why + ")";
  if (!diagnostic.suggestion.empty())
    text += "; " + diagnostic.suggestion;
  return text;
}

std::vector<ReportedDiagnostic> reported(const Diagnostic& diagnostic) {
  std::vector<ReportedDiagnostic> all{reported_at(diagnostic, diagnostic.span)};
  for (const Span& span : diagnostic.repeats)
    all.push_back(reported_at(diagnostic, span));
  return all;
}

Data diagnostics_data(const DiagnosticsReport& report) {
  return {diagnostics_record().of(report), {}};
}

const RecordType& diagnostics_type() { return diagnostics_record().type(); }

} // namespace escala
