// SPDX-License-Identifier: Apache-2.0
#include "render/markdown_table.h"

#include <algorithm>
#include <string>
#include <variant>

#include "escala/render/page.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "render/markdown_text.h"
#include "render/table_strips.h"

namespace escala {
namespace {

constexpr int kMarkdownWidth = 110; // a comment shows about so many characters side by side

using MarkdownRow = std::vector<std::string>;

const Cell* cell_in(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? &row.cells[column] : nullptr;
}

bool has_numbers(const TableRow& row, const Strip& columns) {
  return std::ranges::any_of(columns, [&](std::size_t column) {
    const Cell* cell = cell_in(row, column);
    const Number* number = cell == nullptr ? nullptr : cell->content.number();
    return number != nullptr && number->value.value_or(0) != 0;
  });
}

// What the row is about: its first cell with words.
std::string subject_of(const TableRow& row, Script script) {
  for (const Cell& cell : row.cells)
    for (const Piece& piece : cell.content.pieces())
      if (std::holds_alternative<std::string>(piece) || std::holds_alternative<OwnText>(piece))
        return markdown_line(phrase_text(cell.content, cell.emphasis, script));
  return {};
}

class MarkdownTable {
 public:
  MarkdownTable(const Table& table, Script script) : table_(table), script_(script) {
    if (table.columns.empty())
      return;
    const TableFit fit = fit_of(table, Page{.width = kMarkdownWidth, .numbers = script.numbers});
    for (const TableGroup& group : table.groups) {
      for (const Strip& columns : fit.strips)
        add_grid(group, columns);
      add_remarks(group, fit.strips);
    }
    for (std::size_t i = 0; i < notes_.size(); ++i)
      lines_.push_back((i == 0 ? "\n(" : "(") + std::to_string(i + 1) + ") " +
                       markdown_text(notes_[i]) + (i + 1 < notes_.size() ? "  \n" : "\n"));
  }

  std::vector<std::string> take() { return std::move(lines_); }

 private:
  void add_grid(const TableGroup& group, const Strip& columns) {
    std::vector<MarkdownRow> rows{headings(group, columns)};
    for (const TableRow& row : group.rows)
      if (!row.optional || has_numbers(row, columns))
        rows.push_back(cells(row, columns));
    std::vector<int> widths(columns.size(), 3);
    for (const MarkdownRow& row : rows)
      for (std::size_t i = 0; i < row.size(); ++i)
        widths[i] = std::max(widths[i], display_width(row[i]));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      // The first line with the blank one before it, and the line below: never parted.
      const std::string line = row_text(rows[i], columns, widths);
      lines_.push_back(i == 0 ? "\n" + line + rule_text(columns, widths) : line);
    }
  }

  MarkdownRow headings(const TableGroup& group, const Strip& columns) const {
    MarkdownRow row;
    for (const std::size_t column : columns)
      row.push_back(
          markdown_text(phrase_text(table_.columns[column].heading, Emphasis::plain, script_)));
    if (!group.title.empty())
      row[0] = markdown_text(phrase_text(group.title, Emphasis::plain, script_));
    return row;
  }

  MarkdownRow cells(const TableRow& row, const Strip& columns) {
    MarkdownRow texts;
    for (const std::size_t column : columns) {
      const Cell* cell = cell_in(row, column);
      texts.push_back(cell == nullptr ? std::string() : cell_of(*cell));
    }
    return texts;
  }

  std::string cell_of(const Cell& cell) {
    std::string text = markdown_text(phrase_text(cell.content, cell.emphasis, script_));
    const bool bold = cell.emphasis == Emphasis::strong || cell.emphasis == Emphasis::bad;
    if (bold && !text.empty())
      text = "**" + text + "**";
    if (!cell.note.empty())
      text += " (" + std::to_string(note_of(cell.note)) + ")";
    return text;
  }

  bool is_right(std::size_t column) const { return table_.columns[column].align != Align::left; }

  std::string row_text(const MarkdownRow& row, const Strip& columns,
                       const std::vector<int>& widths) const {
    std::string line = "|";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding = blanks(widths[i] - display_width(row[i]));
      line += " " + (is_right(columns[i]) ? padding + row[i] : row[i] + padding) + " |";
    }
    return line + "\n";
  }

  std::string rule_text(const Strip& columns, const std::vector<int>& widths) const {
    std::string line = "|";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool right = is_right(columns[i]);
      line += " " + std::string(static_cast<std::size_t>(widths[i]) - (right ? 1 : 0), '-') +
              (right ? ": |" : " |");
    }
    return line + "\n";
  }

  void add_remarks(const TableGroup& group, const std::vector<Strip>& strips) {
    bool first = true;
    const auto add = [&](const std::string& remark) {
      lines_.push_back((std::exchange(first, false) ? "\n- " : "- ") + remark + "\n");
    };
    for (const TableRow& row : group.rows) {
      for (const Phrase& below : row.below)
        add(subject_of(row, script_) + ": " +
            markdown_text(phrase_text(below, Emphasis::plain, script_)));
      const bool shown = std::ranges::any_of(
          strips, [&](const Strip& columns) { return !row.optional || has_numbers(row, columns); });
      if (!row.otherwise.empty() && !shown)
        add(markdown_line(phrase_text(row.otherwise, Emphasis::plain, script_)));
    }
    for (const Phrase& remark : group.remarks)
      add(markdown_line(phrase_text(remark, Emphasis::plain, script_)));
  }

  std::size_t note_of(const std::string& note) {
    const auto found = std::ranges::find(notes_, note);
    if (found == notes_.end()) {
      notes_.push_back(note);
      return notes_.size();
    }
    return static_cast<std::size_t>(found - notes_.begin()) + 1;
  }

  const Table& table_;
  Script script_;
  std::vector<std::string> lines_;
  std::vector<std::string> notes_;
};

} // namespace

std::vector<std::string> markdown_table(const Table& table, Script script) {
  return MarkdownTable(table, script).take();
}

} // namespace escala
