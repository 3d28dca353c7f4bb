// SPDX-License-Identifier: Apache-2.0
#include "app/data_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "app/files.h"

namespace escala::app {
namespace {

namespace fs = std::filesystem;

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::ranges::mismatch(folder, path);
  return end == folder.end();
}

// Why a file cannot be read.
struct Refusal {
  std::string why;     // empty: it can
  bool failed = false; // the system could not tell
};

// A path that leads nowhere is a mistake of the plan; other errors are not.
Refusal refusal_of(const std::error_code& error) {
  const bool mistake =
      error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ||
      error == std::errc::too_many_symbolic_link_levels || error == std::errc::filename_too_long;
  return {error.message(), !mistake};
}

// Of an existing path.
Refusal refusal_of(const fs::path& path, const fs::path& folder) {
  if (!is_below(path, folder))
    return {"a link leads out of the scenario's folder"};
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error)
    return refusal_of(error);
  if (fs::is_directory(status))
    return {"it is a directory"};
  if (!fs::is_regular_file(status))
    return {"it is not a file"};
  const std::uintmax_t size = fs::file_size(path, error);
  if (error)
    return refusal_of(error);
  return size > kMaxDataBytes ? Refusal{"it is larger than 4 MiB"} : Refusal{};
}

} // namespace

FilesBeside::FilesBeside(const std::string& scenario) {
  const fs::path folder = scenario == "-" ? fs::path() : fs::path(scenario).parent_path();
  folder_ = folder.empty() ? "." : folder.string();
}

DataFile FilesBeside::read(const std::string& path) {
  const std::string beside = folder_ == "." ? path : (fs::path(folder_) / path).string();
  looks_[beside] = look_at(beside);
  std::error_code error;
  const fs::path folder = fs::canonical(folder_, error);
  const fs::path place = error ? fs::path() : fs::canonical(folder / path, error);
  const Refusal refusal = error ? refusal_of(error) : refusal_of(place, folder);
  failed_ = failed_ || refusal.failed;
  if (!refusal.why.empty())
    return {{}, refusal.why};
  places_[path] = place.string();
  DataFile file;
  file.text = read_file(place.string(), kMaxDataBytes, file.why);
  failed_ = failed_ || !file.text;
  if (file.text && file.text->size() > kMaxDataBytes)
    return {{}, "it is larger than 4 MiB"};
  if (file.text)
    sha256_[path] = sha256(*file.text);
  return file;
}

} // namespace escala::app
