// SPDX-License-Identifier: Apache-2.0
#include "scenario/bind/path_remedy.h"

#include <fmt/format.h>

#include <array>

namespace escala {
namespace {

constexpr std::array<std::string_view, 4> kNamedMaps{"drivers", "metrics", "risks", "targets"};
constexpr std::array<std::string_view, 2> kSettingMaps{"simulation", "investment"};

bool is_within(const Span& part, const Span& whole) {
  return part.source == whole.source && part.begin >= whole.begin && part.begin < whole.end;
}

} // namespace

bool is_created_by_path(const Node& root, const Span& key) {
  if (key.source == nullptr || key.source->is_option)
    return key.source != nullptr;
  const Node* variants = root.find("variants");
  if (variants == nullptr)
    return false;
  for (const Entry& variant : variants->entries)
    for (const Entry& change : variant.value.entries)
      if (is_within(key, change.key.span))
        return true;
  return false;
}

std::vector<std::string> paths_to(const Node& root, std::string_view name) {
  std::vector<std::string> paths;
  for (const std::string_view map : kNamedMaps)
    if (const Node* node = root.find(map); node != nullptr && node->find(name) != nullptr)
      paths.push_back(fmt::format("{}.{}", map, name));
  if (!paths.empty())
    return paths;
  for (const std::string_view map : kSettingMaps)
    if (const Node* node = root.find(map); node != nullptr && node->find(name) != nullptr)
      paths.push_back(fmt::format("{}.{}", map, name));
  for (const std::string_view map : kNamedMaps)
    if (const Node* node = root.find(map))
      for (const Entry& entry : node->entries)
        if (entry.value.find(name) != nullptr)
          paths.push_back(fmt::format("{}.{}.{}", map, entry.key.text, name));
  return paths;
}

} // namespace escala
