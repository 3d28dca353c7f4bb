// SPDX-License-Identifier: Apache-2.0
// Files beside a scenario on the disk, in its folder or below.
#pragma once

#include <string>
#include <vector>

#include "escala/input/data_files.h"
#include "escala/report/report.h"

namespace escala::app {

class FilesBeside final : public DataFiles {
 public:
  // Beside standard input ("-") is the current directory.
  explicit FilesBeside(const std::string& scenario);

  // No directory, device or pipe, and nothing that a link leads to outside of the folder.
  DataFile read(const std::string& path) override;

  // What was read.
  const std::vector<DataProvenance>& used() const { return used_; }

 private:
  std::string folder_;
  std::vector<DataProvenance> used_;
};

} // namespace escala::app
