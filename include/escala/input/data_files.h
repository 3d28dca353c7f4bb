// SPDX-License-Identifier: Apache-2.0
// Access to data files in a scenario's folder. The library does not open files: the command passes
// an implementation that reads from disk, and tests pass one that reads from memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace escala {

inline constexpr std::size_t kMaxDataBytes = std::size_t{4} << 20;

// The text of a file, or why it cannot be read.
struct DataFile {
  std::optional<std::string> text; // at most kMaxDataBytes
  std::string why;                 // the reason if there is no text
};

class DataFiles {
 public:
  virtual ~DataFiles() = default;
  // `path` is relative to the scenario's folder and does not lead out of it.
  virtual DataFile read(const std::string& path) = 0;
};

} // namespace escala
