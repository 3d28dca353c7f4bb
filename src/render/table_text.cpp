// SPDX-License-Identifier: Apache-2.0
#include "escala/render/table_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "escala/render/display.h"
#include "escala/render/glyphs.h"
#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr const char* kIndent = "  "; // of the rows below a group's title

using Columns = std::vector<std::size_t>; // those that a strip shows, the first one among them

// The text of every cell in a column that aligns errors, by group and row.
using AlignedTexts = std::vector<std::vector<std::string>>;

const Cell* cell_at(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? &row.cells[column] : nullptr;
}

bool is_something(const TableRow& row, const Columns& columns) {
  const auto is_some = [&](std::size_t column) {
    const Cell* cell = cell_at(row, column);
    const Number* number = cell == nullptr ? nullptr : cell->content.number();
    return number != nullptr && number->value.value_or(0) != 0;
  };
  return !row.optional || std::ranges::any_of(columns, is_some);
}

std::string heading_of(const TableColumn& column, bool brief, bool utf8) {
  const Phrase& heading = brief && !column.brief.empty() ? column.brief : column.heading;
  return phrase_text(heading, Emphasis::plain, utf8);
}

std::string cell_text(const Cell& cell, bool utf8) {
  return phrase_text(cell.content, cell.emphasis, utf8);
}

// "81.2% ± 0.3", with the ends of the numbers and the signs of error below one another.
class ErrorColumn {
 public:
  ErrorColumn(const Table& table, std::size_t column, bool utf8)
      : sign_(" " + std::string(glyphs(utf8).plus_minus) + " "), utf8_(utf8) {
    for (const TableGroup& group : table.groups)
      for (const TableRow& row : group.rows)
        if (const Cell* cell = cell_at(row, column)) {
          const NumberText parts = parts_of(*cell);
          value_ = std::max(value_, display_width(parts.value));
          error_ = std::max(error_, display_width(parts.error));
        }
  }

  std::string text(const Cell& cell) const {
    const NumberText parts = parts_of(cell);
    if (parts.value.empty())
      return {};
    std::string text = blanks(value_ - display_width(parts.value)) + parts.value;
    if (error_ > 0)
      text += parts.error.empty() ? blanks(display_width(sign_)) : sign_;
    return text + parts.error + blanks(error_ - display_width(parts.error));
  }

 private:
  static std::string blanks(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

  NumberText parts_of(const Cell& cell) const {
    const auto& pieces = cell.content.pieces();
    const Number* number = pieces.size() == 1 ? cell.content.number() : nullptr;
    return number == nullptr ? NumberText{cell_text(cell, utf8_), ""} : display(*number, utf8_);
  }

  std::string sign_;
  bool utf8_;
  int value_ = 0;
  int error_ = 0;
};

// Lays out one table.
class TableText {
 public:
  TableText(const Table& table, const Page& page) : table_(table), page_(page) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      errors_.push_back(table.columns[i].align == Align::error
                            ? std::optional(ErrorColumn(table, i, page.utf8))
                            : std::nullopt);
  }

  std::string take() {
    if (table_.columns.empty())
      return {};
    strips_ = strips();
    Grid grid = grid_of(false);
    if (grid.natural_width() > page_.width)
      grid = grid_of(true);
    std::string text = to_text(std::move(grid), page_);
    for (std::size_t i = 0; i < notes_.size(); ++i)
      for (const std::string& line :
           wrapped("(" + std::to_string(i + 1) + ") " + printable(notes_[i], page_.utf8),
                   page_.width - 2))
        text += kIndent + inked(line, Ink::dim, page_) + "\n";
    return text;
  }

 private:
  // --- which columns ---

  std::vector<Columns> strips() const {
    Columns all;
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      all.push_back(i);
    if (table_.overflow == Overflow::drop || all.size() == 1)
      return {all};
    if (table_.overflow == Overflow::thin) {
      Columns kept{0};
      for (const std::size_t position : thinned(all.size() - 1, room_for_cells()))
        kept.push_back(position + 1);
      return {kept};
    }
    return cut_into_strips(all);
  }

  std::vector<Columns> cut_into_strips(const Columns& all) const {
    const auto room = static_cast<std::size_t>(room_for_cells());
    std::vector<Columns> strips;
    for (std::size_t i = 1; i < all.size(); ++i) {
      if ((i - 1) % room == 0)
        strips.push_back({0});
      strips.back().push_back(all[i]);
    }
    return strips;
  }

