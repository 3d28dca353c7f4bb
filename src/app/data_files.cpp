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

// Why an existing path cannot be read; empty if it can be read.
std::string refusal(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  if (!is_below(path, folder))
    return "a link leads out of the scenario's folder";
  if (fs::is_directory(path, error))
    return "it is a directory";
  if (!fs::is_regular_file(path, error))
    return "it is not a file";
  if (fs::file_size(path, error) > kMaxDataBytes)
    return "it is larger than 4 MiB";
  return {};
}

} // namespace

FilesBeside::FilesBeside(const std::string& scenario) {
  const fs::path folder = scenario == "-" ? fs::path() : fs::path(scenario).parent_path();
  folder_ = folder.empty() ? "." : folder.string();
}

DataFile FilesBeside::read(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::canonical(folder_, error);
  const fs::path place = error ? fs::path() : fs::canonical(folder / path, error);
  if (error)
    return {{}, error.message()};
  if (std::string why = refusal(place, folder); !why.empty())
    return {{}, std::move(why)};
  DataFile file;
  file.text = read_file(place.string(), kMaxDataBytes, file.why);
  if (file.text && file.text->size() > kMaxDataBytes)
    return {{}, "it is larger than 4 MiB"};
  if (file.text)
    sha256_[path] = sha256(*file.text);
  return file;
}

} // namespace escala::app
