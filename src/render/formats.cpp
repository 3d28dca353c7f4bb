// SPDX-License-Identifier: Apache-2.0
#include "escala/render/render.h"

#include <algorithm>
#include <array>

namespace escala {

// The list of formats: NAME is written by render_NAME of NAME.cpp.
#define ESCALA_FORMATS(FORMAT)                                                                     \
  FORMAT(table, ".txt", false)                                                                     \
  FORMAT(csv, ".csv", true)                                                                        \
  FORMAT(json, ".json", true)

#define ESCALA_DECLARE(name, extension, shows_all)                                                 \
  std::string render_##name(std::span<const Report> reports, const RenderOptions& options);
#define ESCALA_ENTRY(name, extension, shows_all) Format{#name, extension, shows_all, render_##name},

ESCALA_FORMATS(ESCALA_DECLARE)

namespace {

constexpr auto kFormats = std::to_array<Format>({ESCALA_FORMATS(ESCALA_ENTRY)});
constexpr std::string_view kPlannedFormats[] = {"markdown", "junit", "github"};
constexpr std::string_view kPlannedExtensions[] = {".md", ".xlsx", ".html", ".xml", ".sqlite"};

template <class Wanted>
const Format* find_if(Wanted wanted) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(), wanted);
  return found == kFormats.end() ? nullptr : &*found;
}

} // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  return find_if([&](const Format& format) { return format.name == name; });
}

const Format* format_of_extension(std::string_view extension) {
  if (extension.empty())
    return nullptr;
  return find_if([&](const Format& format) { return format.extension == extension; });
}

std::span<const std::string_view> planned_formats() { return kPlannedFormats; }
std::span<const std::string_view> planned_extensions() { return kPlannedExtensions; }

} // namespace escala
