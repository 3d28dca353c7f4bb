// SPDX-License-Identifier: Apache-2.0
// The limit of memory, from files as Linux writes them.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "app/memory_limit.h"

namespace {

namespace fs = std::filesystem;

using escala::app::memory_limit;

// A folder that looks like the root of a system; it is removed at the end.
class Root {
 public:
  Root() {
    std::string name = (fs::temp_directory_path() / "escala-root-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Root() { fs::remove_all(path_); }

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((fs::path(path_ + path)).parent_path());
    std::ofstream(path_ + path) << text;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

constexpr std::uint64_t kMebi = 1024 * 1024;

} // namespace

TEST_CASE("without control groups the machine's memory is the limit") {
  const Root root;
  CHECK(memory_limit(root.path()).bytes > 0);
  CHECK_FALSE(memory_limit(root.path()).owner.empty());
}

TEST_CASE("a control group of version 2 lowers the limit, and so do those above it") {
  const Root root;
  root.write("/proc/self/cgroup", "0::/system.slice/run.scope\n");
  root.write("/sys/fs/cgroup/system.slice/run.scope/memory.max", "max\n");
  root.write("/sys/fs/cgroup/system.slice/memory.max", "100000000\n");
  CHECK(memory_limit(root.path()).bytes == 100'000'000);
  CHECK(memory_limit(root.path()).owner == "this container may use");
  root.write("/sys/fs/cgroup/system.slice/run.scope/memory.max", "50000000\n");
  CHECK(memory_limit(root.path()).bytes == 50'000'000);
}

TEST_CASE("in a container the limit stands at the top, whatever path the host gives it") {
  const Root root;
  root.write("/proc/self/cgroup", "0::/docker/0123abcd\n");
  root.write("/sys/fs/cgroup/memory.max", std::to_string(300 * kMebi));
  CHECK(memory_limit(root.path()).bytes == 300 * kMebi);
}

TEST_CASE("a control group of version 1 lowers the limit") {
  const Root root;
  root.write("/proc/self/cgroup", "5:cpu:/a\n4:memory,hugetlb:/a/b\n1:name=systemd:/\n");
  root.write("/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n");
  root.write("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", std::to_string(200 * kMebi));
  CHECK(memory_limit(root.path()).bytes == 200 * kMebi);
}

TEST_CASE("files that make no sense set no limit") {
  const Root root;
  const std::uint64_t machine = memory_limit(root.path()).bytes;
  root.write("/proc/self/cgroup", "nonsense\n0::\n::\n");
  root.write("/sys/fs/cgroup/memory.max", "much\n");
  CHECK(memory_limit(root.path()).bytes == machine);
}
