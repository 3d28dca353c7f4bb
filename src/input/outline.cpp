// SPDX-License-Identifier: Apache-2.0
#include "outline.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "escala/core/characters.h"

namespace escala {

namespace {

class Outliner {
 public:
  Outliner(std::string_view text, std::size_t most_levels, std::size_t most_marks)
      : text_(text), most_levels_(most_levels), most_marks_(most_marks) {}

  Outline run() {
    while (at_ < text_.size() && !outline_.too_deep && !outline_.too_many)
      step(text_[at_]);
    if (!open_.empty())
      outline_.unclosed_bracket = open_.back();
    return std::move(outline_);
  }

 private:
  bool in_flow() const { return !open_.empty(); }

  // Handles one character. `fresh_`: a quote, bracket or block scalar can start here.
  void step(char c) {
    if (is_line_end(c) || is_blank(c)) {
      fresh_ = fresh_ || is_line_end(c);
      ++at_;
    } else if (c == '#' && (at_ == 0 || is_blank(text_[at_ - 1]) || is_line_end(text_[at_ - 1]))) {
      skip_line();
    } else if (fresh_ && (c == '"' || c == '\'')) {
      skip_quoted();
    } else if (c == '[' || c == '{' || c == ']' || c == '}' || c == ',') {
      mark(c);
    } else if (fresh_ && !in_flow() && (c == '|' || c == '>')) {
      skip_block();
    } else {
      fresh_ = opens_value(c);
      if (fresh_ && in_flow())
        count_mark();
      ++at_;
    }
  }

  void count_mark() {
    if (++marks_ > most_marks_)
      outline_.too_many = at_;
  }

  bool opens_value(char c) const {
    const bool followed =
        at_ + 1 >= text_.size() || is_blank(text_[at_ + 1]) || is_line_end(text_[at_ + 1]);
    return c == ':' ? followed || in_flow() : followed && fresh_ && (c == '-' || c == '?');
  }

  void mark(char c) {
    const bool opens = c == '[' || c == '{';
    if (c == '[' && in_flow() && !fresh_ && skip_inner_brackets())
      return;
    if (!in_flow() && !(fresh_ && opens)) {
      ++at_;
      return;
    }
    if (opens)
      open_.push_back(at_);
    else if (c != ',')
      open_.pop_back();
    if (open_.size() > most_levels_)
      outline_.too_deep = at_;
    count_mark();
    fresh_ = c == ',' || opens || !in_flow();
    ++at_;
  }

  // "max([a, b])" and "a[t-1]": the brackets follow a name or another bracket, and end on the line.
  bool skip_inner_brackets() {
    const char before = text_[at_ - 1];
    int depth = 0;
    for (std::size_t i = at_; i < text_.size() && !is_line_end(text_[i]); ++i) {
      depth += text_[i] == '[' ? 1 : text_[i] == ']' ? -1 : 0;
      if (depth > 0)
        continue;
      if (std::string_view(" \t:,[{").find(before) != std::string_view::npos)
        return false;
      outline_.inner_brackets.push_back({at_, i + 1});
      at_ = i + 1;
      return true;
    }
    return false;
  }

  void skip_line() {
    while (at_ < text_.size() && !is_line_end(text_[at_]))
      ++at_;
  }

  void skip_quoted() {
    const std::size_t begin = at_;
    const std::size_t end = end_of_quoted(text_, begin);
    fresh_ = false;
    if (end == std::string_view::npos)
      outline_.unclosed_quote = begin;
    else if (text_.substr(begin, end - begin).find('\n') != std::string_view::npos)
      outline_.multiline_quotes.push_back({begin, end});
    at_ = std::min(end, text_.size());
  }

  std::size_t indentation(std::size_t line) const {
    const std::size_t first = text_.find_first_not_of(' ', line);
    return std::min(first, text_.size()) - line;
  }

  bool is_blank_line(std::size_t line) const {
    const std::size_t first = text_.find_first_not_of(" \t\r", line);
    return first == std::string_view::npos || text_[first] == '\n';
  }

  // Skips the lines that are indented more than the line that starts the block.
  void skip_block() {
    const std::size_t newline = text_.rfind('\n', at_);
    const std::size_t indent = indentation(newline == std::string_view::npos ? 0 : newline + 1);
    do {
      const std::size_t end = text_.find('\n', at_);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
    } while (at_ < text_.size() && (is_blank_line(at_) || indentation(at_) > indent));
    fresh_ = true;
  }

  std::string_view text_;
  std::size_t most_levels_;
  std::size_t most_marks_;
  std::size_t at_ = 0;
  std::size_t marks_ = 0;
  bool fresh_ = true; // at the start of a value
  std::vector<std::size_t> open_;
  Outline outline_;
};

} // namespace

Outline outline_of(std::string_view text, std::size_t most_levels, std::size_t most_marks) {
  return Outliner(text, most_levels, most_marks).run();
}

std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  const bool is_double = text[begin] == '"';
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    const bool escaped = is_double ? text[i] == '\\' : text.substr(i, 2) == "''";
    if (escaped)
      ++i;
    else if (text[i] == text[begin])
      return i + 1;
  }
  return std::string_view::npos;
}

} // namespace escala
