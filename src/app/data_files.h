// SPDX-License-Identifier: Apache-2.0
// Files beside a scenario on the disk, in its folder or below.
#pragma once

#include <map>
#include <string>

#include "escala/input/data_files.h"

namespace escala::app {

class FilesBeside final : public DataFiles {
 public:
  // Beside standard input ("-") is the current directory.
  explicit FilesBeside(const std::string& scenario);

  // No directory, device or pipe, and nothing that a link leads to outside of the folder.
  DataFile read(const std::string& path) override;

  // SHA-256 of a file that was read.
  const std::string& sha256_of(const std::string& path) const { return sha256_.at(path); }

 private:
  std::string folder_;
  std::map<std::string, std::string> sha256_; // of what was read
};

} // namespace escala::app
