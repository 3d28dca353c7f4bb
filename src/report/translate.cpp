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
  Translation(const Dictionary& words, std::vector<std::string>* missing,
              std::string_view context = {})
      : words_(words), missing_(missing), context_(context) {}

  Phrase of(const Phrase& phrase) const {
    std::vector<Piece> values;
    for (const Piece& piece : phrase.pieces())
      if (const auto* nested = std::get_if<Part>(&piece))
        values.emplace_back(part(of(*nested->phrase)));
      else if (const auto* number = std::get_if<Number>(&piece))
        values.emplace_back(of(*number));
      else if (is_value(piece))
        values.push_back(piece);
    const std::string key = key_of(phrase);
    if (const std::string* found = find(key))
      return arranged(*found, values);
    return arranged_like(phrase, std::move(values));
  }

  // Its suffix is a word behind a blank.
  Number of(Number number) const {
    if (!number.suffix.empty())
      if (const std::string* found = find(number.suffix.substr(1)))
        number.suffix = " " + *found;
    return number;
  }

  void change(Phrase& phrase) const { phrase = of(phrase); }
  void change(std::vector<Phrase>& phrases) const {
    for (Phrase& phrase : phrases)
      change(phrase);
  }
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
      change(group.remarks);
      std::ranges::for_each(group.rows, [&](TableRow& row) { change(row); });
    }
  }
  void change(TableRow& row) const {
    change(row.otherwise);
    change(row.below);
    for (Cell& cell : row.cells) {
      change(cell.content);
      change(cell.note);
    }
  }
  void change(ChartAxis& axis) const {
    change(axis.labels);
    change(axis.title);
  }
  void change(std::vector<ChartLine>& lines) const {
    for (ChartLine& line : lines)
      change(line.name);
  }
  void change(FanChart& chart) const {
    change(chart.along);
    for (ChartMark& mark : chart.marks)
      change(mark.label);
    for (FanChart& yearly : chart.yearly)
      change(yearly);
  }
  void change(LineChart& chart) const {
    change(chart.along);
    change(chart.lines);
  }
  void change(StepChart& chart) const {
    change(chart.along);
    change(chart.lines);
  }
  void change(BarChart& chart) const {
    for (ChartBar& bar : chart.bars)
      change(bar.label);
  }
  void change(HeatMap& chart) const {
    change(chart.across);
    change(chart.row_title);
    change(chart.rows);
  }
  void change(WaterfallChart& chart) const {
    change(chart.first_label);
    for (WaterfallStep& step : chart.steps)
      change(step.label);
    change(chart.last_label);
  }
  void change(Chart& chart) const {
    change(chart.title);
    std::visit([&](auto& kind) { change(kind); }, chart.kind);
  }
  void change(Section& section) const {
    change(section.title);
    change(section.heading);
    change(section.sentences);
    for (Table& table : section.tables)
      change(table);
    for (Chart& chart : section.charts)
      change(chart);
    for (Note& note : section.notes)
      change(note.text);
  }

 private:
  const std::string* find(const std::string& key) const {
    const std::string* found = words_.find(key, context_);
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
  std::string_view context_; // the name of the section
};

} // namespace

Phrase translated(const Phrase& phrase, const Dictionary& words,
                  std::vector<std::string>* missing) {
  return Translation(words, missing).of(phrase);
}

Document translated(Document document, const Dictionary& words, std::vector<std::string>* missing) {
  const Translation translation(words, missing);
  translation.change(document.summary);
  translation.change(document.settings);
  translation.change(document.introduction);
  for (Section& section : document.sections)
    Translation(words, missing, section.name).change(section);
  return document;
}

} // namespace escala
