// SPDX-License-Identifier: Apache-2.0
// A scenario file as a tree of scalars, lists and maps, each with its place in the raw text.
//
// Scalars are not interpreted: a scalar is its text. `null`, `~` and a missing value are nulls.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/source.h"

namespace escala {

struct Entry;

// A scalar, list, map or null.
struct Node {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  bool quoted = false;        // a scalar in quotes
  bool in_brackets = false;   // a list or map inside the brackets of another
  LocatedText text;           // of a scalar
  Span span;                  // of the scalar, or of the first character of a list or map
  std::vector<Node> items;    // of a list
  std::vector<Entry> entries; // of a map, in the order written, keys unique

  // The value of a key of this map; null if it does not have the key.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
};

// A key of a map and its value.
struct Entry {
  LocatedText key;
  Node value;
};

// The kind in words: "a map", "a list", "text" or "nothing".
std::string_view kind_name(Node::Kind kind);

} // namespace escala
