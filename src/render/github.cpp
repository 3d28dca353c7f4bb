// SPDX-License-Identifier: Apache-2.0
// Verdicts and diagnostics as workflow commands of GitHub Actions, which become annotations at the
// places in the plan.
//
// GitHub shows ten errors and ten warnings of a step; a line says how many more there are. All that
// is quoted from a plan is escaped, so that it is text of the command and not another command.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "escala/render/format.h"
#include "escala/render/text_width.h"
#include "render/verdict_text.h"

namespace escala {
namespace {

constexpr std::size_t kShownAnnotations = 10; // of each level

enum class AnnotationLevel { error, warning };
constexpr std::array<std::string_view, 2> kLevelNames{"error", "warning"};

struct Annotation {
  AnnotationLevel level = AnnotationLevel::error;
  FilePlace place = {};
  Position end = {0, 0}; // line 0: unknown
  std::string title = {};
  std::string text = {};
};

// The escapes of the toolkit's issueCommand. "##[" would be a command anywhere in a line.
std::string command_text(std::string_view text, bool property) {
  std::string out;
  for (const char c : text)
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (c == ':' && property)
      out += "%3A";
    else if (c == ',' && property)
      out += "%2C";
    else if (c == '[' && out.ends_with("##"))
      out += " [";
    else
      out += c;
  return out;
}

std::string command_of(const Annotation& annotation) {
  std::string properties;
  const auto add = [&](std::string_view name, const std::string& value) {
    properties += properties.empty() ? " " : ",";
    properties.append(name).append("=").append(command_text(value, true));
  };
  const auto& [file, line, column] = annotation.place;
  if (!file.empty() && file != "-")
    add("file", printable(file, true));
  if (!file.empty() && file != "-" && line > 0) {
    add("line", std::to_string(line));
    if (annotation.end.line > line)
      add("endLine", std::to_string(annotation.end.line));
    add("col", std::to_string(column));
    if (annotation.end.line == line && annotation.end.column > column)
      add("endColumn", std::to_string(annotation.end.column));
  }
  add("title", printable(annotation.title, true));
  const auto level = kLevelNames[static_cast<std::size_t>(annotation.level)];
  return "::" + std::string(level) + properties + "::" + command_text(annotation.text, false) +
         "\n";
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

// "... and 3 errors and 1 warning more"
std::string hidden_text(const std::array<std::size_t, 2>& hidden) {
  std::string text;
  for (std::size_t level = 0; level < hidden.size(); ++level)
    if (hidden[level] > 0)
      text += (text.empty() ? "" : " and ") + counted(hidden[level], kLevelNames[level]);
  return text.empty() ? text : "... and " + text + " more\n";
}

std::string commands_of(const std::vector<Annotation>& annotations) {
  std::string out;
  std::array<std::size_t, 2> seen{};
  std::array<std::size_t, 2> hidden{};
  for (const Annotation& annotation : annotations) {
    const auto level = static_cast<std::size_t>(annotation.level);
    if (++seen[level] > kShownAnnotations)
      ++hidden[level];
    else
      out += command_of(annotation);
  }
  return out + hidden_text(hidden);
}

void annotate_targets(const PlanVerdicts& plan, std::vector<Annotation>& annotations) {
  for (const TargetVerdict& target : plan.targets) {
    if (!target.dropped && target.verdict.value_or(Verdict::met) == Verdict::met)
      continue;
    const bool is_error = target.dropped || target.verdict == Verdict::missed;
    Annotation annotation{.level = is_error ? AnnotationLevel::error : AnnotationLevel::warning,
                          .place = target.place,
                          .title = headline_of(target)};
    if (annotation.place.file.empty())
      annotation.place.file = plan.provenance.file;
    const Provenance& from = plan.provenance;
    if (!from.variant.empty() || !from.set.empty())
      annotation.text = plan_text(from) + ": ";
    std::string_view separator;
    for (const std::string& sentence : sentences_of(target)) {
      annotation.text.append(separator).append(sentence);
      separator = "; ";
    }
    annotations.push_back(std::move(annotation));
  }
}

std::string write_github(const Verdicts& verdicts) {
  std::vector<Annotation> annotations;
  for (const PlanVerdicts& plan : verdicts.plans) {
    annotate_targets(plan, annotations);
    for (const PlanMistake& mistake : plan.mistakes) {
      annotations.push_back({.place = mistake.place,
                             .title = "invalid scenario",
                             .text = printable(mistake.text, true)});
      if (mistake.place.file.empty())
        annotations.back().place.file = plan.provenance.file;
    }
  }
  return commands_of(annotations);
}

std::string write_github_diagnostics(const DiagnosticsReport& report) {
  std::vector<Annotation> annotations;
  for (const FileDiagnostics& file : report.files)
    for (const ReportedDiagnostic& one : file.diagnostics) {
      const bool is_error = one.severity == Severity::error;
      annotations.push_back(
          {.level = is_error ? AnnotationLevel::error : AnnotationLevel::warning,
           .place = {one.file.empty() ? file.file : one.file, one.begin.line, one.begin.column},
           .end = one.end,
           .title = is_error ? "mistake in the scenario" : "warning about the scenario",
           .text =
               printable((one.option.empty() ? "" : one.option + ": ") + sentence_of(one), true)});
    }
  return commands_of(annotations);
}

} // namespace

extern const Format format_github;
const Format format_github{.name = "github",
                           .extension = "",
                           .purpose = "annotations of GitHub Actions",
                           .write = write_github,
                           .write_diagnostics = write_github_diagnostics,
                           .has_commands = true};

} // namespace escala
