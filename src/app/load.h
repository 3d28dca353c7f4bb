// SPDX-License-Identifier: Apache-2.0
// From a file's name and the options of the command line to a compiled plan.
#pragma once

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

// A plan's file, read once, and what is beside it.
struct PlanFile {
  Plan plan;
  std::shared_ptr<FilesBeside> files;
  std::string sha256; // of the plan's text
};

// A file that can't be read is reported; then nothing.
std::optional<PlanFile> read_plan(const std::string& file);

struct Loaded {
  std::optional<CompiledPlan> plan;  // none: it can't be used, and the diagnostics say why
  std::vector<std::string> variants; // that the file names
  Provenance provenance;
};

// The plan with a variant (empty: none) and the options' changes laid over it. Adds to
// `diagnostics`; under --strict a warning is a mistake too.
Loaded load(const PlanFile& file, const std::string& variant, const Arguments& arguments,
            Diagnostics& diagnostics);

} // namespace escala::app
