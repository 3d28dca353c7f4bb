// SPDX-License-Identifier: Apache-2.0
#include "app/options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>

#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/processes.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "escala/columns/instruction_set.h"
#include "escala/core/names.h"
#include "escala/expression/syntax.h"

namespace escala::app {
namespace {

[[noreturn]] void fail_usage(const std::string& problem, const std::string& reason = {},
                             const std::string& suggestion = {}) {
  say_error(problem, reason, suggestion);
  throw Exit{kInvalid};
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats())
    names.emplace_back(format.name);
  return names;
}

const Format& resolve_format(const std::string& option, const std::string& name) {
  if (const Format* format = find_format(name))
    return *format;
  const auto planned = planned_formats();
  if (std::ranges::find(planned, name) != planned.end())
    fail_usage(fmt::format("{}: the format {} is not supported yet", option, name),
               fmt::format("this version writes {}", fmt::join(format_names(), ", ")));
  fail_usage(fmt::format("{}: unknown format '{}'", option, name),
             fmt::format("the formats are {}", fmt::join(format_names(), ", ")),
             did_you_mean(name, format_names()));
}

const Format& format_of_path(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (const Format* format = format_of_extension(extension))
    return *format;
  const auto planned = planned_extensions();
  if (std::ranges::find(planned, extension) != planned.end())
    fail_usage(fmt::format("-o {}: {} is not supported yet", path, extension),
               "this version writes .csv, .json and .txt");
  fail_usage(fmt::format("-o {}: no format has the extension '{}'", path, extension),
             "the extension picks the format", fmt::format("write -o csv:{}", path));
}

// FILE, or FORMAT:FILE.
Output resolve_output(const std::string& text) {
  Output output;
  const std::size_t colon = text.find(':');
  const std::string front = text.substr(0, colon);
  const bool named = colon != std::string::npos && front.size() > 1 && is_name(front) &&
                     !std::filesystem::exists(text);
  output.path = named ? text.substr(colon + 1) : text;
  if (output.path.empty())
    fail_usage(fmt::format("-o {}: the file's name is missing", text));
  if (output.path == "-")
    fail_usage("-o - is no file", "results are on standard output anyway",
               "choose their form with --format");
  output.format = named ? &resolve_format("-o " + text, front) : &format_of_path(output.path);
  if (const std::string why = cannot_write(output.path); !why.empty()) {
    say_error(fmt::format("{} cannot be written", output.path), why, "choose another place");
    throw Exit{kCouldNotFinish};
  }
  return output;
}

Table resolve_table(const std::string& name) {
  if (name == "curves")
    return Table::curves;
  if (name == "targets")
    return Table::targets;
  if (name == "trials")
    fail_usage("--table: trials is not supported yet");
  fail_usage(fmt::format("--table: unknown table '{}'", name), "the tables are curves and targets",
             did_you_mean(name, std::vector<std::string>{"curves", "targets"}));
}

Every resolve_every(const std::string& text) {
  static const std::vector<std::string> kNames{"mo", "q", "y"};
  static constexpr std::array kPeriods{Every::month, Every::quarter, Every::year};
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (text == kNames[i])
      return kPeriods[i];
  // "month", "quarterly", "Y": what the first letter says.
  const char first = text.empty() ? '\0' : static_cast<char>(std::tolower(text.front()));
  const auto meant =
      std::ranges::find(kNames, first, [](const std::string& name) { return name[0]; });
  fail_usage(fmt::format("--every: unknown period '{}'", text),
             "the periods are mo, q and y: months, fiscal quarters and fiscal years",
             meant == kNames.end() ? "write --every q" : fmt::format("did you mean '{}'?", *meant));
}

QuantileMethod resolve_quantiles(const std::string& name) {
  if (name == "exact")
    return QuantileMethod::exact;
  if (name == "sketch")
    return QuantileMethod::sketch;
  fail_usage(fmt::format("--quantiles: unknown method '{}'", name),
             "the methods are exact and sketch",
             did_you_mean(name, std::vector<std::string>{"exact", "sketch"}, "write exact"));
}

} // namespace

void add_scenario_options(CommandLine& command, CommonOptions& options) {
  command.options("--set", options.set,
                  "Replace or add a value ('drivers.arr_growth=150%'); null removes", "PATH=EXPR");
  command.option("--variant", options.variant, "Use a variant of the scenario", "NAME");
  command.flag("--strict", options.strict, "Treat warnings as errors");
  command.flag("--quiet", options.quiet,
               "Print no warnings, and results only where --format is given");
}

