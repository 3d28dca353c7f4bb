// SPDX-License-Identifier: Apache-2.0
// From a file's name to a valid scenario, the variant and --set laid over it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/options.h"
#include "escala/core/diagnostics.h"
#include "escala/core/source.h"
#include "escala/report/report.h"
#include "escala/scenario/valid_scenario.h"

namespace escala::app {

struct Loaded {
  std::optional<ValidScenario> scenario; // none: it can't be used, and why has been said
  std::vector<std::string> variants;     // that the file names
  Provenance provenance;
  int code = 0;
};

// Shows what is found. `sources` must outlive the scenario.
Loaded load_scenario(const std::string& file, const std::string& variant,
                     const CommonOptions& options, Sources& sources);

} // namespace escala::app
