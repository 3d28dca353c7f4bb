// SPDX-License-Identifier: Apache-2.0
// Holds the sources to the table of cmake/rooms.cmake: which room may include which, and behind
// which door each third-party library stays.
//
//   includes_test ROOT ROOM:USED,USED,... ...
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

using Rooms = std::map<std::string, std::set<std::string>>;

// Headers that begin with `prefix` are included below one of `doors` only.
struct Door {
  std::string_view prefix;
  std::vector<std::string_view> doors;
};

const std::vector<Door>& doors() {
  static const std::vector<Door> all{
      {"yaml-cpp/", {"src/input/yaml.cpp"}},
      {"CLI/", {"src/app/"}},
      {"sha2.h", {"src/app/"}},
      {"sqlite3.h", {"src/app/history_"}},
      {"boost/",
       {"src/catalog/", "src/columns/sobol_directions.cpp", "src/targets/", "src/simulate/"}},
      {"hwy/", {"src/columns/"}},
      {"Eigen/", {"include/escala/columns/", "include/escala/simulate/", "src/scenario/"}},
      {"nlohmann/", {"src/render/read_json.cpp"}},
      {"catch2/", {}},
  };
  return all;
}

// The header that a line includes.
std::optional<std::string> included_header(std::string_view line) {
  const auto skip = [&](std::string_view text) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const bool there = line.starts_with(text);
    line.remove_prefix(there ? text.size() : 0);
    return there;
  };
  if (!skip("#") || !skip("include") || !(skip("<") || skip("\"")))
    return std::nullopt;
  return std::string(line.substr(0, line.find_first_of(">\"")));
}

// "src/catalog/models/bass.cpp" -> "catalog"
std::string room_of(const std::string& file) {
  const std::string_view roots[] = {"include/escala/", "src/"};
  for (std::string_view root : roots)
    if (file.starts_with(root)) {
      const std::string rest = file.substr(root.size());
      return rest.substr(0, rest.find('/'));
    }
  return {};
}

bool may_include(const Rooms& rooms, const std::string& room, const std::string& other) {
  const auto found = rooms.find(room);
  return other == room || (found != rooms.end() && found->second.contains(other));
}

std::string check_room(const Rooms& rooms, const std::string& file, const std::string& header) {
  const std::string room = room_of(file);
  if (header.starts_with("escala/")) {
    const std::string other = room_of("include/" + header);
    if (!may_include(rooms, room, other))
      return room + " may not include " + other;
    return {};
  }
  const std::string other = room_of("src/" + header);
  if (!rooms.contains(other) || other == room)
    return {};
  return "this header is private to " + other;
}

std::string check_door(const std::string& file, const std::string& header) {
  for (const Door& door : doors()) {
    if (!header.starts_with(door.prefix))
      continue;
    const auto opens = [&](std::string_view path) { return file.starts_with(path); };
    if (std::none_of(door.doors.begin(), door.doors.end(), opens))
      return "this library has no door here";
  }
  return {};
}

// The rule that the include breaks, or nothing.
std::string check(const Rooms& rooms, const std::string& file, const std::string& header) {
  const std::string broken = check_room(rooms, file, header);
  return broken.empty() ? check_door(file, header) : broken;
}

int check_file(const Rooms& rooms, const fs::path& root, const fs::path& path) {
  const std::string file = path.lexically_relative(root).generic_string();
  if (!rooms.contains(room_of(file))) {
    std::printf("%s:1: this folder is no room of cmake/rooms.cmake\n", file.c_str());
    return 1;
  }
  std::ifstream in(path);
  std::string line;
  int violations = 0;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::optional<std::string> header = included_header(line);
    const std::string broken = header ? check(rooms, file, *header) : std::string();
    if (broken.empty())
      continue;
    std::printf("%s:%d: %s: %s\n", file.c_str(), number, header->c_str(), broken.c_str());
    ++violations;
  }
  return violations;
}

std::vector<fs::path> sources_below(const fs::path& directory) {
  std::vector<fs::path> found;
  if (!fs::exists(directory))
    return found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
      found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::set<std::string> split(const std::string& list) {
  std::set<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    parts.insert(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Rooms parse_rooms(int count, char** arguments) {
  Rooms rooms;
  for (int i = 0; i < count; ++i) {
    const std::string text = arguments[i];
    const std::size_t colon = text.find(':');
    rooms[text.substr(0, colon)] = split(text.substr(colon + 1));
  }
  return rooms;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: includes_test ROOT ROOM:USED,USED,... ...\n", stderr);
    return 2;
  }
  const fs::path root = argv[1];
  const Rooms rooms = parse_rooms(argc - 2, argv + 2);
  int violations = 0;
  std::size_t files = 0;
  for (const char* folder : {"include/escala", "src"})
    for (const fs::path& path : sources_below(root / folder)) {
      violations += check_file(rooms, root, path);
      ++files;
    }
  std::printf("%zu files, %d violations\n", files, violations);
  return violations == 0 && files > 0 ? 0 : 1;
}
