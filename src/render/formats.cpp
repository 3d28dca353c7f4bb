// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "escala/render/format.h"
#include "escala/report/dictionary.h"

namespace escala {

// The list of formats: NAME is described by format_NAME in NAME.cpp.
#define ESCALA_FORMATS(FORMAT)                                                                     \
  FORMAT(table)                                                                                    \
  FORMAT(markdown)                                                                                 \
  FORMAT(csv)                                                                                      \
  FORMAT(json)                                                                                     \
  FORMAT(html)                                                                                     \
  FORMAT(junit)                                                                                    \
  FORMAT(github)                                                                                   \
  FORMAT(openmetrics)                                                                              \
  FORMAT(xlsx)                                                                                     \
  FORMAT(sqlite)                                                                                   \
  FORMAT(sarif)

#define ESCALA_DECLARE(name) extern const Format format_##name;
#define ESCALA_ENTRY(name) &format_##name,

ESCALA_FORMATS(ESCALA_DECLARE)
#undef ESCALA_DECLARE

namespace {

constexpr const Format* kFormats[] = {ESCALA_FORMATS(ESCALA_ENTRY)};
#undef ESCALA_ENTRY

template <class Wanted>
const Format* find_if(Wanted wanted) {
  const auto found = std::ranges::find_if(kFormats, wanted);
  return found == std::end(kFormats) ? nullptr : *found;
}

} // namespace

std::span<const Format* const> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  return find_if([&](const Format* format) { return format->name == name; });
}

const Format* format_of_extension(std::string_view extension) {
  if (extension.empty())
    return nullptr;
  return find_if([&](const Format* format) { return format->extension == extension; });
}

bool holds(const Format& format, Holding holding) {
  return holding == Holding::results ? format.takes_results() : format.write_diagnostics != nullptr;
}

std::vector<std::string> format_names(Holding holding) {
  std::vector<std::string> names;
  for (const Format* format : kFormats)
    if (holds(*format, holding))
      names.emplace_back(format->name);
  return names;
}

std::vector<std::string> format_extensions(Holding holding) {
  std::vector<std::string> extensions;
  for (const Format* format : kFormats)
    if (holds(*format, holding) && !format->extension.empty())
      extensions.emplace_back(format->extension);
  std::ranges::sort(extensions);
  return extensions;
}

std::string render(const Format& format, const Answer& answer, const RenderOptions& options) {
  if (const auto* write = std::get_if<WriteData>(&format.write))
    return (*write)(answer.data, options);
  if (const auto* write = std::get_if<WriteVerdicts>(&format.write))
    return (*write)(answer.verdicts);
  if (const auto* write = std::get_if<WriteWorkbook>(&format.write))
    return (*write)(answer, options);
  const auto& documents = format.whole ? answer.whole_documents : answer.documents;
  const auto write = std::get<WriteDocuments>(format.write);
  if (options.page.words == nullptr)
    return write(documents, options.page);
  std::vector<Document> translations;
  for (const Document& document : documents)
    translations.push_back(translated(document, *options.page.words));
  return write(translations, options.page);
}

} // namespace escala
