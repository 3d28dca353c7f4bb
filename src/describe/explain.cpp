// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/describe/topics.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr int kColumns = 80;
constexpr int kIndent = 2;
constexpr int kWidestName = 20; // a longer one has a line of its own

// Adds `text` in lines, with `first` before the first line and `column` blanks before the others.
void add_wrapped(std::string& out, const std::string& first, const std::string& text, int column) {
  std::string lead = fmt::format("{:{}}", first, column);
  if (display_width(first) >= column && !first.empty()) {
    out += first + "\n";
    lead = std::string(static_cast<std::size_t>(column), ' ');
  }
  for (const std::string& line : wrapped(text, kColumns - column)) {
    out += lead + line + "\n";
    lead = std::string(static_cast<std::size_t>(column), ' ');
  }
}

std::string indented(const std::string& text) { return std::string(kIndent, ' ') + text; }

void add_section(std::string& out, std::string_view title, const std::string& text) {
  if (text.empty())
    return;
  out += fmt::format("\n{}\n", title);
  add_wrapped(out, "", text, kIndent);
}

// How a value is written, and its default.
std::string facts_of(const TopicPart& part) {
  std::string facts = part.value;
  if (part.required)
    facts += "; required";
  else if (!part.fallback.empty())
    facts += fmt::format("; default {}", part.fallback);
  return facts;
}

void add_parts(std::string& out, std::string_view title, const std::vector<TopicPart>& parts) {
  if (parts.empty())
    return;
  out += fmt::format("\n{}\n", title);
  int column = 0;
  for (const TopicPart& part : parts)
    column = std::max(column, std::min(display_width(part.name), kWidestName) + kIndent + 2);
  for (const TopicPart& part : parts) {
    add_wrapped(out, indented(part.name), part.doc, column);
    add_wrapped(out, "", facts_of(part), column);
  }
}

std::string heading(const std::string& name, const std::string& kind) {
  return fmt::format("{} ({})\n", name, kind);
}

std::string full_text(const Topic& topic) {
  std::string out = heading(topic.name, topic.kind);
  add_wrapped(out, "", topic.doc, kIndent);
  add_section(out, "Usage", topic.usage);
  add_section(out, "Formula", topic.formula);
  add_parts(out, topic.part_kind == "key" ? "Keys" : "Parameters", topic.parts);
  add_parts(out, "Series beside it", topic.series);
  add_section(out, "Source", topic.source);
  add_section(out, "Example", topic.example);
  return out;
}

std::string full_text(const Topic& topic, const TopicPart& part) {
  const bool whole = topic.name == "scenario" || topic.part_kind != "key";
  const std::string name = whole ? part.name : fmt::format("{}.{}", topic.name, part.name);
  std::string out =
      heading(name, topic.part_kind == "key" ? "key" : fmt::format("parameter of {}", topic.name));
  add_wrapped(out, "", part.doc, kIndent);
  add_wrapped(out, "", facts_of(part), kIndent);
  add_section(out, "Example", part.example.empty() ? "" : part.name + ": " + part.example);
  return out;
}

// Whether `wanted` is `path` or its end.
bool names(std::string_view wanted, std::string_view path) {
  if (!path.ends_with(wanted))
    return false;
  return path.size() == wanted.size() || path[path.size() - wanted.size() - 1] == '.';
}

bool has_topic(const std::vector<TopicGroup>& groups, std::string_view path) {
  return std::ranges::any_of(groups, [&](const TopicGroup& group) {
    return std::ranges::any_of(group.topics, [&](const Topic& t) { return t.name == path; });
  });
}

// "nrr", ".nrr" or "waterfall.nrr"
std::string full_text_of_series(const Topic& topic, const TopicPart& series) {
  std::string out = heading(topic.name + series.name, fmt::format("series of {}", topic.name));
  add_wrapped(out, "", series.doc, kIndent);
  add_wrapped(out, "", series.value, kIndent);
  add_section(out, "Example", "arr" + series.name);
  return out;
}

