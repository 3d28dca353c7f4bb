// SPDX-License-Identifier: Apache-2.0
#include "escala/core/diagnostics.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "escala/core/names.h"
#include "escala/core/utf8.h"

namespace escala {

namespace {

constexpr std::size_t kWidestExcerpt = 100; // in characters
constexpr std::size_t kKeptBeforeCaret = 60;
constexpr std::string_view kCut = "...";

// Escapes control characters and invalid bytes: a message may quote a file, which is not trusted.
std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, character_length(text, i));
    const std::string_view character = text.substr(i, length);
    if (character_length(text, i) > 0 && !is_disruptive(code_point(character)))
      shown += character;
    else
      for (std::size_t k = 0; k < length; ++k)
        shown += fmt::format("\\x{:02X}", byte_at(character, k));
    i += length;
  }
  return shown;
}

std::string shown_in_excerpt(std::string_view character) {
  const bool valid = character_length(character, 0) == character.size();
  const bool shown = character == "\t" || (valid && !is_disruptive(code_point(character)));
  return shown ? std::string(character) : "?";
}

std::size_t next_character(std::string_view text, std::size_t i) {
  for (++i; i < text.size() && continues_character(byte_at(text, i));)
    ++i;
  return i;
}

std::size_t previous_character(std::string_view text, std::size_t i) {
  for (--i; i > 0 && continues_character(byte_at(text, i));)
    --i;
  return i;
}

bool at_line_start(std::string_view text, std::size_t i) {
  return i == 0 || text[i - 1] == '\n' ||
         (i == kByteOrderMark.size() && text.starts_with(kByteOrderMark));
}

bool at_line_end(std::string_view text, std::size_t i) {
  return i >= text.size() || text[i] == '\n' || text.substr(i, 2) == "\r\n";
}

// The part of the caret's line that is shown. Only this part is scanned, because a line may be as
// long as the file and have thousands of messages.
struct Window {
  std::size_t begin;
  std::size_t end;
};

std::size_t walk_back(std::string_view text, std::size_t from, std::size_t characters) {
  for (; characters > 0 && !at_line_start(text, from); --characters)
    from = previous_character(text, from);
  return from;
}

std::size_t walk_on(std::string_view text, std::size_t from, std::size_t characters) {
  for (; characters > 0 && !at_line_end(text, from); --characters)
    from = next_character(text, from);
  return from;
}

Window window_around(std::string_view text, std::size_t caret) {
  const std::size_t far = walk_back(text, caret, kWidestExcerpt);
  if (at_line_start(text, far)) {
    const std::size_t end = walk_on(text, far, kWidestExcerpt);
    if (end >= caret && at_line_end(text, end))
      return {far, end};
  }
  const std::size_t begin = walk_back(text, caret, kKeptBeforeCaret);
  const std::size_t end = walk_on(text, begin, kWidestExcerpt);
  return {at_line_end(text, end) ? walk_back(text, end, kWidestExcerpt) : begin, end};
}

std::string excerpt(std::string_view text, std::size_t begin, std::size_t end) {
  const Window window = window_around(text, begin);
  if (window.begin == window.end)
    return {};
  std::string line = at_line_start(text, window.begin) ? "" : std::string(kCut);
  std::string carets(line.size(), ' ');
  for (std::size_t i = window.begin; i < window.end;) {
    const std::size_t next = std::min(next_character(text, i), window.end);
    line += shown_in_excerpt(text.substr(i, next - i));
    if (i < begin)
      carets += text[i] == '\t' ? '\t' : ' ';
    else if (i == begin || i < end)
      carets += i == begin ? '^' : '~';
    i = next;
  }
  if (window.end == begin)
    carets += '^';
  if (!at_line_end(text, window.end))
    line += kCut;
  return fmt::format("  {}\n  {}\n", line, carets);
}

// The start of the character that contains the offset.
std::size_t character_start(std::string_view text, std::size_t offset) {
  if (offset >= text.size())
    return text.size();
  std::size_t start = offset;
  while (start > 0 && offset - start < 3 && continues_character(byte_at(text, start)))
    --start;
  return start;
}

// Cuts long words, so that a message does not repeat a name of 400,000 letters.
std::string shortened(std::string_view text) {
  constexpr std::size_t kLongestWord = 80;
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    std::size_t kept = std::min(end, i + kLongestWord);
    while (kept < end && kept > i && continues_character(byte_at(text, kept)))
      --kept;
    shown += text.substr(i, kept - i);
    if (kept < end)
      shown += kCut;
    if (end < text.size())
      shown += ' ';
    i = end + 1;
  }
  return shown;
}

std::string place(const Span& span) {
  const Source& source = *span.source;
  const std::string name = printable(shortened(source.name));
  if (source.is_option || source.text.empty())
    return name + ": ";
  const Position position = position_of(source, span.begin);
  return fmt::format("{}:{}:{}: ", name, position.line, position.column);
}

std::string sentence(const Diagnostic& diagnostic) {
  std::string text = printable(shortened(diagnostic.problem));
  if (!diagnostic.reason.empty())
    text += fmt::format(" ({})", printable(shortened(diagnostic.reason)));
  if (!diagnostic.suggestion.empty())
    text += fmt::format("; {}", printable(shortened(diagnostic.suggestion)));
  return text;
}

