// SPDX-License-Identifier: Apache-2.0
#include "escala/report/dictionary.h"

#include <algorithm>

#include "report/locale_texts.h"

namespace escala {
namespace {

// Before the text of an entry with a context, as in gettext.
std::string in_context(std::string_view context) { return std::string(context) + '\x04'; }

// The text of a line `msgid "..."` or `"..."`, with its escapes read.
std::string quoted_text(std::string_view line) {
  const std::size_t open = line.find('"');
  const std::size_t close = line.rfind('"');
  std::string text;
  if (open == std::string_view::npos || close == open)
    return text;
  const std::string_view raw = line.substr(open + 1, close - open - 1);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size())
      text += raw[++i] == 'n' ? '\n' : raw[i];
    else
      text += raw[i];
  }
  return text;
}

} // namespace

Dictionary Dictionary::read(std::string_view po) {
  Dictionary words;
  std::string context;
  std::string id;
  std::string translation;
  std::string* current = nullptr;
  const auto add = [&] {
    if (!id.empty() && !translation.empty())
      words.entries_[context + id] = translation;
    context.clear();
    id.clear();
    translation.clear();
  };
  while (!po.empty()) {
    const std::size_t end = std::min(po.find('\n'), po.size());
    const std::string_view line = po.substr(0, end);
    po.remove_prefix(std::min(end + 1, po.size()));
    if (line.starts_with("msgctxt ")) {
      add();
      context = in_context(quoted_text(line));
      current = nullptr;
    } else if (line.starts_with("msgid ")) {
      if (current != nullptr) // else it belongs to the context above it
        add();
      current = &id;
    } else if (line.starts_with("msgstr ")) {
      current = &translation;
    } else if (!line.starts_with('"')) {
      continue;
    }
    if (current != nullptr)
      *current += quoted_text(line);
  }
  add();
  return words;
}

const std::string* Dictionary::find(std::string_view english, std::string_view context) const {
  if (!context.empty())
    if (const auto found = entries_.find(in_context(context).append(english));
        found != entries_.end())
      return &found->second;
  const auto found = entries_.find(english);
  return found == entries_.end() ? nullptr : &found->second;
}

const Dictionary* dictionary_of(std::string_view locale) {
  static const Dictionary kSpanish = Dictionary::read(spanish_words());
  return locale == "es" ? &kSpanish : nullptr;
}

} // namespace escala
