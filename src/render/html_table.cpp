// SPDX-License-Identifier: Apache-2.0
#include "render/html_table.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "render/html_text.h"

namespace escala {
namespace {

std::string class_of(Emphasis emphasis) {
  switch (emphasis) {
  case Emphasis::strong:
    return "strong";
  case Emphasis::muted:
    return "muted";
  case Emphasis::good:
    return "good";
  case Emphasis::bad:
    return "bad";
  case Emphasis::open:
    return "open";
  case Emphasis::plain:
    break;
  }
  return {};
}

// Columns that are left out on narrow screens have a class for each step: "d3".
std::string class_of(const TableColumn& column) {
  std::string names = column.align == Align::left ? "" : "n";
  if (column.drop > 0)
    names += (names.empty() ? "d" : " d") + std::to_string(column.drop);
  return names;
}

std::string attribute(const std::string& classes) {
  return classes.empty() ? classes : " class=\"" + classes + "\"";
}

bool has_numbers(const TableRow& row) {
  return std::ranges::any_of(row.cells, [](const Cell& cell) {
    const Number* number = cell.content.number();
    return number != nullptr && number->value.value_or(0) != 0;
  });
}

class HtmlTable {
 public:
  HtmlTable(const Table& table, const Page& page) : table_(table), page_(page) {}

  std::string text() {
    std::string out = "<table>\n<thead><tr>" + headings() + "</tr></thead>\n";
    for (const TableGroup& group : table_.groups)
      out += "<tbody>\n" + group_rows(group) + "</tbody>\n";
    return out + "</table>\n";
  }

  std::string notes() const {
    std::string out;
    for (std::size_t i = 0; i < notes_.size(); ++i)
      out += "<p class=\"note\">(" + std::to_string(i + 1) + ") " + html_text(notes_[i]) + "</p>\n";
    return out;
  }

 private:
  // A column without a heading, of signs, shares that of the column beside it.
  bool shares_heading(std::size_t column) const {
    return table_.columns[column].heading.empty() && column + 1 < table_.columns.size() &&
           table_.columns[column + 1].joined;
  }

  std::size_t name_column() const {
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      if (!shares_heading(i))
        return i;
    return 0;
  }

  std::string headings() const {
    std::string out;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const TableColumn& column = table_.columns[i];
      const bool shared = i > 0 && shares_heading(i - 1);
      if (shares_heading(i))
        continue;
      if (column.heading.empty()) { // the groups say what the column holds
        out += "<td></td>";
        continue;
      }
      out += "<th scope=\"col\"" + attribute(class_of(column)) + (shared ? " colspan=\"2\"" : "") +
             ">" + html_phrase(column.heading, page_) + "</th>";
    }
    return out;
  }

  std::string spanning(const std::string& tag, const std::string& content) const {
    return "<tr><" + tag + " colspan=\"" + std::to_string(table_.columns.size()) + "\">" + content +
           "</" + tag.substr(0, tag.find(' ')) + "></tr>\n";
  }

  std::string group_rows(const TableGroup& group) {
    std::string out;
    if (!group.title.empty())
      out += spanning("th scope=\"rowgroup\" class=\"group\"", html_phrase(group.title, page_));
    std::vector<Phrase> remarks;
    for (const TableRow& row : group.rows) {
      if (row.optional && !has_numbers(row)) {
        if (!row.otherwise.empty())
          remarks.push_back(row.otherwise);
        continue;
      }
      out += "<tr>" + cells_of(row) + "</tr>\n";
      for (const Phrase& below : row.below)
        out += spanning("td class=\"below\"", html_phrase(below, page_));
    }
    remarks.insert(remarks.end(), group.remarks.begin(), group.remarks.end());
    for (const Phrase& remark : remarks)
      out += spanning("td class=\"below\"", html_phrase(remark, page_));
    return out;
  }

  std::string cells_of(const TableRow& row) {
    std::string out;
    const std::size_t name = name_column();
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Cell* cell = i < row.cells.size() ? &row.cells[i] : nullptr;
      const std::string content = cell == nullptr ? std::string() : content_of(*cell);
      std::string classes = class_of(table_.columns[i]);
      if (cell != nullptr)
        if (const std::string emphasis = class_of(cell->emphasis); !emphasis.empty())
          classes += (classes.empty() ? "" : " ") + emphasis;
      if (i == name && !content.empty())
        out += "<th scope=\"row\"" + attribute(classes) + ">" + content + "</th>";
      else
        out += "<td" + attribute(classes) + ">" + content + "</td>";
    }
    return out;
  }

  std::string content_of(const Cell& cell) {
    std::string content = html_phrase(cell.content, page_, cell.emphasis);
    if (!cell.note.empty())
      content += "<sup>(" + std::to_string(note_of(cell.note)) + ")</sup>";
    return content;
  }

  std::size_t note_of(const std::string& note) {
    const auto found = std::ranges::find(notes_, note);
    const auto index = static_cast<std::size_t>(found - notes_.begin());
    if (found == notes_.end())
      notes_.push_back(note);
    return index + 1;
  }

  const Table& table_;
  const Page& page_;
  std::vector<std::string> notes_;
};

} // namespace

std::string html_table(const Table& table, const std::string& name, const Page& page) {
  HtmlTable html(table, page);
  const std::string text = html.text();
  return "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" + name + "\">\n" +
         text + "</div>\n" + html.notes();
}

} // namespace escala
