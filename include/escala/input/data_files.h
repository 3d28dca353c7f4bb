// SPDX-License-Identifier: Apache-2.0
// Files beside a scenario: the only way in which the stages reach them. The command's reads the
// disk, a test's is in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace escala {

inline constexpr std::size_t kMaxDataBytes = std::size_t{4} << 20;

struct DataFile {
  std::optional<std::string> text; // at most kMaxDataBytes
  std::string why;                 // there is none
};

class DataFiles {
 public:
  virtual ~DataFiles() = default;
  // `path` is relative, from the scenario's folder, and doesn't climb.
  virtual DataFile read(const std::string& path) = 0;
};

} // namespace escala