// "  3 times, also on lines 7 and 9"
std::string repeated(const Diagnostic& diagnostic) {
  constexpr std::size_t kShownLines = 8;
  if (diagnostic.repeats.empty())
    return {};
  std::string text = fmt::format("  {} times", diagnostic.repeats.size() + 1);
  if (diagnostic.span.source->is_option)
    return text + "\n";
  std::vector<std::uint32_t> lines;
  for (const Span& span : diagnostic.repeats)
    if (lines.size() <= kShownLines)
      lines.push_back(position_of(*span.source, span.begin).line);
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  const std::size_t shown = std::min(lines.size(), kShownLines);
  text += lines.size() == 1 ? ", also on line " : ", also on lines ";
  for (std::size_t i = 0; i < shown; ++i)
    text += fmt::format("{}{}", i > 0 ? ", " : "", lines[i]);
  return text + (shown < lines.size() ? ", ...\n" : "\n");
}

// Messages of one text with the same words are joined; they are sorted.
std::vector<Diagnostic> with_repeats(std::vector<Diagnostic> sorted) {
  using Words = std::tuple<const Source*, Severity, std::string, std::string, std::string>;
  std::map<Words, std::size_t> first;
  std::vector<Diagnostic> joined;
  for (Diagnostic& each : sorted) {
    const Words words{each.span.source, each.severity, each.problem, each.reason, each.suggestion};
    const auto [found, is_new] = first.emplace(words, joined.size());
    if (is_new || each.span.source == nullptr)
      joined.push_back(std::move(each));
    else
      joined[found->second].repeats.push_back(each.span);
  }
  return joined;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,()", i), text.size());
    words.push_back(text.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

// Whether two texts are the same but for one name.
bool differ_in_name(std::string_view one, std::string_view other) {
  const auto a = words_of(one);
  const auto b = words_of(other);
  if (a.size() != b.size())
    return false;
  std::pair<std::string_view, std::string_view> names;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i])
      continue;
    const bool are_names =
        is_name(a[i].substr(0, a[i].find('.'))) && is_name(b[i].substr(0, b[i].find('.')));
    if (!are_names || (!names.first.empty() && names != std::pair(a[i], b[i])))
      return false;
    names = {a[i], b[i]};
  }
  return true;
}

// A mistake that is made in many places, each with a name of its own, is told once too.
std::vector<Diagnostic> with_alike(std::vector<Diagnostic> sorted) {
  constexpr std::size_t kMany = 10;
  constexpr std::size_t kCompared = 8; // of those with one suggestion about one text
  using Words = std::tuple<const Source*, Severity, std::string, std::string_view>;
  std::map<Words, std::vector<std::vector<std::size_t>>> kinds;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Diagnostic& each = sorted[i];
    if (each.span.source == nullptr || each.span.begin >= each.span.end)
      continue;
    const std::string_view text(each.span.source->text);
    auto& groups = kinds[{each.span.source, each.severity, each.suggestion,
                          text.substr(each.span.begin, each.span.end - each.span.begin)}];
    const auto same = std::ranges::find_if(groups, [&](const std::vector<std::size_t>& group) {
      const Diagnostic& first = sorted[group.front()];
      return differ_in_name(first.problem + " " + first.reason, each.problem + " " + each.reason);
    });
    if (same != groups.end())
      same->push_back(i);
    else if (groups.size() < kCompared)
      groups.push_back({i});
  }
  std::vector<bool> told(sorted.size());
  for (const auto& [words, groups] : kinds)
    for (const std::vector<std::size_t>& group : groups)
      for (std::size_t i = 1; i < group.size() && group.size() >= kMany; ++i) {
        std::vector<Span>& repeats = sorted[group.front()].repeats;
        repeats.push_back(sorted[group[i]].span);
        repeats.insert(repeats.end(), sorted[group[i]].repeats.begin(),
                       sorted[group[i]].repeats.end());
        told[group[i]] = true;
      }
  std::vector<Diagnostic> kept;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    if (!told[i])
      kept.push_back(std::move(sorted[i]));
  return kept;
}

} // namespace

std::string to_text(const Diagnostic& diagnostic) {
  const char* const severity = diagnostic.severity == Severity::error ? "error" : "warning";
  const Span& span = diagnostic.span;
  std::string text = span.source == nullptr ? "" : place(span);
  text += fmt::format("{}: {}\n", severity, sentence(diagnostic));
  if (span.source == nullptr)
    return text;
  const std::string_view raw = span.source->text;
  return text + excerpt(raw, character_start(raw, span.begin), span.end) + repeated(diagnostic);
}

void Diagnostics::error(Span span, std::string problem, std::string reason,
                        std::string suggestion) {
  add({Severity::error, span, std::move(problem), std::move(reason), std::move(suggestion), {}});
}

void Diagnostics::warning(Span span, std::string problem, std::string reason,
                          std::string suggestion) {
  add({Severity::warning, span, std::move(problem), std::move(reason), std::move(suggestion), {}});
}

void Diagnostics::add(Diagnostic diagnostic) {
  errors_ += diagnostic.severity == Severity::error ? 1 : 0;
  all_.push_back(std::move(diagnostic));
}

void Diagnostics::own(std::shared_ptr<const Sources> sources) {
  if (std::ranges::find(sources_, sources) == sources_.end())
    sources_.push_back(std::move(sources));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::map<const Source*, std::size_t> mentioned;
  std::set<std::tuple<const Source*, std::uint32_t, std::uint32_t, std::string_view>> said;
  std::vector<Diagnostic> kept;
  for (const Diagnostic& each : all_) {
    mentioned.emplace(each.span.source, mentioned.size());
    if (said.emplace(each.span.source, each.span.begin, each.span.end, each.problem).second)
      kept.push_back(each);
  }
  std::stable_sort(kept.begin(), kept.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(mentioned.at(a.span.source), a.span.begin) <
           std::pair(mentioned.at(b.span.source), b.span.begin);
  });
  return with_alike(with_repeats(std::move(kept)));
}

} // namespace escala
