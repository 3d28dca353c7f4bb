// SPDX-License-Identifier: Apache-2.0
// From a file's name and the options of the command line to a compiled plan.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/data_files.h"
#include "escala/core/diagnostics.h"
#include "escala/plan/plan.h"
#include "escala/report/provenance.h"

namespace escala::app {

// A plan's file, read once, and its data files.
struct PlanFile {
  Plan plan;
  std::shared_ptr<FilesBeside> files;
  std::string sha256; // of the plan's text
  std::shared_ptr<const std::string> text;
};

// nullopt if the file cannot be read; adds to `diagnostics`.
std::optional<PlanFile> read_plan(const std::string& file, Diagnostics& diagnostics);
// The same, with a message.
std::optional<PlanFile> read_plan(const std::string& file);
// The plan with this text.
PlanFile plan_file(const std::string& file, std::string text);

// The changes of the options, with these variants.
Changes changes_of(const std::vector<std::string>& variants, const Arguments& arguments);

struct Loaded {
  std::optional<CompiledPlan> plan;  // none: it has mistakes, which are in the diagnostics
  std::vector<std::string> variants; // names of the file's variants
  Provenance provenance;
  std::size_t parts = 0;      // as in Compilation
  std::size_t parts_read = 0; // as in Compilation
};

// Compiles the plan with variants, laid in their order, and the changes of the options. Adds to
// `diagnostics`; with --strict a warning counts as a mistake.
Loaded load(const PlanFile& file, const std::vector<std::string>& variants,
            const Arguments& arguments, Diagnostics& diagnostics);

} // namespace escala::app
