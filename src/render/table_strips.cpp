// SPDX-License-Identifier: Apache-2.0
#include "render/table_strips.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/table_text.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

int width_of(const Phrase& phrase, const Page& page) {
  return display_width(phrase_text(phrase, Emphasis::plain, page.script()));
}

const Phrase& heading_of(const TableColumn& column, bool brief) {
  return brief && !column.brief.empty() ? column.brief : column.heading;
}

// The widest cell of a column. Optional rows do not count: they may be cut.
int widest_cell(const Table& table, std::size_t column, bool brief, const Page& page) {
  int widest = width_of(heading_of(table.columns[column], brief), page);
  for (const TableGroup& group : table.groups)
    for (const TableRow& row : group.rows)
      if (column < row.cells.size() && !row.optional)
        widest = std::max(widest, width_of(row.cells[column].content, page));
  return widest;
}

// Of the columns after the first.
std::vector<int> cell_widths(const Table& table, bool brief, const Page& page) {
  std::vector<int> widths;
  for (std::size_t i = 1; i < table.columns.size(); ++i)
    widths.push_back(widest_cell(table, i, brief, page));
  return widths;
}

// The widest title or label. Labels below a title are indented.
int widest_label(const Table& table, const Page& page) {
  int widest = width_of(table.columns[0].heading, page);
  for (const TableGroup& group : table.groups) {
    const int indent = group.title.empty() ? 0 : kTableIndent;
    widest = std::max(widest, width_of(group.title, page));
    for (const TableRow& row : group.rows)
      if (!row.cells.empty())
        widest = std::max(widest, indent + width_of(row.cells[0].content, page));
  }
  return widest;
}

// The number of columns after the first that fit on the page, at least one. Labels are cut before
// columns are left out: as far as necessary if then all columns fit, else to two fifths of the
// page.
int room_for_cells(const Table& table, bool brief, const Page& page) {
  const int gap = GridColumn{}.gap;
  const int least = table.columns[0].least;
  const std::vector<int> widths = cell_widths(table, brief, page);
  const int column = gap + *std::ranges::max_element(widths);
  if (gap + least + static_cast<int>(widths.size()) * column <= page.width)
    return static_cast<int>(widths.size());
  const int label =
      std::min(std::max(least, widest_label(table, page)), std::max(least, page.width * 2 / 5));
  return std::max(1, (page.width - gap - label) / column);
}

// Whether all columns fit side by side when labels are cut.
bool fits(const Table& table, bool brief, int gap, const Page& page) {
  const std::vector<int> widths = cell_widths(table, brief, page);
  const int label = std::min(table.columns[0].least, widest_label(table, page));
  const int cells =
      std::accumulate(widths.begin(), widths.end(), 0) + gap * static_cast<int>(widths.size());
  return GridColumn{}.gap + label + cells <= page.width;
}

Strip all_columns(std::size_t columns) {
  Strip all(columns);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::size_t strips_for(std::size_t cells, int room) {
  const auto most = static_cast<std::size_t>(room);
  return (cells + most - 1) / most;
}

// Strips of about the same length.
std::vector<Strip> in_strips(std::size_t columns, std::size_t count) {
  const std::size_t cells = columns - 1;
  const std::size_t length = (cells + count - 1) / count;
  std::vector<Strip> strips;
  for (std::size_t i = 1; i < columns; ++i) {
    if ((i - 1) % length == 0)
      strips.push_back({0});
    strips.back().push_back(i);
  }
  return strips;
}

// All columns side by side if brief headings and narrow gaps are enough for that; else as few
// strips as possible.
TableFit fit_strips(const Table& table, const Page& page) {
  const std::size_t columns = table.columns.size();
  const int gap = GridColumn{}.gap;
  for (const auto& [brief, narrow] : {std::pair{false, gap}, {true, gap}, {true, gap - 1}})
    if (fits(table, brief, narrow, page))
      return {{all_columns(columns)}, brief, narrow};
  const std::size_t full = strips_for(columns - 1, room_for_cells(table, false, page));
  const std::size_t brief = strips_for(columns - 1, room_for_cells(table, true, page));
  return {in_strips(columns, std::min(full, brief)), brief < full, gap};
}

} // namespace

TableFit fit_of(const Table& table, const Page& page) {
  const std::size_t columns = table.columns.size();
  if (table.overflow == Overflow::drop || columns == 1)
    return {{all_columns(columns)}};
  if (table.overflow == Overflow::strips)
    return fit_strips(table, page);
  Strip kept{0};
  for (const std::size_t position : thinned(columns - 1, room_for_cells(table, false, page)))
    kept.push_back(position + 1);
  return {{kept}};
}

} // namespace escala
