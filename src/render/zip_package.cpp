// SPDX-License-Identifier: Apache-2.0
#include "render/zip_package.h"

#include <zlib.h>

#include <stdexcept>

namespace escala {
namespace {

constexpr std::uint32_t kVersion = 20; // of the format: deflate
constexpr std::uint32_t kDeflated = 8;
constexpr std::uint32_t kFirstDay = 0x21; // 1980-01-01

void put_number(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> (8 * i) & 0xFF);
}

// A raw deflate stream, without zlib's header.
std::string deflated(std::string_view content) {
  z_stream stream{};
  constexpr int kRaw = -15;
  constexpr int kMemory = 8;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw std::runtime_error("deflate could not start");
  std::string out(deflateBound(&stream, content.size()), '\0');
  std::string input(content); // zlib takes bytes that are not const
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END)
    throw std::runtime_error("deflate could not finish");
  return out;
}

} // namespace

void ZipPackage::add(std::string_view name, std::string_view content) {
  const std::string packed = deflated(content);
  const auto checksum = static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
  const auto begin = static_cast<std::uint32_t>(archive_.size());
  std::string common; // of both headers
  put_number(common, kVersion, 2);
  put_number(common, 0, 2); // no flags
  put_number(common, kDeflated, 2);
  put_number(common, 0, 2); // midnight
  put_number(common, kFirstDay, 2);
  put_number(common, checksum, 4);
  put_number(common, static_cast<std::uint32_t>(packed.size()), 4);
  put_number(common, static_cast<std::uint32_t>(content.size()), 4);
  put_number(common, static_cast<std::uint32_t>(name.size()), 2);
  put_number(common, 0, 2); // no extra field
  archive_ += "PK\x03\x04" + common;
  archive_ += name;
  archive_ += packed;
  directory_ += "PK\x01\x02";
  put_number(directory_, kVersion, 2);
  directory_ += common;
  put_number(directory_, 0, 2); // no comment
  put_number(directory_, 0, 4); // first disk, no attributes
  put_number(directory_, 0, 4);
  put_number(directory_, begin, 4);
  directory_ += name;
  ++count_;
}

std::string ZipPackage::finish() {
  const auto begin = static_cast<std::uint32_t>(archive_.size());
  archive_ += directory_ + "PK\x05\x06";
  put_number(archive_, 0, 4); // one disk
  put_number(archive_, count_, 2);
  put_number(archive_, count_, 2);
  put_number(archive_, static_cast<std::uint32_t>(directory_.size()), 4);
  put_number(archive_, begin, 4);
  put_number(archive_, 0, 2); // no comment
  return std::move(archive_);
}

} // namespace escala
