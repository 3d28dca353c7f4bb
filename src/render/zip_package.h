// SPDX-License-Identifier: Apache-2.0
// A ZIP archive in memory (PKWARE APPNOTE 6.3.3), with files deflated and dated 1980-01-01, so that
// the same files are the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace escala {

class ZipPackage {
 public:
  void add(std::string_view name, std::string_view content);
  // The archive; nothing can be added later.
  std::string finish();

 private:
  std::string archive_;
  std::string directory_;
  std::uint32_t count_ = 0;
};

} // namespace escala
