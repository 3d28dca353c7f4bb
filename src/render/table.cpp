// SPDX-License-Identifier: Apache-2.0
// Documents for people, on a terminal.
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/chart_text.h"
#include "escala/render/format.h"
#include "escala/render/glyphs.h"
#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/table_text.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr int kNarrowest = 20;
constexpr int kHeaderWidth = 80; // on a wider terminal too: the right edge stays near the tables

std::string lines(std::string_view text, Ink ink, const Page& page) {
  std::string out;
  for (const std::string& line : wrapped(text, page.width))
    out += inked(line, ink, page) + "\n";
  return out;
}

// "60 months from 2026-01 · 100,000 paths · seed 2026"
std::string settings_of(const Document& document, const Page& page) {
  std::string text;
  for (const Phrase& setting : document.settings) {
    if (!text.empty())
      text += " " + std::string(glyphs(page.utf8).separator) + " ";
    text += phrase_text(setting, {}, page.script());
  }
  return text;
}

// On several lines, of which none begins or ends with a separator.
std::string settings_lines(const std::string& settings, const Page& page) {
  const std::string separator(glyphs(page.utf8).separator);
  std::string out;
  for (std::string line : wrapped(settings, page.width)) {
    if (line.starts_with(separator + " "))
      line.erase(0, separator.size() + 1);
    if (line.ends_with(" " + separator))
      line.erase(line.size() - separator.size() - 1);
    out += inked(line, Ink::dim, page) + "\n";
  }
  return out;
}

// The title on the left and the settings on the right, if both fit on a line.
std::string first_lines(const Document& document, const Page& page) {
  const std::string title = printable(document.title, page.utf8);
  const std::string settings = settings_of(document, page);
  const int room =
      std::min(page.width, kHeaderWidth) - display_width(title) - display_width(settings);
  if (room < 2)
    return inked(clipped(title, page.width, page.utf8), Ink::bold, page) + "\n" +
           settings_lines(settings, page);
  return inked(title, Ink::bold, page) + std::string(static_cast<std::size_t>(room), ' ') +
         inked(settings, Ink::dim, page) + "\n";
}

std::string header(const Document& document, const Page& page) {
  std::string out = first_lines(document, page);
  for (const Phrase& paragraph : document.introduction)
    out += lines(phrase_text(paragraph, {}, page.script()), Ink::dim, page);
  return out;
}

// Of several sentences, each begins a line, and the lines that it goes on in are indented.
std::string sentences_text(const std::vector<Phrase>& sentences, const Page& page) {
  const int indent = sentences.size() > 1 ? 2 : 0;
  std::string out;
  for (const Phrase& sentence : sentences) {
    bool first = true;
    for (const std::string& line :
         wrapped(phrase_text(sentence, {}, page.script()), page.width - indent))
      out += blanks(std::exchange(first, false) ? 0 : indent) + line + "\n";
  }
  return out;
}

// The notes of all sections: those on one topic together, each once.
class ShownNotes {
 public:
  explicit ShownNotes(const Page& page) : page_(page) {}

  // Those of the section, but for notes on columns of its first table that the page leaves out.
  void add(const Section& section, const std::vector<std::size_t>& columns) {
    for (const Note& note : section.notes)
      if (!note.column || std::ranges::find(columns, *note.column) != columns.end())
        add(topics_[note.topic], phrase_text(note.text, {}, page_.script()));
  }

  std::string text() const {
    std::string out;
    for (const auto& [topic, notes] : topics_) {
      std::string joined;
      for (const std::string& note : notes)
        joined += (joined.empty() ? "" : " ") + note;
      out += lines(joined, Ink::dim, page_);
    }
    return out.empty() ? out : "\n" + out;
  }

 private:
  static void add(std::vector<std::string>& notes, const std::string& text) {
    if (std::ranges::find(notes, text) == notes.end())
      notes.push_back(text);
  }

  const Page& page_;
  std::map<NoteTopic, std::vector<std::string>> topics_;
};

// The blocks of a section, a blank line before each.
std::string section_text(const Section& section, const Page& page, ShownNotes& notes) {
  std::string out;
  const auto add = [&](const std::string& block) {
    if (!block.empty())
      out += "\n" + block;
  };
  add(lines(printable(section.title, page.utf8), Ink::bold, page));
  add(sentences_text(section.sentences, page));
  std::vector<std::size_t> columns; // of the first table
  for (const Table& table : section.tables) {
    LaidTable laid = laid_table(table, page);
    add(laid.text);
    if (&table == &section.tables.front())
      columns = std::move(laid.columns);
  }
  for (const Chart& chart : section.charts)
    add(chart_text(chart, page));
  notes.add(section, columns);
  return out;
}

std::string document_text(const Document& document, const Page& page, ShownNotes& notes) {
  std::string out = header(document, page);
  for (const Section& section : document.sections)
    out += section_text(section, page, notes);
  return out;
}

std::string write_table(std::span<const Document> documents, const Page& asked) {
  Page page = asked;
  page.width = std::max(page.width, kNarrowest);
  std::string out;
  ShownNotes notes(page);
  for (const Document& document : documents)
    out += (out.empty() ? "" : "\n") + document_text(document, page, notes);
  return out + notes.text();
}

} // namespace

extern const Format format_table;
const Format format_table{"table", ".txt", "tables and charts in text, for people", write_table};

} // namespace escala
