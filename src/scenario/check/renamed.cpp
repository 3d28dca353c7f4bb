// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/renamed.h"

#include <algorithm>
#include <set>
#include <vector>

#include "escala/core/names.h"
#include "scenario/each_expression.h"

namespace escala {
namespace {

// Small words of a name or label.
std::vector<std::string> words_of_name(std::string_view text) {
  std::vector<std::string> words{""};
  for (const char c : text) {
    if (c == '_' || c == ' ' || c == '-')
      words.emplace_back();
    else
      words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::erase(words, "");
  return words;
}

std::string initials_of(const std::vector<std::string>& words) {
  std::string initials;
  for (const std::string& word : words)
    initials += word.front();
  return initials;
}

// Whether a name or label has a word of the old name, or its words have the old name's letters.
bool is_akin(std::string_view old, std::string_view text) {
  const auto before = words_of_name(old);
  const auto now = words_of_name(text);
  if (now.size() > 1 && before.size() == 1 && initials_of(now) == before.front())
    return true;
  if (before.size() > 1 && now.size() == 1 && initials_of(before) == now.front())
    return true;
  return std::ranges::any_of(before, [&](const std::string& word) {
    return word.size() > 2 && std::ranges::find(now, word) != now.end();
  });
}

std::set<std::string, std::less<>> mentioned_names(const Scenario& scenario) {
  std::set<std::string, std::less<>> names;
  for_each_expression(scenario, [&](const Expression& expression) {
    for (const SyntaxNode& node : expression.syntax.nodes)
      if (node.kind == SyntaxNode::Kind::name)
        names.emplace(owner_of(node.text));
  });
  return names;
}

// The metric whose `next` it is, if that `next` doesn't name it.
std::optional<std::string> own_name(const Place& place, const Scenario& scenario) {
  if (place.kind != Place::Kind::parameter)
    return std::nullopt;
  const Metric& metric = scenario.metrics[place.metric];
  const auto next = metric.model->find_role(ParameterRole::next);
  const Argument* argument = next ? metric.argument(*next) : nullptr;
  if (argument == nullptr)
    return std::nullopt;
  for (const Expression& value : argument->values)
    for (const SyntaxNode& node : value.syntax.nodes)
      if (node.kind == SyntaxNode::Kind::name && owner_of(node.text) == metric.name.text)
        return std::nullopt;
  return metric.name.text;
}

} // namespace

std::optional<std::string> renamed(std::string_view unknown, const Place& place,
                                   const Symbols& symbols) {
  const Scenario& scenario = *symbols.scenario;
  if (auto own = own_name(place, scenario))
    return own;
  const auto mentioned = mentioned_names(scenario);
  std::vector<std::string> unread;
  std::vector<std::string> akin;
  const auto look = [&](const std::string& name, const std::string& label) {
    if (mentioned.contains(name) || (!unread.empty() && unread.back() == name))
      return;
    unread.push_back(name);
    if (is_akin(unknown, name) || is_akin(unknown, label))
      akin.push_back(name);
  };
  for (const Metric& metric : scenario.metrics)
    if (!metric.model->from_investment)
      look(metric.name.text, metric.label);
  for (const Driver& driver : scenario.drivers)
    look(driver.name.text, "");
  if (akin.size() == 1)
    return akin.front();
  const bool judged = std::ranges::any_of(scenario.targets, [&](const Target& target) {
    return std::ranges::any_of(target.when.syntax.nodes, [&](const SyntaxNode& node) {
      return node.kind == SyntaxNode::Kind::name && node.text == unknown;
    });
  });
  const bool only = akin.empty() && unread.size() == 1 && judged;
  return only ? std::optional(unread.front()) : std::nullopt;
}

} // namespace escala
