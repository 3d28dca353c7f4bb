// SPDX-License-Identifier: Apache-2.0
// What a list, map or text of another form means, in the form of the format.
#pragma once

#include <string>
#include <string_view>

#include "escala/input/node.h"

namespace escala {

// The node on one line: "{unit: USD, growth: 40%}".
std::string on_one_line(const Node& node);

// Whether a map is written in braces, where a comma ends a value.
bool is_flow(const Node& map);

// What to write in place of a node where a map is needed: [{name: arr, model: compound}] is
// {arr: {model: compound}}, and a text is {TEXT_KEY: text}. Empty if it means no map.
std::string map_meant(const Node& node, std::string_view text_key);

// A list of maps that have names, as a map: for further checks. A null where it is no such list.
Node as_named_map(const Node& list);

// What to write in place of a node where a list is needed: one item. Empty if it means no list.
std::string list_meant(const Node& node);

// "write ..." or, if it is long, an example of its first entry; empty if there is no text.
std::string written_whole(const std::string& text);

} // namespace escala
