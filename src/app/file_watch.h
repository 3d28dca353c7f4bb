// SPDX-License-Identifier: Apache-2.0
// Waits until a file is saved: written anew in its place, or replaced by another one.
//
// Files are looked at again and again. That works on every file system and however an editor saves;
// a look costs microseconds.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace escala::app {

// What a path led to. Looks differ if the file was saved between them.
struct FileLook {
  bool is_there = false;
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t written_seconds = 0, written_nanoseconds = 0;
  std::int64_t changed_seconds = 0, changed_nanoseconds = 0;

  bool operator==(const FileLook&) const = default;
};

FileLook look_at(const std::string& path);

// The files that were read, each with a look from before.
using FilesRead = std::map<std::string, FileLook>;

// Returns once a file has been saved, and once no more is written: with looks at all of them.
FilesRead wait_for_change(const FilesRead& files);

} // namespace escala::app
