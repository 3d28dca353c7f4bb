// SPDX-License-Identifier: Apache-2.0
// From a file's name to a valid scenario, the variant and --set laid over it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "escala/core/diagnostics.h"
#include "escala/core/source.h"
#include "escala/report/report.h"
#include "escala/scenario/valid_scenario.h"

namespace escala::app {

// A scenario's text, read once. A file that can't be read is reported; then null.
const Source* read_scenario(const std::string& file, Sources& sources);

struct Loaded {
  std::optional<ValidScenario> scenario; // none: it can't be used, and the diagnostics say why
  std::vector<std::string> variants;     // that the file names
  Provenance provenance;
};

// Adds to `diagnostics`; under --strict a warning is a mistake too. `sources` must outlive the
// scenario.
Loaded load_scenario(const Source& source, const std::string& variant, const Arguments& arguments,
                     Sources& sources, Diagnostics& diagnostics);

} // namespace escala::app
