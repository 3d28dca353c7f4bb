// SPDX-License-Identifier: Apache-2.0
#include "escala/input/csv.h"

#include <algorithm>

#include <fmt/format.h>

#include "escala/core/characters.h"
#include "escala/core/utf8.h"
#include "text_check.h"

namespace escala {
namespace {

constexpr std::size_t kReportedOfCsv = 20;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

std::uint32_t line_of(std::string_view text, std::size_t at) {
  return static_cast<std::uint32_t>(std::ranges::count(text.substr(0, at), '\n') + 1);
}

// Whether the text has only valid characters. Reports the first invalid one.
bool check_bytes(std::string_view text, std::vector<CsvMistake>& mistakes) {
  const std::size_t invalid = find_invalid_utf8(text);
  const std::size_t control = find_control_character(text.substr(0, invalid));
  if (control != std::string_view::npos)
    mistakes.push_back({line_of(text, control), "a control character can't be used here",
                        fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[control])),
                        "save the sheet as CSV"});
  else if (invalid != std::string_view::npos)
    mistakes.push_back({line_of(text, invalid), "this text is not valid UTF-8",
                        fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[invalid])),
                        "save it as UTF-8"});
  return mistakes.empty();
}

char separator_of(std::string_view text) {
  bool quoted = false;
  std::ptrdiff_t semicolons = 0;
  for (std::size_t i = 0; i < text.size() && (quoted || !is_line_end(text[i])); ++i) {
    quoted = quoted != (text[i] == '"');
    semicolons += quoted ? 0 : (text[i] == ';') - (text[i] == ',');
  }
  return semicolons > 0 ? ';' : ',';
}

class CsvReader {
 public:
  CsvReader(std::string_view text, std::vector<CsvMistake>& mistakes)
      : text_(text), mistakes_(mistakes) {}

  std::optional<CsvTable> run() {
    table_.separator = separator_of(text_);
    while (at_ < text_.size() && mistakes_.size() < kReportedOfCsv)
      read_record();
    if (table_.columns.empty() && mistakes_.empty())
      fail(0, "it is empty", "the first line must name the columns", "begin it with month,value");
    if (!mistakes_.empty())
      return std::nullopt;
    return std::move(table_);
  }

 private:
  void fail(std::uint32_t line, std::string problem, std::string reason,
            std::string suggestion = {}) {
    mistakes_.push_back({line, std::move(problem), std::move(reason), std::move(suggestion)});
  }

  bool at_end() const { return at_ == text_.size() || is_line_end(text_[at_]); }

  void read_record() {
    const std::uint32_t line = line_;
    record_.clear();
    std::size_t cells = 0;
    bool content = false;
    for (bool more = true; more; ++cells) {
      const std::string_view cell = read_cell();
      content = content || !cell.empty();
      if (record_.size() <= kMaxCsvColumns)
        record_.push_back(cell);
      more = at_ < text_.size() && text_[at_] == table_.separator;
      if (more)
        ++at_;
    }
    end_line();
    if (content)
      keep(line, cells);
  }

  void keep(std::uint32_t line, std::size_t cells) {
    if (table_.columns.empty() && cells > kMaxCsvColumns)
      return fail(line, fmt::format("it has {} columns", cells),
                  fmt::format("at most {} are allowed", kMaxCsvColumns));
    if (table_.columns.empty()) {
      table_.columns = record_;
      return;
    }
    if (cells != table_.columns.size())
      return fail(line, fmt::format("it has {} cell{}", cells, cells == 1 ? "" : "s"),
                  fmt::format("the header has {}", table_.columns.size()),
                  "put a cell that contains a separator in quotes");
    table_.lines.push_back(line);
    table_.cells.insert(table_.cells.end(), record_.begin(), record_.end());
  }

  void end_line() {
    if (at_ == text_.size())
      return;
    const bool both = text_.substr(at_, 2) == "\r\n";
    at_ += both ? 2 : 1;
    ++line_;
  }

  std::string_view read_cell() {
    while (!at_end() && is_blank(text_[at_]))
      ++at_;
    if (at_ < text_.size() && text_[at_] == '"')
      return read_quoted();
    const std::size_t begin = at_;
    while (!at_end() && text_[at_] != table_.separator)
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
    while (!at_end() && is_blank(text_[at_]))
      ++at_;
    if (!at_end() && text_[at_] != table_.separator) {
      fail(line_, "text follows a closing quote", "quotes must surround the whole cell",
           "write a quote that belongs to the text twice");
      while (!at_end() && text_[at_] != table_.separator)
        ++at_;
    }
    return doubled ? unescape(cell) : trimmed(cell);
  }

  std::string_view unescape(std::string_view cell) {
    std::string& text = table_.unescaped.emplace_back();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      text += cell[i];
      i += cell[i] == '"' ? 1 : 0;
    }
    return trimmed(text);
  }

  std::string_view text_;
  std::vector<CsvMistake>& mistakes_;
  CsvTable table_;
  std::vector<std::string_view> record_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

// "1,234,567" without its commas; nullopt if they do not separate groups of three digits.
std::optional<std::string> without_groups(std::string_view digits, char group) {
  std::string plain;
  std::size_t since = 0; // digits since the last separator
  bool grouped = false;
  for (char c : digits) {
    if (c != group) {
      plain += c;
      ++since;
      continue;
    }
    if (since == 0 || since > 3 || (grouped && since != 3))
      return std::nullopt;
    grouped = true;
    since = 0;
  }
  if (grouped && since != 3)
    return std::nullopt;
  return plain;
}

} // namespace

std::optional<CsvTable> read_csv(std::string_view text, std::vector<CsvMistake>& mistakes) {
  if (text.starts_with(kByteOrderMark))
    text.remove_prefix(kByteOrderMark.size());
  if (!check_bytes(text, mistakes))
    return std::nullopt;
  return CsvReader(text, mistakes).run();
}

std::optional<std::string> plain_number(std::string_view cell, char separator) {
  const bool continental = separator == ';';
  const char decimal = continental ? ',' : '.';
  const char group = continental ? '.' : ',';
  const auto belongs = [](char c) { return is_digit(c) || c == '.' || c == ','; };
  const auto begin = static_cast<std::size_t>(std::ranges::find_if(cell, belongs) - cell.begin());
  std::size_t end = begin;
  while (end < cell.size() && belongs(cell[end]))
    ++end;
  const std::string_view number = cell.substr(begin, end - begin);
  const std::size_t point = number.find(decimal);
  const std::string_view whole = number.substr(0, point);
  auto plain = without_groups(whole, group);
  if (!plain && continental && point == std::string_view::npos)
    plain = std::string(whole); // 1234.56
  if (!plain)
    return std::nullopt;
  if (point != std::string_view::npos) {
    const std::string_view fraction = number.substr(point + 1);
    if (!std::ranges::all_of(fraction, is_digit))
      return std::nullopt;
    *plain += "." + std::string(fraction);
  }
  return std::string(cell.substr(0, begin)) + *plain + std::string(cell.substr(end));
}

} // namespace escala
