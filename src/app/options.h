// SPDX-License-Identifier: Apache-2.0
// Options that several subcommands share: as typed, and what they come to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/render/render.h"
#include "escala/scenario/scenario.h"
#include "escala/summarize/column_summaries.h"

namespace escala::app {

class CommandLine;

// As typed; numbers are read later, with the language's own literals (100k, 1M).
struct CommonOptions {
  std::vector<std::string> files;
  std::string paths, seed, sampler, threads, isa, max_paths, variant, format, table, every,
      progress, quantiles;
  std::vector<std::string> set, output;
  bool strict = false, quiet = false, no_color = false, all_variants = false;
};

void add_scenario_options(CommandLine& command, CommonOptions& options);
void add_run_options(CommandLine& command, CommonOptions& options);
void add_output_options(CommandLine& command, CommonOptions& options);

// A file that results are written to.
struct Output {
  const Format* format = nullptr;
  std::string path;
};

struct Outputs {
  const Format* standard = nullptr; // null: nothing on standard output
  RenderOptions render;
  Every every = Every::month; // of curves
  QuantileMethod quantiles = QuantileMethod::exact;
  std::vector<Output> files;
};

// Each reports a mistake and throws Exit.
// `table`: what CSV holds where --table does not say.
Outputs resolve_outputs(const CommonOptions& options, Table table);
std::uint64_t resolve_count(const std::string& option, const std::string& text, std::uint64_t low,
                            std::uint64_t high);
// --paths of a run: only its mistakes matter here.
void check_paths(const CommonOptions& options);
std::size_t resolve_threads(const CommonOptions& options);
// Has every kernel use the instruction set of --isa.
void use_instruction_set(const CommonOptions& options);

// Renders, prints and writes. Throws Exit where output fails.
void write_outputs(const Outputs& outputs, std::span<const Report> reports);

} // namespace escala::app
