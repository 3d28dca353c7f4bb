// SPDX-License-Identifier: Apache-2.0
// Diagnostics as SARIF 2.1.0, for code scanning and editors.
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/version.h"
#include "escala/render/format.h"
#include "escala/render/json_writer.h"

namespace escala {
namespace {

constexpr std::string_view kSarifSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

struct SarifRule {
  Severity severity;
  std::string_view id, level, text;
};

constexpr SarifRule kSarifRules[] = {
    {Severity::error, "mistake", "error", "The scenario cannot be simulated as it is written."},
    {Severity::warning, "doubt", "warning", "The scenario may say something that is not meant."}};

const SarifRule& rule_of(Severity severity) {
  return severity == Severity::error ? kSarifRules[0] : kSarifRules[1];
}

// A path as a URI: relative paths stay relative, to what the reader takes for the root.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char each : path) {
    const auto c = static_cast<unsigned char>(each);
    if (c < 0x80 &&
        (std::isalnum(c) != 0 || std::string_view("/-._~").find(each) != std::string_view::npos))
      uri += each;
    else
      uri.append("%").append(1, kHex[c / 16]).append(1, kHex[c % 16]);
  }
  return uri;
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  json.begin_object();
  json.member("text", text);
  json.end_object();
}

void write_artifact(JsonWriter& json, const std::string& file) {
  json.key("artifactLocation");
  json.begin_object();
  json.member("uri", std::string_view(uri_of(file)));
  json.end_object();
}

void write_region(JsonWriter& json, std::string_view key, const Position& begin,
                  const Position& end) {
  json.key(key);
  json.begin_object();
  json.member("startLine", begin.line);
  json.member("startColumn", begin.column);
  json.member("endLine", end.line);
  json.member("endColumn", end.column);
  json.end_object();
}

void write_location(JsonWriter& json, const std::string& file, const ReportedDiagnostic& one) {
  json.key("locations");
  json.begin_array();
  json.begin_object();
  json.key("physicalLocation");
  json.begin_object();
  write_artifact(json, file);
  if (one.begin.line > 0)
    write_region(json, "region", one.begin, one.end);
  json.end_object();
  json.end_object();
  json.end_array();
}

void write_fix(JsonWriter& json, const std::string& file, const Fix& fix) {
  json.key("fixes");
  json.begin_array();
  json.begin_object();
  write_text(json, "description", "write " + fix.text);
  json.key("artifactChanges");
  json.begin_array();
  json.begin_object();
  write_artifact(json, file);
  json.key("replacements");
  json.begin_array();
  json.begin_object();
  write_region(json, "deletedRegion", {fix.line, fix.column}, {fix.line, fix.end_column});
  write_text(json, "insertedContent", fix.text);
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
}

void write_sarif_result(JsonWriter& json, const FileDiagnostics& in,
                        const ReportedDiagnostic& one) {
  const SarifRule& rule = rule_of(one.severity);
  const std::string& file = one.file.empty() ? in.file : one.file;
  json.begin_object();
  json.member("ruleId", rule.id);
  json.member("ruleIndex", static_cast<std::size_t>(&rule - kSarifRules));
  json.member("level", rule.level);
  write_text(json, "message", (one.option.empty() ? "" : one.option + ": ") + sentence_of(one));
  write_location(json, file, one);
  if (one.fix)
    write_fix(json, file, *one.fix);
  json.end_object();
}

void write_sarif_tool(JsonWriter& json) {
  json.key("tool");
  json.begin_object();
  json.key("driver");
  json.begin_object();
  json.member("name", std::string_view("escala"));
  json.member("version", std::string_view(kVersion));
  json.key("rules");
  json.begin_array();
  for (const SarifRule& rule : kSarifRules) {
    json.begin_object();
    json.member("id", rule.id);
    write_text(json, "shortDescription", rule.text);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_object();
}

std::string write_sarif(const DiagnosticsReport& report) {
  JsonWriter json;
  json.begin_object();
  json.member("$schema", kSarifSchema);
  json.member("version", std::string_view("2.1.0"));
  json.key("runs");
  json.begin_array();
  json.begin_object();
  write_sarif_tool(json);
  json.member("columnKind", std::string_view("unicodeCodePoints"));
  json.key("results");
  json.begin_array();
  for (const FileDiagnostics& file : report.files)
    for (const ReportedDiagnostic& one : file.diagnostics)
      write_sarif_result(json, file, one);
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  return json.take();
}

} // namespace

extern const Format format_sarif;
const Format format_sarif{.name = "sarif",
                          .extension = ".sarif",
                          .purpose = "SARIF 2.1.0, for code scanning",
                          .write = {},
                          .hash = "\\u0023",
                          .write_diagnostics = write_sarif};

} // namespace escala
