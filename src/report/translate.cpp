// SPDX-License-Identifier: Apache-2.0
// Replaces the English words of a document by those of another language.
#include <algorithm>
#include <cctype>
#include <utility>

#include "escala/report/dictionary.h"

namespace escala {
namespace {

bool is_value(const Piece& piece) { return !std::holds_alternative<std::string>(piece); }

// The text by which a phrase is found: "{}" for each value.
std::string key_of(const Phrase& phrase) {
  std::string key;
  for (const Piece& piece : phrase.pieces())
    key += is_value(piece) ? std::string("{}") : std::get<std::string>(piece);
  return key;
}

bool has_letters(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return std::isalpha(c) != 0; });
}

// Pieces of a translation: its text, with "{}" for the next value and "{2}" for the second.
Phrase arranged(std::string_view text, const std::vector<Piece>& values) {
  std::vector<Piece> pieces;
  std::size_t next = 0;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    const std::size_t close = text.find('}', open);
    if (open > 0)
      pieces.emplace_back(std::string(text.substr(0, open)));
    if (close == std::string_view::npos)
      break;
    std::size_t index = next++;
    if (close == open + 2)
      index = static_cast<std::size_t>(text[open + 1] - '1');
    if (index < values.size())
      pieces.push_back(values[index]);
    text.remove_prefix(close + 1);
  }
  return pieces;
}

class Translation {
 public:
  Translation(const Dictionary& words, std::vector<std::string>* missing)
      : words_(words), missing_(missing) {}

  Phrase of(const Phrase& phrase) const {
    std::vector<Piece> values;
    for (const Piece& piece : phrase.pieces())
      if (const auto* nested = std::get_if<Part>(&piece))
        values.emplace_back(part(of(*nested->phrase)));
      else if (is_value(piece))
        values.push_back(piece);
    const std::string key = key_of(phrase);
    if (const std::string* found = find(key))
      return arranged(*found, values);
    return arranged_like(phrase, std::move(values));
  }

  void change(Phrase& phrase) const { phrase = of(phrase); }
  void change(std::string& text) const {
    if (const std::string* found = find(text))
      text = *found;
  }
  void change(Table& table) const {
    for (TableColumn& column : table.columns) {
      change(column.heading);
      change(column.brief);
    }
    for (TableGroup& group : table.groups) {
      change(group.title);
      std::ranges::for_each(group.remarks, [&](Phrase& remark) { change(remark); });
      std::ranges::for_each(group.rows, [&](TableRow& row) { change(row); });
    }
  }
  void change(TableRow& row) const {
    change(row.otherwise);
    for (Phrase& below : row.below)
      change(below);
    for (Cell& cell : row.cells) {
      change(cell.content);
      change(cell.note);
    }
  }
  void change(Chart& chart) const {
    change(chart.title);
    if (auto* fan = std::get_if<FanChart>(&chart.kind))
      for (Phrase* word : {&fan->words.median, &fan->words.to, &fan->words.log_scale})
        change(*word);
  }
  void change(Section& section) const {
    change(section.title);
    for (Phrase& sentence : section.sentences)
      change(sentence);
    for (Table& table : section.tables)
      change(table);
    for (Chart& chart : section.charts)
      change(chart);
    for (Note& note : section.notes)
      change(note.text);
  }

 private:
  const std::string* find(const std::string& key) const {
    const std::string* found = words_.find(key);
    if (found == nullptr && missing_ != nullptr && has_letters(key))
      missing_->push_back(key);
    return found;
  }

  // Without a translation: the same text, with its parts translated.
  static Phrase arranged_like(const Phrase& phrase, std::vector<Piece> values) {
    std::vector<Piece> pieces = phrase.pieces();
    auto value = values.begin();
    for (Piece& piece : pieces)
      if (is_value(piece))
        piece = std::move(*value++);
    return pieces;
  }

  const Dictionary& words_;
  std::vector<std::string>* missing_;
};

} // namespace

Phrase translated(const Phrase& phrase, const Dictionary& words,
                  std::vector<std::string>* missing) {
  return Translation(words, missing).of(phrase);
}

Document translated(Document document, const Dictionary& words, std::vector<std::string>* missing) {
  const Translation translation(words, missing);
  for (Phrase& setting : document.settings)
    translation.change(setting);
  for (Phrase& paragraph : document.introduction)
    translation.change(paragraph);
  for (Section& section : document.sections)
    translation.change(section);
  return document;
}

} // namespace escala
