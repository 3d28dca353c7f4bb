// SPDX-License-Identifier: Apache-2.0
// The quantities that a plan has written, found by the tables of keys.
#include <string>
#include <utility>
#include <vector>

#include "escala/plan/plan.h"
#include "escala/scenario/keys.h"
#include "plan/lay_changes.h"

namespace escala {
namespace {

class WrittenValues {
 public:
  // The map `node` at `path`, whose keys are those of `map`. Keys that it does not have are
  // parameters of a growth model.
  void add_map(const Node& node, const KeyMap& map, const std::string& path) {
    for (const Entry& entry : node.entries) {
      const KeySpec* key = find_key(map.keys, entry.key.text);
      const std::string at = path + "." + entry.key.text;
      const bool is_share = &map == &kPillarKeys && entry.key.text == "share";
      const bool is_model = entry.key.text == kModelKey.name;
      if (is_share || is_model)
        continue;
      if (key == nullptr || key->kind == ValueKind::quantity || key->kind == ValueKind::effects ||
          key->kind == ValueKind::years)
        add_quantity(entry.value, at);
      else if (key->map != nullptr)
        add(entry.value, *key, at);
    }
  }

  // The value of a key that holds one map or several.
  void add(const Node& node, const KeySpec& key, const std::string& path) {
    if (key.arity != Arity::named)
      return add_map(node, *key.map, path);
    for (const Entry& entry : node.entries) {
      const std::string at = path + "." + entry.key.text;
      if (entry.value.kind == Node::Kind::scalar)
        add_quantity(entry.value, at);
      else
        add_map(entry.value, *key.map, at);
    }
  }

  std::vector<WrittenValue> take() { return std::move(found_); }

 private:
  // A text, or a list or map of them: by year, month, segment or what is affected.
  void add_quantity(const Node& node, const std::string& path) {
    if (node.kind == Node::Kind::scalar)
      found_.push_back({path, node.text.text});
    for (std::size_t i = 0; i < node.items.size(); ++i)
      add_quantity(node.items[i], path + "." + std::to_string(i));
    for (const Entry& entry : node.entries)
      add_quantity(entry.value, path + "." + entry.key.text);
  }

  std::vector<WrittenValue> found_;
};

} // namespace

std::vector<WrittenValue> Plan::written_values(const Changes& changes) const {
  WrittenValues values;
  if (!root_)
    return {};
  Node root = *root_;
  Diagnostics unused;
  lay_changes(changes, name(), *sources_, root, unused);
  for (const char* name : {"drivers", "metrics", "risks", "investment"})
    if (const Node* section = root.find(name))
      values.add(*section, key_of(kScenarioKeys, name), name);
  return values.take();
}

} // namespace escala