void add_run_options(CommandLine& command, CommonOptions& options) {
  command.option("--seed", options.seed, "Seed of the draws", "N");
  command.option("--sampler", options.sampler, "How paths are drawn: random, antithetic, sobol",
                 "NAME");
  command.option("--threads", options.threads, "Threads; results never depend on them", "N");
  command.option("--isa", options.isa, "Instruction set, at most this machine's: x86-64-v3, ...",
                 "NAME");
  command.option("--progress", options.progress,
                 "auto (default): on a terminal, of what takes over a second; or never", "WHEN");
  command.flag("--no-color", options.no_color, "No colours");
}

void add_output_options(CommandLine& command, CommonOptions& options) {
  command.option("--format", options.format, "On standard output: table (default), csv, json",
                 "NAME");
  command.option("--table", options.table, "What csv holds: curves, targets", "NAME");
  command.option("--every", options.every,
                 "Periods of the curves: mo (default), q, y; levels at their end, flows summed",
                 "mo|q|y");
  command.options("-o", options.output, "FILE.csv, FILE.json, FILE.txt or FORMAT:FILE; repeatable",
                  "FILE");
}

Outputs resolve_outputs(const CommonOptions& options, Table table) {
  Outputs outputs;
  const bool named = !options.format.empty();
  const Format& format = resolve_format("--format", named ? options.format : "table");
  if (named || !options.quiet)
    outputs.standard = &format;
  const Terminal terminal = standard_output(options.no_color);
  outputs.render = {
      .table = table, .color = terminal.color, .utf8 = terminal.utf8, .width = terminal.width};
  outputs.render.several = options.files.size() > 1 || options.all_variants;
  if (!options.table.empty())
    outputs.render.table = resolve_table(options.table);
  if (!options.every.empty())
    outputs.every = resolve_every(options.every);
  if (!options.quantiles.empty())
    outputs.quantiles = resolve_quantiles(options.quantiles);
  for (const std::string& text : options.output) {
    outputs.files.push_back(resolve_output(text));
    for (const std::string& file : options.files)
      if (is_same_file(file, outputs.files.back().path))
        fail_usage(fmt::format("-o {}: {} is the scenario", text, file), "it would be overwritten",
                   "choose another name");
  }
  return outputs;
}

std::uint64_t resolve_count(const std::string& option, const std::string& text, std::uint64_t low,
                            std::uint64_t high) {
  Sources sources;
  Diagnostics diagnostics;
  const Source& source = sources.add(option, text, true);
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto expression = parse_expression({text, {&source, 0, size}, {}}, "", diagnostics);
  const SyntaxNode* node = expression ? &expression->syntax.nodes.back() : nullptr;
  const bool number =
      node != nullptr && node->kind == SyntaxNode::Kind::number && node->quantity.literal;
  const double value = number ? node->value : -1;
  if (value == std::round(value) && value >= static_cast<double>(low) &&
      value <= static_cast<double>(high))
    return static_cast<std::uint64_t>(value);
  fail_usage(fmt::format("{}: '{}' is no count", option, text),
             fmt::format("it is a whole number from {} to {}", low,
                         high == kMostPaths ? "1B" : std::to_string(high)),
             fmt::format("write {} {}", option, high < 100'000 ? "4" : "100k"));
}

void check_paths(const CommonOptions& options) {
  if (!options.paths.empty())
    resolve_count("--paths", options.paths, 1, kMostPaths);
}

std::size_t resolve_threads(const CommonOptions& options) {
  constexpr std::uint64_t kMostThreads = 1024;
  if (options.threads.empty())
    return 0;
  return resolve_count("--threads", options.threads, 1, kMostThreads);
}

void use_instruction_set(const CommonOptions& options) {
  if (options.isa.empty() || select_instruction_set(options.isa))
    return;
  const auto sets = instruction_sets();
  const std::vector<std::string> names(sets.begin(), sets.end());
  const bool known = std::ranges::find(names, options.isa) != names.end();
  fail_usage(known ? fmt::format("--isa: this machine has no {}", options.isa)
                   : fmt::format("--isa: unknown instruction set '{}'", options.isa),
             fmt::format("the sets are {}", fmt::join(names, ", ")),
             known ? fmt::format("leave it out: {} is used here", instruction_set())
                   : did_you_mean(options.isa, names));
}

void write_outputs(const Outputs& outputs, std::span<const Report> reports) {
  if (!speaks())
    return;
  RenderOptions plain = outputs.render;
  plain.color = false;
  for (const Output& output : outputs.files) {
    const std::string why = write_file(output.path, output.format->render(reports, plain));
    die_if_interrupted();
    if (why.empty())
      continue;
    say_error(fmt::format("{} cannot be written", output.path), why);
    throw Exit{kCouldNotFinish};
  }
  if (outputs.standard == nullptr)
    return;
  const std::string why =
      write_stream(STDOUT_FILENO, outputs.standard->render(reports, outputs.render));
  die_if_interrupted();
  if (why.empty())
    return;
  say_error("standard output cannot be written", why);
  throw Exit{kCouldNotFinish};
}

} // namespace escala::app
