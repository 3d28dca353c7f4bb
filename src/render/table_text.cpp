// SPDX-License-Identifier: Apache-2.0
#include "escala/render/table_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "render/error_column.h"
#include "render/table_strips.h"

namespace escala {
namespace {

const std::string kRowIndent(kTableIndent, ' ');

const Cell* cell_at(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? &row.cells[column] : nullptr;
}

bool is_something(const TableRow& row, const Strip& columns) {
  const auto is_some = [&](std::size_t column) {
    const Cell* cell = cell_at(row, column);
    const Number* number = cell == nullptr ? nullptr : cell->content.number();
    return number != nullptr && number->value.value_or(0) != 0;
  };
  return !row.optional || std::ranges::any_of(columns, is_some);
}

std::string heading_of(const TableColumn& column, bool brief, Script script) {
  const Phrase& heading = brief && !column.brief.empty() ? column.brief : column.heading;
  return phrase_text(heading, Emphasis::plain, script);
}

std::string cell_text(const Cell& cell, Script script) {
  return phrase_text(cell.content, cell.emphasis, script);
}

// Lays out one table.
class TableText {
 public:
  TableText(const Table& table, const Page& page) : table_(table), page_(page) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      errors_.push_back(table.columns[i].align == Align::error
                            ? std::optional(ErrorColumn(table, i, page.script()))
                            : std::nullopt);
  }

  LaidTable take() {
    if (table_.columns.empty())
      return {};
    fit_ = fit_of(table_, page_);
    Grid grid = grid_of(fit_.brief);
    if (table_.overflow == Overflow::drop && grid.natural_width() > page_.width)
      grid = grid_of(true);
    LaidTable laid = shown(laid_out(std::move(grid), page_));
    for (std::size_t i = 0; i < notes_.size(); ++i)
      for (const std::string& line :
           wrapped("(" + std::to_string(i + 1) + ") " + printable(notes_[i], page_.utf8),
                   page_.width - 2))
        laid.text += kRowIndent + inked(line, Ink::dim, page_) + "\n";
    return laid;
  }

 private:
  // Of a strip the grid may leave columns out; of several strips it has all.
  LaidTable shown(GridText grid) const {
    LaidTable laid{std::move(grid.text), {}};
    for (const Strip& strip : fit_.strips)
      for (const std::size_t column : grid.columns)
        if (column < strip.size())
          laid.columns.push_back(strip[column]);
    return laid;
  }

  Grid grid_of(bool brief) {
    notes_.clear();
    Grid grid;
    for (const std::size_t column : fit_.strips.front())
      grid.columns.push_back(grid_column(table_.columns[column], column == 0));
    for (const TableGroup& group : table_.groups) {
      if (!grid.rows.empty())
        grid.rows.emplace_back();
      add_group(grid, group, brief);
    }
    return grid;
  }

  GridColumn grid_column(const TableColumn& column, bool first) const {
    return {.gap = first           ? GridColumn{}.gap
                   : column.joined ? 1
                                   : fit_.gap,
            .right = column.align != Align::left,
            .least = column.least,
            .drop = column.drop};
  }

  void add_group(Grid& grid, const TableGroup& group, bool brief) {
    bool first = true;
    for (const Strip& columns : fit_.strips) {
      grid.rows.push_back(headings(group, columns, brief, std::exchange(first, false)));
      for (const TableRow& row : group.rows)
        if (is_something(row, columns))
          add_row(grid, group, row, columns);
    }
    for (const Phrase& remark : group.remarks)
      add_remark(grid, remark);
    for (const TableRow& row : group.rows)
      if (!row.otherwise.empty() && !is_shown(row))
        add_remark(grid, row.otherwise);
  }

  void add_row(Grid& grid, const TableGroup& group, const TableRow& row, const Strip& columns) {
    grid.rows.push_back(cells(group, row, columns));
    for (const Phrase& remark : row.below)
      for (const std::string& line : wrapped(phrase_text(remark, {}, page_.script()),
                                             page_.width - GridColumn{}.gap - kTableIndent))
        grid.rows.push_back({{kRowIndent + line, Ink::dim}});
  }

  bool is_shown(const TableRow& row) const {
    return std::ranges::any_of(fit_.strips,
                               [&](const Strip& columns) { return is_something(row, columns); });
  }

  void add_remark(Grid& grid, const Phrase& remark) const {
    grid.rows.push_back({{kRowIndent + phrase_text(remark, {}, page_.script()), Ink::dim}});
  }

  std::vector<GridCell> headings(const TableGroup& group, const Strip& columns, bool brief,
                                 bool first) const {
    std::vector<GridCell> row;
    for (const std::size_t column : columns)
      row.push_back({heading_of(table_.columns[column], brief, page_.script()), Ink::dim});
    if (!group.title.empty())
      row[0] = {first ? phrase_text(group.title, {}, page_.script()) : std::string(), Ink::bold};
    return row;
  }

  std::vector<GridCell> cells(const TableGroup& group, const TableRow& row, const Strip& columns) {
    std::vector<GridCell> cells;
    // A text at the end of a row extends over the columns after it.
    const bool extends =
        !row.cells.empty() && table_.columns[row.cells.size() - 1].align == Align::left;
    for (const std::size_t column : columns) {
      const Cell* cell = cell_at(row, column);
      if (cell == nullptr && extends)
        break;
      cells.push_back(cell == nullptr ? GridCell{} : grid_cell(*cell, column));
    }
    if (!group.title.empty() && !cells.empty())
      cells[0].text.insert(0, kRowIndent);
    return cells;
  }

  GridCell grid_cell(const Cell& cell, std::size_t column) {
    std::string text =
        errors_[column] ? errors_[column]->text(cell) : cell_text(cell, page_.script());
    if (!cell.note.empty())
      text += " (" + std::to_string(note_of(cell.note)) + ")";
    return {std::move(text), ink_of(cell.emphasis)};
  }

  std::size_t note_of(const std::string& note) {
    const auto found = std::ranges::find(notes_, note);
    if (found != notes_.end())
      return static_cast<std::size_t>(found - notes_.begin()) + 1;
    notes_.push_back(note);
    return notes_.size();
  }

  const Table& table_;
  const Page& page_;
  std::vector<std::optional<ErrorColumn>> errors_; // of each column that aligns them
  TableFit fit_;
  std::vector<std::string> notes_; // of the cells shown
};

} // namespace

std::vector<std::size_t> thinned(std::size_t positions, int room) {
  const auto most = static_cast<std::size_t>(std::max(1, room));
  const std::size_t step = (positions + most - 1) / most;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < positions; ++i)
    if ((positions - 1 - i) % step == 0)
      kept.push_back(i);
  return kept;
}

std::string table_text(const Table& table, const Page& page) {
  return laid_table(table, page).text;
}

LaidTable laid_table(const Table& table, const Page& page) { return TableText(table, page).take(); }

} // namespace escala
