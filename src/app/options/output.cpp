// SPDX-License-Identifier: Apache-2.0
// Options for the formats of results: on standard output by name, in files by extension or name.
#include "app/options/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <vector>

#include "app/options/list.h"
#include "app/options/words.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

// "table (for people), csv (for programs)"
std::string purposes_of(Holding holding) {
  std::vector<std::string> purposes;
  for (const Format* format : formats())
    if (holds(*format, holding) && !format->takes<AddsRuns>())
      purposes.push_back(fmt::format("{} ({})", format->name, format->purpose));
  return fmt::format("{}", fmt::join(purposes, ", "));
}

std::string format_doc() {
  return fmt::format("On standard output, by default {}: {}", formats().front()->name,
                     purposes_of(Holding::results));
}

std::string diagnostic_format_doc() {
  return fmt::format("On standard output, by default text: text, {}",
                     fmt::join(format_names(Holding::diagnostics), ", "));
}

// "FILE.csv, FILE.json or FORMAT:FILE; repeatable"
std::string file_doc(Holding holding) {
  return fmt::format("FILE{} or FORMAT:FILE; repeatable",
                     fmt::join(format_extensions(holding), ", FILE"));
}

std::string output_doc() { return file_doc(Holding::results); }
std::string diagnostic_output_doc() { return file_doc(Holding::diagnostics); }

// A format of another command. `option`: its name in messages, "--format" or "-o csv:FILE".
UsageError misplaced(const std::string& option, const Format& format, Holding holding) {
  const bool results = holding == Holding::results;
  const std::string_view command = results ? "validate" : "check";
  return {fmt::format("{}: {} holds {}", option, format.name,
                      results ? "the mistakes of scenarios, not results"
                              : "results, not the mistakes of scenarios"),
          fmt::format("the formats here are {}", fmt::join(format_names(holding), ", ")),
          format.takes<AddsRuns>()
              ? "use escala check -o history.sqlite"
              : fmt::format("use escala {} --format {}", command, format.name)};
}

const Format* format_named(const std::string& option, const std::string& name, Holding holding) {
  if (const Format* format = find_format(name)) {
    if (!holds(*format, holding))
      throw misplaced(option, *format, holding);
    return format;
  }
  throw UsageError{fmt::format("{}: unknown format '{}'", option, name),
                   fmt::format("the formats are {}", fmt::join(format_names(holding), ", ")),
                   did_you_mean(name, format_names(holding))};
}

const Format* format_of_path(const std::string& path, Holding holding) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (const Format* format = format_of_extension(extension)) {
    if (!holds(*format, holding))
      throw misplaced("-o " + path, *format, holding);
    return format;
  }
  throw UsageError{
      fmt::format("-o {}: no format has the extension '{}'", path, extension),
      "the extension picks the format",
      fmt::format("write -o {}:{}", holding == Holding::results ? "csv" : "json", path)};
}

// FILE, or FORMAT:FILE.
Output resolve_file(const std::string& text, Holding holding) {
  Output output;
  output.text = text;
  const std::size_t colon = text.find(':');
  const std::string front = text.substr(0, colon);
  const bool named = colon != std::string::npos && front.size() > 1 && is_name(front) &&
                     !std::filesystem::exists(text);
  output.path = named ? text.substr(colon + 1) : text;
  if (output.path.empty())
    throw UsageError{fmt::format("-o {}: the file's name is missing", text)};
  if (output.path == "-")
    throw UsageError{"-o - is not a file", "results are on standard output anyway",
                     "choose their form with --format"};
  output.format =
      named ? format_named("-o " + text, front, holding) : format_of_path(output.path, holding);
  return output;
}

} // namespace

// Null if the option is not given: a table.
const Option<const Format*> option::format(
    {.name = "--format", .shape = "NAME", .doc = format_doc, .example = "json"},
    [](const OptionSpec& option, const std::string& text) {
      const Format* format = format_named(std::string(option.name), text, Holding::results);
      if (format->takes<AddsRuns>())
        throw UsageError{
            fmt::format("{}: {} is no format of standard output", option.name, format->name),
            "a history is a file that runs are added to", "write -o history.sqlite"};
      return format;
    });

const Option<Output> option::output({.name = "-o",
                                     .shape = "FILE",
                                     .doc = output_doc,
                                     .example = "result.json",
                                     .repeatable = true},
                                    [](const OptionSpec&, const std::string& text) {
                                      return resolve_file(text, Holding::results);
                                    });

// The same of escala validate. Null: text.
const Option<const Format*> option::diagnostic_format(
    {.name = "--format", .shape = "NAME", .doc = diagnostic_format_doc, .example = "json"},
    [](const OptionSpec& option, const std::string& text) {
      return text == "text" ? nullptr
                            : format_named(std::string(option.name), text, Holding::diagnostics);
    });

const Option<Output> option::diagnostic_output({.name = "-o",
                                                .shape = "FILE",
                                                .doc = diagnostic_output_doc,
                                                .example = "mistakes.sarif",
                                                .repeatable = true},
                                               [](const OptionSpec&, const std::string& text) {
                                                 return resolve_file(text, Holding::diagnostics);
                                               });

} // namespace escala::app
