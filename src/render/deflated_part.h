// SPDX-License-Identifier: Apache-2.0
// A part of a package that is compressed already.
//
// libzip compresses without zlib's strategy for numbers, which makes sheets of them a tenth
// smaller.
#pragma once

#include <zip.h>

#include <string>
#include <string_view>

namespace escala {

class DeflatedPart {
 public:
  // Throws a std::system_error if zlib fails.
  explicit DeflatedPart(std::string_view content);

  // What libzip reads: this must outlive its archive. nullptr if there is no memory.
  zip_source_t* source(zip_t* archive);

 private:
  static zip_int64_t answer(void* part, void* data, zip_uint64_t size, zip_source_cmd_t command);
  zip_int64_t read(void* data, zip_uint64_t size);
  zip_int64_t describe(void* data, zip_uint64_t size) const;

  std::string bytes_;
  zip_uint64_t size_;  // of the content
  zip_uint32_t check_; // CRC-32 of the content
  std::size_t read_ = 0;
};

} // namespace escala
