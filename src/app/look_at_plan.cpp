// SPDX-License-Identifier: Apache-2.0
#include "app/look_at_plan.h"

#include <fmt/format.h>

#include <utility>

#include "app/fix_plan.h"
#include "app/load_variants.h"
#include "app/options/list.h"

namespace escala::app {
namespace {

constexpr std::size_t kMostReported = 1000; // of a file
constexpr int kMostRounds = 10;             // a mended mistake may have hidden others

bool are_variants_valid(const PlanFile& plan, const Loaded& loaded, const Arguments& arguments,
                        Diagnostics& diagnostics) {
  VariantBudget budget(plan, loaded, diagnostics);
  bool valid = budget.holds(loaded.variants.size());
  bool more = valid;
  for (auto name = loaded.variants.begin(); more && name != loaded.variants.end(); ++name) {
    const Loaded variant = load(plan, {*name}, arguments, diagnostics);
    more = budget.goes_on(*name, variant) && !budget.has_enough_errors();
    valid = variant.plan && more && valid;
  }
  return valid;
}

// The text of the plan, as its messages point into it; null if none does.
const Source* source_of(const PlanFile& plan, const Diagnostics& diagnostics) {
  for (const Diagnostic& one : diagnostics.all())
    if (one.span.source != nullptr && !one.span.source->is_option &&
        one.span.source->name == plan.plan.name())
      return one.span.source;
  return nullptr;
}

std::vector<Replacement> certain_in(const PlanFile& plan, const Diagnostics& diagnostics,
                                    const Arguments& arguments) {
  const Source* source = source_of(plan, diagnostics);
  if (source == nullptr)
    return {};
  return certain_replacements(diagnostics.sorted(), *source, [&](const std::string& text) {
    return look_at(plan_file(plan.plan.name(), text), arguments).diagnostics;
  });
}

Fix fix_of(const Replacement& replacement) {
  const Position begin = position_of(*replacement.span.source, replacement.span.begin);
  const Position end = position_of(*replacement.span.source, replacement.span.end);
  return {begin.line, begin.column, end.column, replacement.text};
}

// The replacement of a message is at what it underlines, or begins with the key before it.
void add_fixes(const std::vector<Replacement>& certain, FileDiagnostics& report) {
  for (const Replacement& replacement : certain) {
    const Fix fix = fix_of(replacement);
    for (ReportedDiagnostic& one : report.diagnostics)
      if (one.file == replacement.span.source->name && one.severity == Severity::error &&
          one.end.line == fix.line && one.end.column == fix.end_column &&
          one.begin.column >= fix.column && one.suggestion.find(fix.text) != std::string::npos)
        one.fix = fix;
  }
}

std::string change_text(const Replacement& replacement) {
  const Source& source = *replacement.span.source;
  const Position at = position_of(source, replacement.span.begin);
  const std::size_t length = replacement.span.end - replacement.span.begin;
  return fmt::format("{}:{}:{}: wrote {} in place of {}", source.name, at.line, at.column,
                     replacement.text, source.text.substr(replacement.span.begin, length));
}

} // namespace

PlanLook look_at(const PlanFile& plan, const Arguments& arguments) {
  PlanLook look;
  const std::vector<std::string>& wanted = arguments.texts(option::variant);
  look.loaded = load(plan, wanted, arguments, look.diagnostics);
  look.valid = look.loaded.plan.has_value();
  if (wanted.empty())
    look.valid = are_variants_valid(plan, look.loaded, arguments, look.diagnostics) && look.valid;
  return look;
}

FileDiagnostics report_of(const PlanFile& plan, const PlanLook& look, const Arguments& arguments) {
  FileDiagnostics report{.file = plan.plan.name(), .ok = look.valid};
  std::size_t hidden = 0;
  for (Diagnostic& one : look.diagnostics.sorted()) {
    if (arguments.has(option::strict))
      one.severity = Severity::error;
    if (report.diagnostics.size() >= kMostReported)
      hidden += 1 + one.repeats.size();
    else
      for (ReportedDiagnostic& each : reported(one))
        report.diagnostics.push_back(std::move(each));
  }
  add_fixes(certain_in(plan, look.diagnostics, arguments), report);
  if (hidden > 0)
    report.diagnostics.push_back({.what = fmt::format("{} more messages are left out", hidden)});
  return report;
}

MendedPlan mended(const PlanFile& plan, const Arguments& arguments) {
  MendedPlan result{plan.plan.text(), {}};
  for (int round = 0; round < kMostRounds; ++round) {
    const PlanFile now = plan_file(plan.plan.name(), result.text);
    const PlanLook look = look_at(now, arguments);
    std::vector<Replacement> certain = certain_in(now, look.diagnostics, arguments);
    if (certain.empty())
      break;
    result.text = with_replacements(*certain.front().span.source, certain);
    for (const Replacement& replacement : certain)
      result.changes.push_back(change_text(replacement));
  }
  return result;
}

} // namespace escala::app
