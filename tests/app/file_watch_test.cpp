// SPDX-License-Identifier: Apache-2.0
#include "app/file_watch.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

using namespace escala::app;

namespace {

namespace fs = std::filesystem;

// A folder of its own, which is removed again.
struct Folder {
  std::string path;

  Folder() {
    std::string made = (fs::temp_directory_path() / "escala-watch-XXXXXX").string();
    REQUIRE(::mkdtemp(made.data()) != nullptr);
    path = made;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path + "/" + name) << text;
    return path + "/" + name;
  }
};

} // namespace

TEST_CASE("a look tells a file that was saved from one that was not") {
  const Folder folder;
  const std::string file = folder.write("plan.yaml", "one");
  const FileLook before = look_at(file);
  CHECK(before.is_there);
  CHECK(look_at(file) == before);
  folder.write("plan.yaml", "longer");
  CHECK(look_at(file) != before);
  // An editor writes another file of the same size beside it, and renames it.
  folder.write("plan.yaml", "one");
  const FileLook again = look_at(file);
  fs::rename(folder.write("saved", "two"), file);
  CHECK(look_at(file) != again);
  fs::remove(file);
  CHECK(!look_at(file).is_there);
}

TEST_CASE("a change of any file ends the wait, also one that was made before it") {
  const Folder folder;
  const std::string plan = folder.write("plan.yaml", "one");
  const std::string data = folder.path + "/data.csv"; // which is not there yet
  const FilesRead files{{plan, look_at(plan)}, {data, look_at(data)}};
  std::thread editor([&] { folder.write("data.csv", "month,arr"); });
  const FilesRead now = wait_for_change(files);
  editor.join();
  CHECK(now.at(plan) == files.at(plan));
  CHECK(now.at(data).is_there);
  CHECK(wait_for_change(files).at(data) == look_at(data));
}