// Words that stand in the place of a value, and what is no key of a table.
struct ValueWord {
  std::string_view name;
  std::string_view kind;
  std::string_view doc;
  std::string_view example;
};

constexpr std::array kValueWords{
    ValueWord{"sbg", "retention of cohort",
              "sbg(alpha, beta), the shifted beta-geometric: those who leave early do so first, so "
              "that the longer someone has stayed the likelier it is that they stay; sbg(5M, 95M) "
              "is 95% that stay each month",
              "retention: sbg(0.67, 3.8)"},
    ValueWord{"geometric", "value of fill",
              "actual levels of quarters or years grow by the same share each month",
              "fill: geometric"},
    ValueWord{"even", "value of fill",
              "actual amounts of quarters or years are spread evenly over their months",
              "fill: even"},
    ValueWord{"extends", "key of a variant",
              "the variant after which this one is laid; variants that extend one another form a "
              "chain",
              "worst: {extends: cautious, drivers.g: 5%}"}};

std::string full_text(const ValueWord& word) {
  std::string out = heading(std::string(word.name), std::string(word.kind));
  add_wrapped(out, "", std::string(word.doc), kIndent);
  add_section(out, "Example", std::string(word.example));
  return out;
}

std::string path_of(const Topic& topic, const TopicPart& part) {
  return topic.name == "scenario" ? part.name : fmt::format("{}.{}", topic.name, part.name);
}

} // namespace

std::string list_topics() {
  std::string out;
  for (const TopicGroup& group : topic_groups()) {
    out += fmt::format("{}{}\n", out.empty() ? "" : "\n", group.title);
    int column = 0;
    for (const Topic& topic : group.topics)
      column = std::max(column, display_width(topic.name) + kIndent + 2);
    for (const Topic& topic : group.topics) {
      add_wrapped(out, indented(topic.name), topic.doc, column);
      if (topic.part_kind != "key")
        continue;
      std::vector<std::string_view> keys;
      for (const TopicPart& part : topic.parts)
        keys.push_back(part.name);
      add_wrapped(out, "", fmt::format("has {}", fmt::join(keys, ", ")), column);
    }
  }
  out += "\nescala explain NAME tells more about one of them, or about a key or parameter.\n";
  return out;
}

std::optional<std::string> explain(std::string_view name) {
  const std::vector<TopicGroup> groups = topic_groups();
  std::vector<std::string> texts;
  for (const TopicGroup& group : groups)
    for (const Topic& topic : group.topics) {
      if (names(name, topic.name))
        texts.push_back(full_text(topic));
      for (const TopicPart& part : topic.parts) {
        const std::string path = path_of(topic, part);
        if (names(name, path) && !has_topic(groups, path))
          texts.push_back(full_text(topic, part));
      }
      for (const TopicPart& series : topic.series)
        if (names(name.starts_with('.') ? name.substr(1) : name, topic.name + series.name))
          texts.push_back(full_text_of_series(topic, series));
    }
  for (const ValueWord& word : kValueWords)
    if (word.name == name || (word.name == "extends" && name == "variants.extends"))
      texts.push_back(full_text(word));
  if (texts.empty())
    return std::nullopt;
  return fmt::format("{}", fmt::join(texts, "\n"));
}

std::vector<std::string> topic_names() {
  std::vector<std::string> found;
  for (const TopicGroup& group : topic_groups())
    for (const Topic& topic : group.topics) {
      found.push_back(topic.name);
      for (const TopicPart& part : topic.parts) {
        found.push_back(part.name);
        found.push_back(path_of(topic, part));
      }
      for (const TopicPart& series : topic.series)
        found.push_back(series.name.substr(1));
    }
  for (const ValueWord& word : kValueWords)
    found.emplace_back(word.name);
  return found;
}

} // namespace escala
