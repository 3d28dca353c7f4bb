// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/renamed.h"

#include <algorithm>
#include <map>
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

// All names that expressions read. That a metric names itself doesn't count.
std::set<std::string, std::less<>> mentioned_names(const Scenario& scenario) {
  std::set<std::string, std::less<>> names;
  std::map<std::string, std::size_t, std::less<>> read;
  const auto count = [&](const Expression& expression, std::string_view only, int by) {
    for (const SyntaxNode& node : expression.syntax.nodes)
      if (node.kind == SyntaxNode::Kind::name && (only.empty() || owner_of(node.text) == only))
        read[std::string(owner_of(node.text))] += static_cast<std::size_t>(by);
  };
  for_each_expression(scenario, [&](const Expression& each) { count(each, "", 1); });
  for (const Metric& metric : scenario.metrics)
    for_each_expression(metric, [&](const Expression& each) { count(each, metric.name.text, -1); });
  for (const auto& [name, times] : read)
    if (times > 0)
      names.insert(name);
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

// Metrics and drivers that nothing names, and those of them that share a word with the old name.
struct Candidates {
  std::vector<std::string> metrics;
  std::vector<std::string> drivers;
  std::vector<std::string> akin;
};

// The metric that an expression belongs to, which is not the one that it means; null: none.
const Metric* holder_of(const Place& place, const Scenario& scenario) {
  const bool held = place.kind == Place::Kind::formula || place.kind == Place::Kind::opening ||
                    place.kind == Place::Kind::parameter;
  return held ? &scenario.metrics[place.metric] : nullptr;
}

Candidates unread_names(std::string_view unknown, const Place& place, const Scenario& scenario) {
  Candidates found;
  const auto mentioned = mentioned_names(scenario);
  const Metric* holder = holder_of(place, scenario);
  const auto look = [&](const std::string& name, const std::string& label,
                        std::vector<std::string>& names) {
    const bool held = holder != nullptr && holder->name.text == name;
    if (held || mentioned.contains(name) || (!names.empty() && names.back() == name))
      return;
    names.push_back(name);
    if (is_akin(unknown, name) || is_akin(unknown, label))
      found.akin.push_back(name);
  };
  for (const Metric& metric : scenario.metrics)
    if (!metric.model->from_investment)
      look(metric.name.text, metric.label, found.metrics);
  for (const Driver& driver : scenario.drivers)
    look(driver.name.text, "", found.drivers);
  return found;
}

// The only name that nothing reads. A driver that nothing reads is a mistake by itself, so that a
// parameter means it whatever metrics there are; what has no metrics means drivers.
std::optional<std::string> only_unread(const Candidates& found, const Place& place,
                                       const Scenario& scenario) {
  const bool level = place.kind == Place::Kind::parameter &&
                     scenario.metrics[place.metric].model->find_role(ParameterRole::next);
  const bool parameter = place.kind == Place::Kind::parameter && !level;
  const bool drivers_only = place.kind == Place::Kind::driver || place.kind == Place::Kind::effect;
  if ((parameter || drivers_only) && found.drivers.size() == 1)
    return found.drivers.front();
  const bool target = place.kind == Place::Kind::target;
  if (drivers_only || place.kind == Place::Kind::setting ||
      found.metrics.size() + found.drivers.size() != 1 || (found.metrics.empty() && !target))
    return std::nullopt;
  return found.metrics.empty() ? found.drivers.front() : found.metrics.front();
}

// The only metric that has such a part: `arr.added` of a waterfall that is now called otherwise.
std::optional<std::string> with_part(std::string_view part, const Place& place,
                                     const Symbols& symbols) {
  const Metric* holder = holder_of(place, *symbols.scenario);
  std::optional<std::string> only;
  for (const Metric& metric : symbols.scenario->metrics) {
    const std::string& name = metric.name.text;
    const std::vector<std::string> parts = symbols.parts_of(name);
    const bool has = std::ranges::find(parts, part) != parts.end();
    if (!has || (holder != nullptr && holder->name.text == name))
      continue;
    const std::string whole = name + "." + std::string(part);
    if (only && *only != whole)
      return std::nullopt;
    only = whole;
  }
  return only;
}

} // namespace

std::optional<std::string> renamed(std::string_view unknown, const Place& place,
                                   const Symbols& symbols) {
  const Scenario& scenario = *symbols.scenario;
  if (auto own = own_name(place, scenario))
    return own;
  const std::size_t dot = unknown.find('.');
  if (dot != std::string_view::npos)
    return with_part(unknown.substr(dot + 1), place, symbols);
  const Candidates found = unread_names(unknown, place, scenario);
  if (found.akin.size() == 1)
    return found.akin.front();
  if (!found.akin.empty())
    return std::nullopt;
  return only_unread(found, place, scenario);
}

} // namespace escala
