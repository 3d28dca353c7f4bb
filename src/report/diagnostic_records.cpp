// SPDX-License-Identifier: Apache-2.0
#include "report/diagnostic_records.h"

#include <string>

#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

// Null for a message without a place in a file.
Value position_part(const Diagnostic& diagnostic, std::uint32_t Position::*part) {
  const Source* source = diagnostic.span.source;
  if (source == nullptr || source->is_option || source->text.empty())
    return Null{};
  return position_of(*source, diagnostic.span.begin).*part;
}

Value source_name(const Diagnostic& diagnostic) {
  return diagnostic.span.source == nullptr ? Value(Null{}) : Value(diagnostic.span.source->name);
}

} // namespace

const Described<Diagnostic>& diagnostic_record() {
  using Of = Diagnostic;
  static const Described<Of> kRecord{
      "diagnostic",
      {{"severity", word({"error", "warning"}), "",
        [](const Of& of) { return of.severity == Severity::error ? "error" : "warning"; }},
       {"source", nullable(text()), "the file or the option that it is about", source_name},
       {"line", nullable(count()), "from 1; null: not in a file",
        [](const Of& of) { return position_part(of, &Position::line); }},
       {"column", nullable(count()), "from 1, in characters",
        [](const Of& of) { return position_part(of, &Position::column); }},
       {"what", text(), "what is wrong", [](const Of& of) { return of.problem; }},
       {"why", nullable(text()), "", [](const Of& of) { return text_or_null(of.reason); }},
       {"suggestion", nullable(text()), "",
        [](const Of& of) { return text_or_null(of.suggestion); }}}};
  return kRecord;
}

} // namespace escala
