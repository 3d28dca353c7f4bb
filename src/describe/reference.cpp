// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/reference.h"

#include <fmt/format.h>

#include <algorithm>

#include "escala/describe/topics.h"
#include "escala/scenario/keys.h"

namespace escala {
namespace {

// Text for a cell of a table.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text)
    out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

std::string code(const std::string& text) {
  return text.empty() ? "" : fmt::format("`{}`", cell(text));
}

void add_parts(std::string& out, const Topic& topic) {
  if (topic.parts.empty())
    return;
  const bool examples =
      std::ranges::any_of(topic.parts, [](const TopicPart& part) { return !part.example.empty(); });
  out += fmt::format("\n| {} | | value | default |{}\n", topic.part_kind,
                     examples ? " example |" : "");
  out += fmt::format("|---|---|---|---|{}\n", examples ? "---|" : "");
  for (const TopicPart& part : topic.parts) {
    const std::string fallback = part.required ? "required" : part.fallback;
    out += fmt::format("| `{}` | {} | {} | {} |", part.name, cell(part.doc), cell(part.value),
                       fallback);
    out += examples ? fmt::format(" {} |\n", code(part.example)) : "\n";
  }
}

void add_series(std::string& out, const Topic& topic) {
  if (topic.series.empty())
    return;
  out += "\n| series beside it | |\n|---|---|\n";
  for (const TopicPart& part : topic.series)
    out += fmt::format("| `{}` | {} |\n", part.name, cell(part.doc));
}

void add_line(std::string& out, std::string_view lead, const std::string& text) {
  if (!text.empty())
    out += fmt::format("\n{}{}\n", lead, text);
}

void add_topic(std::string& out, const Topic& topic) {
  out += fmt::format("\n### {}\n\n{}.\n", topic.name, topic.doc);
  if (!topic.usage.empty())
    out += fmt::format("\n    {}\n", topic.usage);
  if (!topic.formula.empty())
    out += fmt::format("\n```text\n{}\n```\n", topic.formula);
  add_parts(out, topic);
  add_series(out, topic);
  add_line(out, "Source: ", topic.source.empty() ? "" : topic.source + ".");
  if (!topic.example.empty())
    out += fmt::format("\n```yaml\n{}\n```\n", topic.example);
}

// Topics without parts are rows of one table.
bool is_table(const TopicGroup& group) {
  return std::ranges::all_of(group.topics, [](const Topic& topic) { return topic.parts.empty(); });
}

void add_table(std::string& out, const TopicGroup& group) {
  out += "\n| | | example |\n|---|---|---|\n";
  for (const Topic& topic : group.topics)
    out +=
        fmt::format("| {} | {} | {} |\n", code(topic.usage), cell(topic.doc), code(topic.example));
}

} // namespace

std::string reference() {
  std::string out = "# Reference\n\n"
                    "Written by `escala explain --format markdown` from what models, "
                    "distributions, functions and keys say of themselves; do not edit it. "
                    "[language.md](language.md) tells how they go together. Every example stands "
                    "in this plan:\n\n```yaml\n";
  out += example_plan();
  out += "```\n";
  for (const TopicGroup& group : topic_groups()) {
    out += fmt::format("\n## {}\n", group.title);
    if (is_table(group))
      add_table(out, group);
    else
      for (const Topic& topic : group.topics)
        add_topic(out, topic);
  }
  return out;
}

} // namespace escala
