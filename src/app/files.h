// SPDX-License-Identifier: Apache-2.0
// All reading and writing of the program.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace escala::app {

// At most `limit` + 1 bytes of a file, or of standard input ("-"). nullopt: `error` says why.
std::optional<std::string> read_file(const std::string& path, std::size_t limit,
                                     std::string& error);

// Whether `path` can be written; an empty text, or why not. Nothing is created.
std::string cannot_write(const std::string& path);

// Whether two paths lead to one ordinary file.
bool is_same_file(const std::string& a, const std::string& b);

// Writes a file whole or not at all: beside it first, then in its place. An empty text, or why it
// could not. Devices and pipes are written as they are.
std::string write_file(const std::string& path, const std::string& bytes);

// Writes to standard output or standard error; an empty text, or why it could not.
std::string write_stream(int descriptor, const std::string& bytes);

// SHA-256 in lower-case hexadecimal.
std::string sha256(const std::string& bytes);

} // namespace escala::app
