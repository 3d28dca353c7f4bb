// SPDX-License-Identifier: Apache-2.0
#include "csv_records.h"

#include <algorithm>
#include <utility>

#include "escala/core/characters.h"

namespace escala {
namespace {

constexpr std::size_t kMostMistakes = 100; // those above the header are dropped later

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

class CsvRecordReader {
 public:
  CsvRecordReader(std::string_view text, char separator, std::uint32_t line)
      : text_(text), separator_(separator), line_(line) {
    found_.text = text;
  }

  CsvRecords run(std::size_t most) {
    while (at_ < text_.size() && found_.mistakes.size() < kMostMistakes &&
           found_.records.size() < most)
      if (!skip_comment())
        read_record();
    return std::move(found_);
  }

 private:
  void fail(std::uint32_t line, std::string problem, std::string reason, std::string suggestion) {
    found_.mistakes.push_back({line, std::move(problem), std::move(reason), std::move(suggestion)});
  }

  bool is_gap(char c) const { return is_blank(c) && c != separator_; }
  bool at_end() const { return at_ == text_.size() || is_line_end(text_[at_]); }
  bool at_cell_end() const { return at_end() || text_[at_] == separator_; }
  void skip_gaps() {
    while (!at_end() && is_gap(text_[at_]))
      ++at_;
  }

  // Skips a line of comment, whatever it holds.
  bool skip_comment() {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with('#'))
      return false;
    const char next = rest.size() > 1 ? rest[1] : '\n';
    if (!is_gap(next) && !is_line_end(next) && next != '#' && next != '-')
      return false;
    while (!at_end())
      ++at_;
    end_line();
    return true;
  }

  void read_record() {
    CsvRecord record{.line = line_,
                     .first = found_.cells.size(),
                     .mistakes = found_.mistakes.size(),
                     .comment = text_[at_] == '#'};
    std::size_t cells = 0;
    for (bool more = true; more;) {
      const std::string_view cell = read_cell();
      if (cells <= kMaxCsvColumns)
        found_.cells.push_back(cell);
      ++cells;
      record.count = cell.empty() ? record.count : cells;
      more = at_ < text_.size() && text_[at_] == separator_;
      at_ += more ? 1 : 0;
    }
    end_line();
    record.comment = record.comment && !found_.cells[record.first].ends_with('#');
    record.kept = std::min(record.count, kMaxCsvColumns + 1);
    found_.cells.resize(record.first + record.kept);
    if (record.count > 0)
      found_.records.push_back(record);
  }

  void end_line() {
    if (at_ == text_.size())
      return;
    const bool both = text_.substr(at_, 2) == "\r\n";
    at_ += both ? 2 : 1;
    ++line_;
  }

  std::string_view read_cell() {
    skip_gaps();
    if (at_ < text_.size() && text_[at_] == '"')
      return read_quoted();
    const std::size_t begin = at_;
    while (!at_cell_end())
      ++at_;
    const std::string_view cell = trimmed(text_.substr(begin, at_ - begin));
    if (cell.find('"') != std::string_view::npos)
      fail(line_, "a quote is inside a cell", "quotes must surround the whole cell",
           "put the cell in quotes, and write the quote twice");
    return cell;
  }

  std::string_view read_quoted() {
    const std::uint32_t line = line_;
    const std::size_t begin = ++at_;
    bool doubled = false;
    for (; at_ < text_.size(); ++at_) {
      const bool pair = text_.substr(at_, 2) == "\"\"";
      if (text_[at_] == '"' && !pair)
        break;
      doubled = doubled || pair;
      at_ += pair ? 1 : 0;
      line_ += text_[at_] == '\n' ? 1U : 0U;
    }
    const std::string_view cell = text_.substr(begin, at_ - begin);
    if (at_ == text_.size()) {
      fail(line, "a quote is not closed", "it opens a cell", "add a '\"'");
      return cell;
    }
    ++at_;
    skip_gaps();
    if (!at_cell_end()) {
      fail(line_, "text follows a closing quote", "quotes must surround the whole cell",
           "write a quote that belongs to the text twice");
      while (!at_cell_end())
        ++at_;
    }
    return doubled ? unescape(cell) : trimmed(cell);
  }

  std::string_view unescape(std::string_view cell) {
    std::string& text = found_.unescaped.emplace_back();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      text += cell[i];
      i += cell[i] == '"' ? 1 : 0;
    }
    return trimmed(text);
  }

  std::string_view text_;
  char separator_;
  std::uint32_t line_;
  CsvRecords found_;
  std::size_t at_ = 0;
};

} // namespace

CsvRecords read_csv_records(std::string_view text, char separator, std::uint32_t line,
                            std::size_t most) {
  return CsvRecordReader(text, separator, line).run(most);
}

} // namespace escala
