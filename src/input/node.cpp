// SPDX-License-Identifier: Apache-2.0
#include "escala/input/node.h"

#include <algorithm>
#include <utility>

namespace escala {

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

std::string_view kind_name(Node::Kind kind) {
  switch (kind) {
  case Node::Kind::map:
    return "a map";
  case Node::Kind::list:
    return "a list";
  case Node::Kind::scalar:
    return "text";
  case Node::Kind::null:
    return "nothing";
  }
  return "nothing";
}

} // namespace escala
