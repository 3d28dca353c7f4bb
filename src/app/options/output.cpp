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

// "On standard output, by default table: table (for people), csv (for programs)"
std::string format_doc() {
  std::vector<std::string> purposes;
  for (const Format* format : formats())
    purposes.push_back(fmt::format("{} ({})", format->name, format->purpose));
  return fmt::format("On standard output, by default {}: {}", formats().front()->name,
                     fmt::join(purposes, ", "));
}

// "FILE.csv, FILE.json or FORMAT:FILE; repeatable"
std::string output_doc() {
  return fmt::format("FILE{} or FORMAT:FILE; repeatable", fmt::join(format_extensions(), ", FILE"));
}

// `option`: its name in messages, "--format" or "-o csv:FILE".
const Format* format_named(const std::string& option, const std::string& name) {
  if (const Format* format = find_format(name))
    return format;
  const auto planned = planned_formats();
  if (std::ranges::find(planned, name) != planned.end())
    throw UsageError{fmt::format("{}: the format {} is not supported yet", option, name),
                     fmt::format("this version writes {}", fmt::join(format_names(), ", "))};
  throw UsageError{fmt::format("{}: unknown format '{}'", option, name),
                   fmt::format("the formats are {}", fmt::join(format_names(), ", ")),
                   did_you_mean(name, format_names())};
}

const Format* format_of_path(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (const Format* format = format_of_extension(extension))
    return format;
  const auto planned = planned_extensions();
  if (std::ranges::find(planned, extension) != planned.end())
    throw UsageError{fmt::format("-o {}: {} is not supported yet", path, extension),
                     fmt::format("this version writes {}", listed(format_extensions()))};
  throw UsageError{fmt::format("-o {}: no format has the extension '{}'", path, extension),
                   "the extension picks the format", fmt::format("write -o csv:{}", path)};
}

// FILE, or FORMAT:FILE.
Output resolve_output(const OptionSpec&, const std::string& text) {
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
  output.format = named ? format_named("-o " + text, front) : format_of_path(output.path);
  return output;
}

} // namespace

// Null if the option is not given: a table.
const Option<const Format*>
    option::format({.name = "--format", .shape = "NAME", .doc = format_doc, .example = "json"},
                   [](const OptionSpec& option, const std::string& text) {
                     return format_named(std::string(option.name), text);
                   });

const Option<Output> option::output({.name = "-o",
                                     .shape = "FILE",
                                     .doc = output_doc,
                                     .example = "result.json",
                                     .repeatable = true},
                                    resolve_output);

} // namespace escala::app
