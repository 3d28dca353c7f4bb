// SPDX-License-Identifier: Apache-2.0
#include "escala/report/document_sheets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "escala/report/provenance_lines.h"
#include "report/chart_numbers.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

constexpr double kFirstWidth = 44; // in characters

// Rows of one table: its columns, and beside those whose numbers have errors a column for them.
class TableRows {
 public:
  TableRows(const Table& table, Sheet& sheet) : table_(table), sheet_(sheet) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      places_.push_back(place);
      shown_.push_back(!has_only_signs(i));
      has_error_.push_back(any_error(i));
      place += !shown_.back() ? 0 : has_error_.back() ? 2 : 1;
    }
    width_ = place;
  }

  void add() {
    for (const TableGroup& group : table_.groups) {
      add_header(group);
      first_row_ = sheet_.rows.size();
      for (const TableRow& row : group.rows)
        if (!row.optional || !is_zero(row))
          add(row);
      add_colours(group);
      for (const Phrase& remark : group.remarks)
        sheet_.rows.push_back({text_cell(remark, SheetStyle::note)});
    }
  }

 private:
  bool any_error(std::size_t column) const {
    for (const TableGroup& group : table_.groups)
      for (const TableRow& row : group.rows)
        if (column < row.cells.size())
          if (const Number* number = row.cells[column].content.number();
              number != nullptr && number->error)
            return true;
    return false;
  }

  // Colours say what a sign says.
  bool has_only_signs(std::size_t column) const {
    return std::ranges::all_of(table_.groups, [&](const TableGroup& group) {
      return std::ranges::all_of(group.rows, [&](const TableRow& row) {
        return column >= row.cells.size() ||
               std::ranges::all_of(row.cells[column].content.pieces(), [](const Piece& piece) {
                 return std::holds_alternative<Sign>(piece);
               });
      });
    });
  }

  static bool is_zero(const TableRow& row) {
    return std::ranges::all_of(row.cells, [](const Cell& cell) {
      const Number* number = cell.content.number();
      return number == nullptr || number->value.value_or(0) == 0;
    });
  }

  void add_header(const TableGroup& group) {
    SheetLine line(width_);
    bool first = true;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (!shown_[i])
        continue;
      const TableColumn& column = table_.columns[i];
      const SheetStyle style =
          column.align == Align::left ? SheetStyle::heading : SheetStyle::header;
      const bool titled = std::exchange(first, false) && !group.title.empty();
      line[places_[i]] = text_cell(titled ? group.title : column.heading, style);
      line[places_[i]].side = side_of(i);
      if (has_error_[i])
        line[places_[i] + 1] = own_cell("±", SheetStyle::header);
    }
    if (std::ranges::any_of(line, [](const SheetCell& cell) { return !cell.text.empty(); }))
      sheet_.rows.push_back(std::move(line));
  }

  void add(const TableRow& row) {
    SheetLine line(width_);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (shown_[i])
        put(row.cells[i], i, line);
    sheet_.rows.push_back(std::move(line));
    for (const Phrase& below : row.below)
      sheet_.rows.push_back({text_cell(below, SheetStyle::note)});
  }

  SheetCell::Side side_of(std::size_t column) const {
    if (table_.columns[column].align != Align::left)
      return SheetCell::Side::right;
    return places_[column] > 0 ? SheetCell::Side::indented : SheetCell::Side::usual;
  }

  // A number alone is a number, and a month a date; among words they are text.
  void put(const Cell& cell, std::size_t column, SheetLine& line) {
    SheetCell& place = line[places_[column]];
    const Number* number = cell.content.pieces().size() == 1 ? cell.content.number() : nullptr;
    if (const PlanMonth* month = month_of(cell.content)) {
      place = month_cell(month->date, SheetStyle::plain);
    } else if (number == nullptr || !number->value || !std::isfinite(*number->value)) {
      place = text_cell(cell.content);
      place.side = side_of(column);
    } else {
      place = {.number = number->value, .look = look_of(*number)};
      if (places_[column] == 0)
        place.side = SheetCell::Side::left;
      if (has_error_[column] && number->error) {
        NumberLook look = place.look;
        look.plus = false;
        line[places_[column] + 1] = {.number = number->error, .look = look};
      }
    }
    place.emphasis = cell.emphasis;
    place.note = cell.note;
  }

  // Each text that has a verdict's emphasis colours all cells of its column that say the same.
  void add_colours(const TableGroup& group) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      std::vector<std::pair<Emphasis, Phrase>> seen;
      for (const TableRow& row : group.rows) {
        if (i >= row.cells.size() || row.cells[i].emphasis < Emphasis::good ||
            row.cells[i].content.number() != nullptr || !shown_[i])
          continue;
        const Emphasis emphasis = row.cells[i].emphasis;
        if (std::ranges::find(seen, emphasis, &std::pair<Emphasis, Phrase>::first) == seen.end())
          seen.emplace_back(emphasis, row.cells[i].content);
      }
      for (const auto& [emphasis, text] : seen)
        sheet_.colourings.push_back(
            {{first_row_, places_[i], sheet_.rows.size() - 1, places_[i]}, text, emphasis});
    }
  }

  const Table& table_;
  Sheet& sheet_;
  std::vector<std::size_t> places_;
  std::vector<bool> shown_;
  std::vector<bool> has_error_;
  std::size_t width_ = 0;
  std::size_t first_row_ = 0;
};

