// SPDX-License-Identifier: Apache-2.0
#include "split_entries.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "escala/core/characters.h"
#include "escala/core/numbers.h"

namespace escala {

namespace {

constexpr std::size_t kPieceLimit = 64;    // bounds the search for a balanced text
constexpr std::size_t kLongestQuoted = 80; // longest expression that a suggestion repeats

std::ptrdiff_t open_parentheses(std::string_view text) {
  return std::count(text.begin(), text.end(), '(') - std::count(text.begin(), text.end(), ')');
}

std::string_view raw_text(const Span& span) {
  return std::string_view(span.source->text).substr(span.begin, span.end - span.begin);
}

bool is_plain_scalar(const Node& node) { return node.kind == Node::Kind::scalar && !node.quoted; }

// A key without a value, which may be the rest of an expression.
bool is_lone_key(const Entry& entry) {
  const std::string_view raw = raw_text(entry.key.span);
  const bool quoted = raw.starts_with('"') || raw.starts_with('\'');
  return entry.value.kind == Node::Kind::null && !quoted && !has_colon(entry.key);
}

// The text of entry i if it can be the rest of an expression; otherwise null.
const LocatedText* piece(const std::vector<Node>& items, std::size_t i) {
  return is_plain_scalar(items[i]) ? &items[i].text : nullptr;
}

const LocatedText* piece(const std::vector<Entry>& entries, std::size_t i) {
  return is_lone_key(entries[i]) ? &entries[i].key : nullptr;
}

LocatedText* head(Node& item) { return is_plain_scalar(item) ? &item.text : nullptr; }
LocatedText* head(Entry& entry) { return head(entry.value); }

void set_span(Node& item, const Span& span) { item.span = span; }
void set_span(Entry& entry, const Span& span) { entry.value.span = span; }

// The number of entries after `first` that belong to it: up to where the parentheses balance.
template <class Parts>
std::size_t pieces_after(const Parts& parts, std::size_t first, const LocatedText& head_text,
                         bool unbalanced_too) {
  std::ptrdiff_t open = open_parentheses(head_text.text);
  std::size_t next = first + 1;
  const std::size_t last = std::min(parts.size(), next + kPieceLimit);
  for (; open > 0 && next < last; ++next) {
    const LocatedText* const text = piece(parts, next);
    if (text == nullptr)
      break;
    open += open_parentheses(text->text);
  }
  return open <= 0 || unbalanced_too ? next - first - 1 : 0;
}

// 1,000 in a map: a digit, a comma and, without a space, a lone key that begins with a digit.
bool splits_number(const LocatedText& before, const Entry& after) {
  return is_lone_key(after) && !before.text.empty() && is_digit(before.text.back()) &&
         !after.key.text.empty() && is_digit(after.key.text.front()) &&
         after.key.span.begin == before.span.end + 1;
}

// Replaces line ends by spaces, so that the text stays as long as the raw text.
std::string one_line(std::string_view raw) {
  std::string text(raw);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

void report_expression(const Span& span, const std::string& text, Diagnostics& diagnostics) {
  const char quote = text.find('"') == std::string::npos ? '"' : '\'';
  std::string suggestion = "quote the expression";
  if (text.size() <= kLongestQuoted)
    suggestion += fmt::format(": {0}{1}{0}", quote, text);
  diagnostics.error(span, "the comma splits this expression in two",
                    "inside { } and [ ] a comma separates entries", std::move(suggestion));
}

bool is_separator(char c) { return c == ',' || c == '.' || c == '\''; }

// The end of the digits and separators that begin at a digit.
std::size_t end_of_number(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (is_digit(text[at]))
      end = at + 1;
    else if (at != end || !is_separator(text[at]))
      break;
  }
  return end;
}

// A text with its numbers in the language's form, and in as many characters as before.
struct PlainNumbers {
  std::string meant;  // 12.5%, 1234.56
  std::string padded; // 12.5%, 1_234.56
};

// nullopt if one of the numbers can't be read.
std::optional<PlainNumbers> with_plain_numbers(std::string_view text) {
  PlainNumbers plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = is_digit(text[at]) ? end_of_number(text, at) : at + 1;
    const std::string written(text.substr(at, end - at));
    at = end;
    if (written.size() < 2 || written.find(',') == std::string::npos) {
      plain.meant += written;
      plain.padded += written;
      continue;
    }
    const auto number = without_separators(written);
    if (!number)
      return std::nullopt;
    plain.meant += *number;
    const std::size_t padded = plain.padded.size();
    plain.padded += written;
    std::replace_if(plain.padded.begin() + static_cast<std::ptrdiff_t>(padded), plain.padded.end(),
                    is_separator, '_');
    if (number->find('.') != std::string::npos)
      plain.padded[plain.padded.rfind('_')] = '.';
  }
  return plain;
}

// Returns what is read from here on.
std::string report_number(const Span& span, std::string text, Diagnostics& diagnostics) {
  const auto plain = with_plain_numbers(text);
  diagnostics.error(span, "the comma splits this number in two",
                    "inside { } a comma separates entries",
                    plain ? "write " + plain->meant : "as in 1500 or 1.5");
  std::replace(text.begin(), text.end(), ',', '_');
  return plain ? plain->padded : text;
}

Span joined_span(const LocatedText& first, const LocatedText& last) {
  return {first.span.source, first.span.begin, last.span.end};
}

template <class Part>
void replace_text(Part& part, std::string text, const Span& span) {
  *head(part) = {std::move(text), span, {}, true};
  set_span(part, span);
}

std::size_t number_pieces_after(const std::vector<Entry>& entries, std::size_t first,
                                const LocatedText& text) {
  std::size_t next = first + 1;
  const LocatedText* before = &text;
  for (; next < entries.size() && splits_number(*before, entries[next]); ++next)
    before = &entries[next].key;
  return next - first - 1;
}

std::size_t number_pieces_after(const std::vector<Node>&, std::size_t, const LocatedText&) {
  return 0; // [1,2] is a list
}

// Joins the entries that belong to `first` to it. Returns their number.
template <class Parts>
std::size_t join_at(Parts& parts, std::size_t first, bool is_map, Diagnostics& diagnostics) {
  const LocatedText* const text = head(parts[first]);
  if (text == nullptr)
    return 0;
  if (const std::size_t count = pieces_after(parts, first, *text, is_map); count > 0) {
    const Span span = joined_span(*text, *piece(parts, first + count));
    const std::string joined = one_line(raw_text(span));
    report_expression(span, joined, diagnostics);
    replace_text(parts[first], joined, span);
    return count;
  }
  const std::size_t count = number_pieces_after(parts, first, *text);
  if (count > 0) {
    const Span span = joined_span(*text, *piece(parts, first + count));
    replace_text(parts[first], report_number(span, one_line(raw_text(span)), diagnostics), span);
  }
  return count;
}

// YAML reads {unit:USD} as one key: splits it into key and value.
void split_glued_entry(Entry& entry, Diagnostics& diagnostics) {
  const std::size_t colon = entry.key.text.find(':');
  if (colon == std::string::npos || colon == 0 || !is_lone_key(entry) || !entry.key.offsets.empty())
    return;
  const LocatedText whole = entry.key;
  const std::size_t size = whole.text.size();
  diagnostics.error(
      whole.span, "a space is missing after the colon", "",
      fmt::format("write {}: {}", whole.text.substr(0, colon), whole.text.substr(colon + 1)));
  entry.key = {whole.text.substr(0, colon), whole.at(0, colon), {}};
  if (colon + 1 == size)
    return;
  entry.value.kind = Node::Kind::scalar;
  entry.value.span = whole.at(colon + 1, size);
  entry.value.text = {whole.text.substr(colon + 1), entry.value.span, {}};
}

template <class Parts>
void join_all(Parts& parts, bool is_map, Diagnostics& diagnostics) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < parts.size(); ++kept) {
    const std::size_t pieces = join_at(parts, i, is_map, diagnostics);
    if (kept != i)
      parts[kept] = std::move(parts[i]);
    i += 1 + pieces;
  }
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(kept), parts.end());
}

} // namespace

void rejoin_split_entries(Node& node, Diagnostics& diagnostics) {
  join_all(node.items, false, diagnostics);
  join_all(node.entries, true, diagnostics);
  for (Entry& entry : node.entries)
    split_glued_entry(entry, diagnostics);
}

bool has_colon(const LocatedText& key) {
  const std::string_view text = key.span.source->text;
  const std::size_t next = text.find_first_not_of(" \t\r\n", key.span.end);
  return next != std::string_view::npos && text[next] == ':';
}

} // namespace escala
