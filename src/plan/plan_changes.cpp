// SPDX-License-Identifier: Apache-2.0
#include "escala/plan/plan_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace escala {
namespace {

using Keys = std::vector<std::string>;

// Keys of the plan that change no number, at the top and anywhere.
constexpr std::array<std::string_view, 6> kNoNumbersAtTop{"escala",     "name",   "description",
                                                          "simulation", "output", "variants"};

bool counts(const Keys& keys) {
  if (keys.size() == 1 && std::ranges::find(kNoNumbersAtTop, keys.front()) != kNoNumbersAtTop.end())
    return false;
  return keys.back() != "label" && keys.back() != "description";
}

// A node as one line: "normal(190%, 50%)", "[40%, 30%]", "{when: arr > $1B, by: 5y}".
std::string line_of(const Node& node) {
  std::string text;
  switch (node.kind) {
  case Node::Kind::null:
    return "null";
  case Node::Kind::scalar:
    return node.text.text;
  case Node::Kind::list:
    for (const Node& item : node.items)
      text += (text.empty() ? "" : ", ") + line_of(item);
    return "[" + text + "]";
  case Node::Kind::map:
    for (const Entry& entry : node.entries)
      text += (text.empty() ? "" : ", ") + entry.key.text + ": " + line_of(entry.value);
    return "{" + text + "}";
  }
  return text;
}

bool is_empty(const Node* node) { return node == nullptr || node->kind == Node::Kind::null; }

class Differences {
 public:
  std::vector<PlanChange> take() { return std::move(found_); }

  void compare(const Node* from, const Node* to) {
    const bool maps = !is_empty(from) && !is_empty(to) && from->kind == Node::Kind::map &&
                      to->kind == Node::Kind::map;
    if (maps)
      return compare_entries(*from, *to);
    if (!counts(keys_) || (is_empty(from) && is_empty(to)))
      return;
    PlanChange change{keys_, is_empty(from) ? "" : line_of(*from),
                      is_empty(to) ? "" : line_of(*to)};
    if (change.from != change.to)
      found_.push_back(std::move(change));
  }

 private:
  void compare_entries(const Node& from, const Node& to) {
    for (const Entry& entry : from.entries)
      compare_at(entry.key.text, &entry.value, to.find(entry.key.text));
    for (const Entry& entry : to.entries)
      if (from.find(entry.key.text) == nullptr)
        compare_at(entry.key.text, nullptr, &entry.value);
  }

  void compare_at(const std::string& key, const Node* from, const Node* to) {
    keys_.push_back(key);
    if (counts(keys_))
      compare(from, to);
    keys_.pop_back();
  }

  Keys keys_;
  std::vector<PlanChange> found_;
};

const Node* find_keys(const Node& root, const Keys& keys) {
  const Node* at = &root;
  for (const std::string& key : keys)
    at = at == nullptr || at->kind != Node::Kind::map ? nullptr : at->find(key);
  return at;
}

// Puts a node at its keys; null removes what is there. All maps on the way exist.
void put(Node& root, const Keys& keys, const Node* value, const LocatedText& key_text) {
  Node* at = &root;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i)
    at = at->find(keys[i]);
  const auto entry =
      std::ranges::find(at->entries, keys.back(), [](const Entry& one) { return one.key.text; });
  if (value == nullptr) {
    if (entry != at->entries.end())
      at->entries.erase(entry);
    return;
  }
  if (entry != at->entries.end())
    entry->value = *value;
  else
    at->entries.push_back({key_text, *value});
}

// The key's text where the second plan writes it.
LocatedText key_text(const Node& root, const Keys& keys) {
  const Node* map = find_keys(root, Keys(keys.begin(), keys.end() - 1));
  for (const Entry& entry : map->entries)
    if (entry.key.text == keys.back())
      return entry.key;
  return {};
}

} // namespace

std::string PlanChange::path() const { return fmt::format("{}", fmt::join(keys, ".")); }

PlanPair::PlanPair(const Plan& from, const Changes& changes_of_from, const Plan& to,
                   const Changes& changes_of_to)
    : from_(from.with_tree(from.tree(changes_of_from), to)),
      to_(to.with_tree(to.tree(changes_of_to), from)) {
  const Node first = from_.tree({});
  const Node second = to_.tree({});
  Differences differences;
  differences.compare(&first, &second);
  changes_ = differences.take();
}

Plan PlanPair::between(const std::vector<bool>& taken) const {
  Node tree = from_.tree({});
  const Node other = to_.tree({});
  for (std::size_t i = 0; i < changes_.size(); ++i)
    if (taken[i]) {
      const Node* value = find_keys(other, changes_[i].keys);
      if (is_empty(value))
        value = nullptr;
      put(tree, changes_[i].keys, value,
          value == nullptr ? LocatedText() : key_text(other, changes_[i].keys));
    }
  return from_.with_tree(std::move(tree), to_);
}

} // namespace escala
