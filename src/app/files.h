// SPDX-License-Identifier: Apache-2.0
// All reading and writing of files and standard streams.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace escala::app {

// At most `limit` + 1 bytes of a file, or of standard input ("-"). nullopt: `error` says why.
std::optional<std::string> read_file(const std::string& path, std::size_t limit,
                                     std::string& error);

// Empty if `path` can be written, otherwise the reason why not. Creates no file.
std::string cannot_write(const std::string& path);

// Whether two paths lead to the same regular file.
bool is_same_file(const std::string& a, const std::string& b);

// Writes a file completely or not at all: writes a new file beside it, which then replaces it.
// Devices and pipes are written directly. Returns an empty text, or the reason of the failure.
std::string write_file(const std::string& path, const std::string& bytes);

// Writes to standard output or standard error. Returns an empty text, or the reason of the failure.
std::string write_stream(int descriptor, const std::string& bytes);

// SHA-256 in lower-case hexadecimal.
std::string sha256(const std::string& bytes);

} // namespace escala::app
