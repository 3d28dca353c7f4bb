// SPDX-License-Identifier: Apache-2.0
// What validate found in scenarios, as values: the input of every format for diagnostics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/report/data.h"

namespace escala {

// A replacement on one line that is certain to be what was meant. Columns count characters, from 1;
// the end is not included.
struct Fix {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_column = 0;
  std::string text;
};

struct ReportedDiagnostic {
  Severity severity = Severity::error;
  std::string file = {};   // where it is; empty: it is about an option, or about the whole file
  std::string option = {}; // "--set drivers.growth"; empty: not about an option
  Position begin = {0, 0}; // line 0: no place in a file
  Position end = {0, 0};
  std::string what = {};
  std::string why = {};        // may be empty
  std::string suggestion = {}; // may be empty
  std::optional<Fix> fix = {};
};

struct FileDiagnostics {
  std::string file; // as given
  bool ok = false;
  std::vector<ReportedDiagnostic> diagnostics = {};
};

struct DiagnosticsReport {
  std::vector<FileDiagnostics> files = {};
};

// A message as one sentence: "what (why); suggestion".
std::string sentence_of(const ReportedDiagnostic& diagnostic);

// Where each repeat of a message is a diagnostic of its own.
std::vector<ReportedDiagnostic> reported(const Diagnostic& diagnostic);

// "escala/diagnostics/1"
Data diagnostics_data(const DiagnosticsReport& report);
const RecordType& diagnostics_type();

} // namespace escala
