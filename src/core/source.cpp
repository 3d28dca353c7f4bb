// SPDX-License-Identifier: Apache-2.0
#include "escala/core/source.h"

#include <algorithm>
#include <utility>

#include "escala/core/utf8.h"

namespace escala {

namespace {

bool starts_character(char c) { return !continues_character(static_cast<unsigned char>(c)); }

std::size_t start_of_line(std::string_view before) {
  const std::size_t newline = before.rfind('\n');
  if (newline != std::string_view::npos)
    return newline + 1;
  return before.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

} // namespace

Position position_of(const Source& source, std::uint32_t offset) {
  const std::string_view before = std::string_view(source.text).substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::string_view line = before.substr(start_of_line(before));
  const auto characters = std::count_if(line.begin(), line.end(), starts_character);
  return {static_cast<std::uint32_t>(lines + 1), static_cast<std::uint32_t>(characters + 1)};
}

const Source& Sources::add(std::string name, std::string text, bool is_option,
                           std::vector<Hole> holes) {
  sources_.push_back({std::move(name), std::move(text), is_option, std::move(holes)});
  return sources_.back();
}

Span LocatedText::at(std::size_t begin, std::size_t end) const {
  end = std::min(end, text.size());
  begin = std::min(begin, end);
  if (text.empty())
    return {span.source, span.begin, span.begin};
  if (offsets.empty())
    return {span.source, span.begin + static_cast<std::uint32_t>(begin),
            span.begin + static_cast<std::uint32_t>(end)};
  const std::uint32_t first = begin < offsets.size() ? offsets[begin] : offsets.back() + 1;
  // Not offsets[end]: the spaces of a line fold may lie between two bytes of the text.
  const std::uint32_t last = end > begin ? offsets[std::min(end, offsets.size()) - 1] + 1 : first;
  return {span.source, first, std::max(first, last)};
}

} // namespace escala
