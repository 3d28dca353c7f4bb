// SPDX-License-Identifier: Apache-2.0
#include "app/memory_limit.h"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace escala::app {
namespace {

namespace fs = std::filesystem;

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end != text.data() ? std::optional(number) : std::nullopt;
}

// The first word of a file; empty if it can't be read.
std::string word_in(const fs::path& path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word;
}

std::uint64_t machine_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGE_SIZE);
  return pages > 0 && size > 0
             ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size)
             : 0;
}

// Keeps the smaller limit.
void lower(MemoryLimit& limit, std::optional<std::uint64_t> bytes, const char* owner) {
  if (bytes && (limit.bytes == 0 || *bytes < limit.bytes))
    limit = {*bytes, owner, false};
}

// The limits of a group and of those that it is in. Inside a container the path may be that of the
// host, so that only the top is there.
void lower_by_groups(MemoryLimit& limit, const fs::path& top, std::string path, const char* file) {
  while (true) {
    lower(limit, number_in(word_in(fs::path(top.string() + path) / file)),
          "this container may use");
    if (path.empty())
      return;
    path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
  }
}

// Lines of /proc/self/cgroup are NUMBER:CONTROLLERS:PATH; version 2 has no controllers.
void lower_by_control_groups(MemoryLimit& limit, const std::string& root) {
  std::ifstream file(root + "/proc/self/cgroup");
  const fs::path top = root + "/sys/fs/cgroup";
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos)
      continue;
    const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
    const std::string path = line.substr(second + 1);
    if (controllers == ",,")
      lower_by_groups(limit, top, path, "memory.max");
    else if (controllers.find(",memory,") != std::string::npos)
      lower_by_groups(limit, top / "memory", path, "memory.limit_in_bytes");
  }
}

// What the address space may still grow by.
std::optional<std::uint64_t> address_space(const std::string& root) {
  rlimit limit = {};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return std::nullopt;
  const std::uint64_t pages = number_in(word_in(root + "/proc/self/statm")).value_or(0);
  const std::uint64_t used = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE));
  return limit.rlim_cur > used ? limit.rlim_cur - used : 1;
}

} // namespace

MemoryLimit memory_limit(const std::string& root) {
  MemoryLimit limit;
  lower(limit, machine_memory(), "this machine has");
  lower_by_control_groups(limit, root);
  const std::uint64_t memory = limit.bytes;
  lower(limit, address_space(root), "the limit of the address space (ulimit -v) leaves");
  limit.of_addresses = limit.bytes != memory;
  return limit;
}

} // namespace escala::app
