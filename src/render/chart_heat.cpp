// SPDX-License-Identifier: Apache-2.0
// Heat maps: a table of values, each with a shade before it.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "escala/render/display.h"
#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/table_text.h"
#include "escala/render/text_width.h"
#include "render/chart_bodies.h"
#include "render/plot.h"

namespace escala {
namespace {

constexpr std::array<std::string_view, 5> kUtf8Shades{" ", "░", "▒", "▓", "█"};
constexpr std::array<std::string_view, 5> kAsciiShades{" ", ".", ":", "*", "#"};

std::string_view shade_of(double value, const ValueRange& range, bool utf8) {
  const auto& shades = utf8 ? kUtf8Shades : kAsciiShades;
  const double length = range.high - range.low;
  const double share = length > 0 ? (value - range.low) / length : 0;
  const auto level = static_cast<std::size_t>(share * static_cast<double>(shades.size()));
  return shades[std::min(level, shades.size() - 1)];
}

Cell cell_of(const std::optional<double>& value, const HeatMap& chart, const ValueRange& range,
             bool utf8) {
  if (!value)
    return {Nothing{}};
  const std::string shade(shade_of(*value, range, utf8));
  return {{shade + shade + " ", Number{.value = value, .unit = chart.unit}}};
}

Table table_of(const HeatMap& chart, const ValueRange& range, bool utf8) {
  constexpr int kLeastLabel = 8;
  Table table{.columns = {{.heading = chart.row_title, .least = kLeastLabel}},
              .groups = {{}},
              .overflow = Overflow::thin};
  for (const Phrase& label : chart.across.labels)
    table.columns.push_back({.heading = label, .align = Align::right});
  for (const ChartLine& line : chart.rows) {
    TableRow row{{{line.name}}};
    for (const std::optional<double>& value : line.values)
      row.cells.push_back(cell_of(value, chart, range, utf8));
    table.groups[0].rows.push_back(std::move(row));
  }
  return table;
}

} // namespace

std::string chart_body(const HeatMap& chart, const Page& page) {
  std::vector<const ChartValues*> all;
  for (const ChartLine& line : chart.rows)
    all.push_back(&line.values);
  const auto range = range_of(all);
  if (!range)
    return {};
  std::string out;
  if (!chart.across.title.empty())
    for (const std::string& line : wrapped(
             added_text(filled("across: {}", {part(chart.across.title)}), page), page.width - 2))
      out += "  " + inked(line, Ink::dim, page) + "\n";
  return out + table_text(table_of(chart, *range, page.utf8), page);
}

} // namespace escala
