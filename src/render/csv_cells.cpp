// SPDX-License-Identifier: Apache-2.0
#include "render/csv_cells.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/numbers.h"
#include "escala/render/phrase_text.h"

namespace escala {
namespace {

// Spreadsheets in East Asian languages also take the full-width signs.
bool is_formula_to_a_spreadsheet(std::string_view text) {
  constexpr std::array<std::string_view, 11> kStarts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                     "\n", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

std::string csv_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text)
    out.append(c == '"' ? 2 : 1, c);
  return out += '"';
}

} // namespace

std::string CsvCells::text_cell(std::string_view text) const {
  if (is_formula_to_a_spreadsheet(text))
    return csv_quoted("'" + std::string(text));
  if (text.find_first_of(eu_ ? ";\"\r\n" : ",\"\r\n") != std::string_view::npos)
    return csv_quoted(text);
  return std::string(text);
}

std::string CsvCells::value_cell(const Value& value) const {
  if (const auto* text = value.get<std::string>())
    return text_cell(*text);
  if (const auto* count = value.get<std::uint64_t>())
    return std::to_string(*count);
  if (const auto* holds = value.get<bool>())
    return *holds ? "1" : "0";
  if (const auto* phrase = value.get<Phrase>())
    return text_cell(phrase_text(*phrase, {}, true));
  std::string out;
  if (const auto* number = value.get<double>())
    append(out, *number);
  return out;
}

void CsvCells::append(std::string& out, double number) const {
  if (!std::isfinite(number))
    return;
  const std::size_t begin = out.size();
  append_shortest(out, number);
  if (eu_)
    std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '.', ',');
}

} // namespace escala
