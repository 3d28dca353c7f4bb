// SPDX-License-Identifier: Apache-2.0
// Reading of files, and writing to what is open. Places of results are in output_place.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace escala::app {

// At most `limit` + 1 bytes of a file, or of standard input ("-"). nullopt: `error` says why.
std::optional<std::string> read_file(const std::string& path, std::size_t limit,
                                     std::string& error);

// Writes all bytes, also to a pipe that takes a few at a time. false: errno says why.
bool write_all(int descriptor, const std::string& bytes);

// What errno says.
std::string system_error_text();

// Writes to standard output or standard error. Returns an empty text, or the reason of the failure.
std::string write_stream(int descriptor, const std::string& bytes);

// SHA-256 in lower-case hexadecimal.
std::string sha256(const std::string& bytes);

} // namespace escala::app
