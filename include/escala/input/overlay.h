// SPDX-License-Identifier: Apache-2.0
// Changes a Node tree at a dotted path: variants and --set.
//
// A path is a list of keys and of indices from 0, separated by dots. Keys may contain dots: at each
// map the longest key that matches the front of the rest of the path is taken. Missing maps are
// created. A null value removes what is at the path. Rules that depend on the file format are
// passed as PathRules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"

namespace escala {

// A text at `place` is a short form of a map that has only this key. It is replaced by the map when
// a path continues below it.
struct Shorthand {
  std::string place;
  std::string key;
};

// The rules of a file format for dotted paths. A place is a dotted path in which `*` stands for any
// key or index.
struct PathRules {
  std::vector<std::string> maps_of_paths; // places of maps whose keys are paths: there the rest of
                                          // a path is one new key, dots included
  std::vector<Shorthand> shorthands;
};

// Puts `value` at `path`. Mistakes are reported at the path's place: an index beyond the end of its
// list, a path that continues below text, the removal of something that is not there.
void overlay(Node& root, const LocatedText& path, Node value, const PathRules& rules,
             Diagnostics& diagnostics);

// The node at a dotted path, found by the same rules; null if there is none.
const Node* find_path(const Node& root, std::string_view path);

} // namespace escala
