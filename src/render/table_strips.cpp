// SPDX-License-Identifier: Apache-2.0
#include "render/table_strips.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/table_text.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

int width_of(const Phrase& phrase, const Page& page) {
  return display_width(phrase_text(phrase, Emphasis::plain, page.utf8));
}

// The widest cell of the columns after the first. Optional rows do not count: they may be cut.
int widest_cell(const Table& table, const Page& page) {
  int widest = 0;
  for (std::size_t i = 1; i < table.columns.size(); ++i) {
    widest = std::max(widest, width_of(table.columns[i].heading, page));
    for (const TableGroup& group : table.groups)
      for (const TableRow& row : group.rows)
        if (i < row.cells.size() && !row.optional)
          widest = std::max(widest, width_of(row.cells[i].content, page));
  }
  return widest;
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

// The number of columns after the first that fit on the page, at least one.
int room_for_cells(const Table& table, const Page& page) {
  const int gap = GridColumn{}.gap;
  const int least = table.columns[0].least;
  const int label =
      std::min(std::max(least, widest_label(table, page)), std::max(least, page.width * 2 / 5));
  return std::max(1, (page.width - gap - label) / (gap + widest_cell(table, page)));
}

std::vector<Strip> in_strips(std::size_t columns, std::size_t room) {
  std::vector<Strip> strips;
  for (std::size_t i = 1; i < columns; ++i) {
    if ((i - 1) % room == 0)
      strips.push_back({0});
    strips.back().push_back(i);
  }
  return strips;
}

} // namespace

std::vector<Strip> strips_of(const Table& table, const Page& page) {
  const std::size_t columns = table.columns.size();
  if (table.overflow == Overflow::drop || columns == 1) {
    Strip all(columns);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return {all};
  }
  const int room = room_for_cells(table, page);
  if (table.overflow == Overflow::strips)
    return in_strips(columns, static_cast<std::size_t>(room));
  Strip kept{0};
  for (const std::size_t position : thinned(columns - 1, room))
    kept.push_back(position + 1);
  return {kept};
}

} // namespace escala
