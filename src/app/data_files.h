// SPDX-License-Identifier: Apache-2.0
// Data files on disk, in a scenario's folder or below it.
#pragma once

#include <map>
#include <string>

#include "app/file_watch.h"
#include "escala/input/data_files.h"

namespace escala::app {

class FilesBeside final : public DataFiles {
 public:
  // The folder of standard input ("-") is the current directory.
  explicit FilesBeside(const std::string& scenario);

  // Does not read directories, devices, pipes, or files outside of the folder (through a link).
  DataFile read(const std::string& path) override;

  // Each file that was read, and where its links lead.
  const std::map<std::string, std::string>& places() const { return places_; }
  // Each path that was asked for, with the folder, and a look at it from before it was read.
  const FilesRead& looks() const { return looks_; }
  // Whether some file is there and could not be read.
  bool failed() const { return failed_; }
  // SHA-256 of a file that was read.
  const std::string& sha256_of(const std::string& path) const { return sha256_.at(path); }

 private:
  std::string folder_;
  std::map<std::string, std::string> sha256_; // of each file that was read
  std::map<std::string, std::string> places_;
  FilesRead looks_;
  bool failed_ = false;
};

} // namespace escala::app
