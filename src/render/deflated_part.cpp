// SPDX-License-Identifier: Apache-2.0
#include "render/deflated_part.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>

namespace escala {
namespace {

constexpr int kLevel = 7;       // 9 takes three times as long for 2% less
constexpr int kRawWindow = -15; // 32 kB, without zlib's head
constexpr int kMostMemory = 9;

[[noreturn]] void fail_deflating(int error) {
  throw std::system_error(error, std::generic_category(), "the workbook cannot be made");
}

std::string deflated(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kRawWindow, kMostMemory, Z_FILTERED) != Z_OK)
    fail_deflating(ENOMEM);
  std::string bytes(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  std::string input(content); // zlib takes no constant bytes
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int status = deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END)
    fail_deflating(EIO);
  return bytes;
}

zip_uint32_t check_of(std::string_view content) {
  return static_cast<zip_uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
}

} // namespace

DeflatedPart::DeflatedPart(std::string_view content)
    : size_(content.size()), check_(check_of(content)) {
  if (content.size() > std::numeric_limits<uInt>::max() / 2) // of the format's counters
    fail_deflating(EFBIG);
  bytes_ = deflated(content);
}

zip_source_t* DeflatedPart::source(zip_t* archive) {
  return zip_source_function(archive, answer, this);
}

zip_int64_t DeflatedPart::answer(void* part, void* data, zip_uint64_t size,
                                 zip_source_cmd_t command) {
  auto& self = *static_cast<DeflatedPart*>(part);
  switch (command) {
  case ZIP_SOURCE_OPEN:
    self.read_ = 0;
    return 0;
  case ZIP_SOURCE_READ:
    return self.read(data, size);
  case ZIP_SOURCE_STAT:
    return self.describe(data, size);
  case ZIP_SOURCE_CLOSE:
  case ZIP_SOURCE_FREE:
    return 0;
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                          ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
  case ZIP_SOURCE_ERROR: {
    zip_error_t none;
    zip_error_init(&none);
    return zip_error_to_data(&none, data, size);
  }
  default:
    return -1;
  }
}

zip_int64_t DeflatedPart::read(void* data, zip_uint64_t size) {
  const std::size_t count = std::min<std::size_t>(size, bytes_.size() - read_);
  std::memcpy(data, bytes_.data() + read_, count);
  read_ += count;
  return static_cast<zip_int64_t>(count);
}

zip_int64_t DeflatedPart::describe(void* data, zip_uint64_t size) const {
  if (size < sizeof(zip_stat_t))
    return -1;
  auto& status = *static_cast<zip_stat_t*>(data);
  zip_stat_init(&status);
  status.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
  status.size = size_;
  status.comp_size = bytes_.size();
  status.comp_method = ZIP_CM_DEFLATE;
  status.crc = check_;
  return sizeof(zip_stat_t);
}

} // namespace escala