bool is_elsewhere(const Section& section, std::span<const std::string> elsewhere) {
  return std::ranges::find(elsewhere, section.name) != elsewhere.end();
}

// What is only drawn is on Charts.
bool has_words(const Section& section) {
  return !section.tables.empty() || !section.sentences.empty() ||
         std::ranges::any_of(section.charts, is_heat_map);
}

const std::string& heading_of(const Section& section) {
  return section.heading.empty() ? section.title : section.heading;
}

class Summary {
 public:
  Summary() {
    sheet_.name = "Summary";
    sheet_.widths = {kFirstWidth};
    sheet_.fits_columns = true;
    sheet_.one_page_wide = true;
  }

  void add_choice(const ReplayChoice& choice) {
    sheet_.rows.resize(2);
    sheet_.rows.push_back({text_cell("Future that the sheet Model shows"),
                           text_cell(choice.shown, SheetStyle::choice)});
    sheet_.choices.push_back({2, 1, choice.range});
    note(choice.doc);
    sheet_.rows.emplace_back();
  }

  void add_title(const std::string& title) {
    const SheetCell cell = own_cell(title, SheetStyle::title);
    if (sheet_.rows.empty())
      sheet_.rows.push_back({cell});
    else
      sheet_.rows.front() = {cell};
  }

  void add(const Document& document, std::span<const std::string> elsewhere, bool titled) {
    if (titled)
      sheet_.rows.push_back({own_cell(document.title, SheetStyle::title)});
    for (const Phrase& paragraph : document.introduction)
      sheet_.rows.push_back({text_cell(paragraph)});
    if (!document.settings.empty())
      note(joined(document.settings, ", "));
    if (!document.summary.empty()) {
      sheet_.rows.emplace_back();
      sheet_.rows.push_back({text_cell(document.summary, SheetStyle::heading)});
    }
    for (const Section& section : document.sections)
      if (!is_elsewhere(section, elsewhere) && has_words(section))
        add(section);
    add(document.provenance);
  }

  Sheet take() { return std::move(sheet_); }

 private:
  void note(const Phrase& text) { sheet_.rows.push_back({text_cell(text, SheetStyle::note)}); }

  void add(const Section& section) {
    sheet_.rows.emplace_back();
    if (!heading_of(section).empty())
      sheet_.rows.push_back({text_cell(heading_of(section), SheetStyle::heading)});
    for (const Phrase& sentence : section.sentences)
      sheet_.rows.push_back({text_cell(sentence)});
    for (std::size_t i = 0; i < section.tables.size(); ++i) {
      if (i > 0)
        sheet_.rows.emplace_back();
      TableRows(section.tables[i], sheet_).add();
    }
    for (const Chart& chart : section.charts)
      if (is_heat_map(chart))
        sheet_.rows.resize(add_chart_numbers(chart, sheet_.rows.size(), 0, sheet_));
    for (const Note& each : section.notes)
      note(each.text);
  }

  void add(const Provenance& provenance) {
    sheet_.rows.emplace_back();
    sheet_.rows.push_back({text_cell(kProvenanceHeading, SheetStyle::heading)});
    for (const ProvenanceLine& line : provenance_lines(provenance))
      sheet_.rows.push_back({text_cell(line.name), text_cell(line.value)});
    sheet_.rows.emplace_back();
  }

  Sheet sheet_;
};

} // namespace

Sheet summary_sheet(std::span<const Document> documents, const std::optional<ReplayChoice>& choice,
                    std::span<const std::string> elsewhere) {
  Summary summary;
  if (documents.size() == 1) {
    summary.add_title(documents.front().title);
    if (choice)
      summary.add_choice(*choice);
  }
  for (const Document& document : documents)
    summary.add(document, elsewhere, documents.size() > 1);
  return summary.take();
}

} // namespace escala
