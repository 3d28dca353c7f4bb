// SPDX-License-Identifier: Apache-2.0
// Reads actual months from the data files that metrics name.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/input/data_files.h"
#include "escala/scenario/scenario.h"

namespace escala {

// The tables of the data files of a plan: each is read and understood once for all its variants.
class ActualSheets {
 public:
  explicit ActualSheets(DataFiles& files);
  ~ActualSheets();
  ActualSheets(const ActualSheets&) = delete;
  ActualSheets& operator=(const ActualSheets&) = delete;

 private:
  friend class ActualReader;
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

struct ReadActuals {
  std::vector<std::string> files; // that were read, as the plan names them
  std::size_t new_bytes = 0;      // of those that were not among the sheets yet
};

// Called between bind and validate. Gives Actual::values those of files. Mistakes of a file and of
// its months are reported at the first `actual` that names it, mistakes of a column at its own
// `actual`.
ReadActuals read_actuals(Scenario& scenario, ActualSheets& sheets, Diagnostics& diagnostics);

// With tables for this call alone.
void read_actuals(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics);

} // namespace escala
