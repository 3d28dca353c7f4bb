// SPDX-License-Identifier: Apache-2.0
#include "app/file_watch.h"

#include <sys/stat.h>

#include <chrono>
#include <thread>
#include <utility>

namespace escala::app {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{100};

FilesRead looked_at_again(const FilesRead& files) {
  FilesRead now;
  for (const auto& [path, look] : files)
    now.emplace(path, look_at(path));
  return now;
}

} // namespace

FileLook look_at(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0)
    return {};
  return {.is_there = true,
          .device = status.st_dev,
          .inode = status.st_ino,
          .size = static_cast<std::uint64_t>(status.st_size),
          .written_seconds = status.st_mtim.tv_sec,
          .written_nanoseconds = status.st_mtim.tv_nsec,
          .changed_seconds = status.st_ctim.tv_sec,
          .changed_nanoseconds = status.st_ctim.tv_nsec};
}

FilesRead wait_for_change(const FilesRead& files) {
  FilesRead before = looked_at_again(files);
  while (true) {
    std::this_thread::sleep_for(kBetweenLooks);
    FilesRead now = looked_at_again(files);
    if (now != files && now == before)
      return now;
    before = std::move(now);
  }
}

} // namespace escala::app
