// SPDX-License-Identifier: Apache-2.0
#include "render/markdown_text.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr std::string_view kZeroWidthSpace = "&#8203;";
constexpr int kLongestText = 500; // columns

bool is_word(std::string_view text, std::size_t at) {
  if (at >= text.size())
    return false;
  const auto c = static_cast<unsigned char>(text[at]);
  return std::isalnum(c) != 0 || c == '_' || c >= 0x80;
}

bool is_letter(std::string_view text, std::size_t at) {
  return is_word(text, at) && text[at] != '_';
}

// Characters that begin a reference to something where a word follows: @name, #1, !2, ~label,
// :emoji:, %milestone; and the marks by which GitHub and GitLab know links.
bool begins_reference(std::string_view text, std::size_t at) {
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  switch (text[at]) {
  case '@':
  case '#':
  case '!':
  case '~':
  case '%':
  case '&':
    return is_word(text, at + 1) || next == '"';
  case ':':
    return is_word(text, at + 1) || next == '/' || next == '+' || next == '-';
  case '$': // of a snippet, or of a formula; not of money
    return next != '\0' && std::isdigit(static_cast<unsigned char>(next)) == 0;
  default:
    return false;
  }
}

// "www." and "GH-1" are recognized without a sign before them.
bool ends_prefix(std::string_view text, std::size_t at) {
  const auto ends_with = [&](std::string_view prefix) {
    if (at + 1 < prefix.size())
      return false;
    return std::ranges::equal(
        text.substr(at + 1 - prefix.size(), prefix.size()), prefix,
        [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
  };
  return ends_with("www") || ends_with("gh-");
}

bool is_markup(char c) {
  return std::string_view("\\`*_[]<>|~&$#").find(c) != std::string_view::npos;
}

} // namespace

std::string markdown_text(std::string_view raw) {
  const std::string text = clipped(printable(raw, true), kLongestText, true);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool money = text[i] == '$' && !begins_reference(text, i);
    const bool inside_word =
        text[i] == '_' && i > 0 && is_letter(text, i - 1) && is_letter(text, i + 1);
    if (is_markup(text[i]) && !money && !inside_word)
      out += '\\';
    out += text[i];
    if (begins_reference(text, i) || ends_prefix(text, i))
      out += kZeroWidthSpace;
  }
  return out;
}

std::string markdown_line(std::string_view text) {
  std::string out = markdown_text(text);
  out.erase(0, std::min(out.find_first_not_of(' '), out.size()));
  const std::size_t digits = std::min(out.find_first_not_of("0123456789"), out.size());
  const bool numbered =
      digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')');
  if (numbered)
    out.insert(digits, "\\");
  else if (!out.empty() && std::string_view("#+-=:!").find(out[0]) != std::string_view::npos)
    out.insert(0, "\\");
  return out;
}

std::string code_block(std::string_view lines) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : lines) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + "text\n" + std::string(lines) + (lines.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::string hidden_line(std::string_view name) {
  std::string out = "<!-- escala:";
  for (const char c : clipped(printable(name, true), kLongestText, true))
    if (c == '<' || c == '>')
      out += c == '<' ? "&lt;" : "&gt;";
    else
      out += c;
  return out + " -->\n";
}

} // namespace escala