  int widest_cell() const {
    int widest = 0;
    for (std::size_t i = 1; i < table_.columns.size(); ++i) {
      widest = std::max(widest, display_width(heading_of(table_.columns[i], false, page_.utf8)));
      for (const TableGroup& group : table_.groups)
        for (const TableRow& row : group.rows)
          if (const Cell* cell = cell_at(row, i); cell != nullptr && !row.optional)
            widest = std::max(widest, display_width(cell_text(*cell, page_.utf8)));
    }
    return widest;
  }

  // Of titles and labels.
  int widest_label() const {
    int widest = display_width(heading_of(table_.columns[0], false, page_.utf8));
    for (const TableGroup& group : table_.groups) {
      const std::string indent = group.title.empty() ? "" : kIndent;
      widest = std::max(widest, display_width(phrase_text(group.title, {}, page_.utf8)));
      for (const TableRow& row : group.rows)
        if (const Cell* cell = cell_at(row, 0))
          widest = std::max(widest, display_width(indent + cell_text(*cell, page_.utf8)));
    }
    return widest;
  }

  int room_for_cells() const {
    const int gap = GridColumn{}.gap;
    const int least = table_.columns[0].least;
    const int label =
        std::min(std::max(least, widest_label()), std::max(least, page_.width * 2 / 5));
    return std::max(1, (page_.width - gap - label) / (gap + widest_cell()));
  }

  // --- rows ---

  Grid grid_of(bool brief) {
    notes_.clear();
    Grid grid;
    for (const std::size_t column : strips_.front())
      grid.columns.push_back(grid_column(table_.columns[column]));
    for (const TableGroup& group : table_.groups) {
      if (!grid.rows.empty())
        grid.rows.emplace_back();
      add_group(grid, group, brief);
    }
    return grid;
  }

  static GridColumn grid_column(const TableColumn& column) {
    return {.gap = column.joined ? 1 : GridColumn{}.gap,
            .right = column.align != Align::left,
            .least = column.least,
            .drop = column.drop};
  }

  void add_group(Grid& grid, const TableGroup& group, bool brief) {
    bool first = true;
    for (const Columns& columns : strips_) {
      grid.rows.push_back(headings(group, columns, brief, std::exchange(first, false)));
      for (const TableRow& row : group.rows)
        if (is_something(row, columns))
          grid.rows.push_back(cells(group, row, columns));
    }
    for (const Phrase& remark : group.remarks)
      add_remark(grid, remark);
    for (const TableRow& row : group.rows)
      if (!row.otherwise.empty() && !is_shown(row))
        add_remark(grid, row.otherwise);
  }

  bool is_shown(const TableRow& row) const {
    return std::ranges::any_of(strips_,
                               [&](const Columns& columns) { return is_something(row, columns); });
  }

  void add_remark(Grid& grid, const Phrase& remark) const {
    grid.rows.push_back({{kIndent + phrase_text(remark, {}, page_.utf8), Ink::dim}});
  }

  std::vector<GridCell> headings(const TableGroup& group, const Columns& columns, bool brief,
                                 bool first) const {
    std::vector<GridCell> row;
    for (const std::size_t column : columns)
      row.push_back({heading_of(table_.columns[column], brief, page_.utf8), Ink::dim});
    if (!group.title.empty())
      row[0] = {first ? phrase_text(group.title, {}, page_.utf8) : std::string(), Ink::bold};
    return row;
  }

  std::vector<GridCell> cells(const TableGroup& group, const TableRow& row,
                              const Columns& columns) {
    std::vector<GridCell> cells;
    for (const std::size_t column : columns) {
      const Cell* cell = cell_at(row, column);
      cells.push_back(cell == nullptr ? GridCell{} : grid_cell(*cell, column));
    }
    if (!group.title.empty())
      cells[0].text.insert(0, kIndent);
    return cells;
  }

  GridCell grid_cell(const Cell& cell, std::size_t column) {
    std::string text = errors_[column] ? errors_[column]->text(cell) : cell_text(cell, page_.utf8);
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
  std::vector<Columns> strips_;
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
  return TableText(table, page).take();
}

} // namespace escala
