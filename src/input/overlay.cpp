// SPDX-License-Identifier: Apache-2.0
#include "escala/input/overlay.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "escala/core/names.h"

namespace escala {

namespace {

// Whether the keys and indices of `trail` lead to a place of PathRules.
bool leads_to(const std::vector<std::string>& trail, std::string_view place) {
  std::size_t i = 0;
  while (!place.empty()) {
    const std::string_view step = place.substr(0, place.find('.'));
    if (i == trail.size() || (step != "*" && step != trail[i]))
      return false;
    ++i;
    place.remove_prefix(std::min(place.size(), step.size() + 1));
  }
  return i == trail.size();
}

// One step of a path: a key or an index, at [begin, end) of the path's text.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Piece piece_at(std::string_view path, std::size_t begin) {
  return {begin, std::min(path.find('.', begin), path.size())};
}

// The entry with the longest key that matches the front of `rest`; null if none does.
template <class Map>
auto* longest_entry(Map& map, std::string_view rest) {
  decltype(map.entries.data()) best = nullptr;
  for (auto& entry : map.entries) {
    const std::string_view key = entry.key.text;
    const bool fits =
        rest.starts_with(key) && (rest.size() == key.size() || rest[key.size()] == '.');
    if (fits && (best == nullptr || key.size() > best->key.text.size()))
      best = &entry;
  }
  return best;
}

std::optional<std::size_t> parse_index(std::string_view text) {
  std::size_t index = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, index);
  return read.ec == std::errc() && read.ptr == end ? std::optional(index) : std::nullopt;
}

LocatedText part(const LocatedText& whole, Piece piece) {
  LocatedText text;
  text.text = whole.text.substr(piece.begin, piece.end - piece.begin);
  text.span = whole.at(piece.begin, piece.end);
  if (!whole.offsets.empty())
    text.offsets.assign(whole.offsets.begin() + static_cast<std::ptrdiff_t>(piece.begin),
                        whole.offsets.begin() + static_cast<std::ptrdiff_t>(piece.end));
  return text;
}

std::vector<std::string> keys_of(const Node& map) {
  std::vector<std::string> keys;
  for (const Entry& entry : map.entries)
    keys.push_back(entry.key.text);
  return keys;
}

std::string count_of_items(const Node& list) {
  const std::size_t count = list.items.size();
  return count == 1 ? "the list has 1 item" : fmt::format("the list has {} items", count);
}

class Overlay {
 public:
  Overlay(const LocatedText& path, Node value, const PathRules& rules, Diagnostics& diagnostics)
      : path_(path), value_(std::move(value)), rules_(rules), diagnostics_(diagnostics) {}

  void apply(Node& root) {
    if (!check_pieces())
      return;
    Node* node = &root;
    while (node != nullptr)
      node = node->kind == Node::Kind::list ? step_list(*node) : step_map(*node);
  }

 private:
  bool removes() const { return value_.kind == Node::Kind::null; }

  std::string_view rest() const { return std::string_view(path_.text).substr(begin_); }

  bool check_pieces() {
    const std::string_view path = path_.text;
    const bool empty = path.empty() || path.front() == '.' || path.back() == '.' ||
                       path.find("..") != std::string_view::npos;
    if (empty)
      diagnostics_.error(path_.span, fmt::format("'{}' is not a path", path),
                         "a path is a list of names separated by single dots",
                         "as in drivers.arr_growth");
    return !empty;
  }

  void report(Piece piece, std::string problem, std::string reason = {},
              std::string suggestion = {}) {
    diagnostics_.error(path_.at(piece.begin, piece.end), std::move(problem), std::move(reason),
                       std::move(suggestion));
  }

  std::string text_of(Piece piece) const {
    return path_.text.substr(piece.begin, piece.end - piece.begin);
  }

  void report_text() {
    const Piece above{0, begin_ == 0 ? 0 : begin_ - 1};
    const std::string name = begin_ == 0 ? "the scenario" : fmt::format("'{}'", text_of(above));
    report(above, fmt::format("{} is text, not a map", name),
           "a path can continue only below a map or a list");
  }

  // Each step places the value and returns null, or returns the node where the path continues, or
  // reports a mistake and returns null.
  Node* step_map(Node& map) {
    if (map.kind == Node::Kind::scalar && !write_out(map)) {
      report_text();
      return nullptr;
    }
    Entry* const entry = longest_entry(map, rest());
    if (entry != nullptr && (!holds_paths() || can_go_on(*entry)))
      return step_entry(map, *entry);
    const Piece piece =
        holds_paths() ? Piece{begin_, path_.text.size()} : piece_at(path_.text, begin_);
    return step_missing(map, piece);
  }

  bool holds_paths() const {
    return std::ranges::any_of(rules_.maps_of_paths,
                               [&](const std::string& place) { return leads_to(trail_, place); });
  }

  // Whether the path ends at the entry or can continue below it.
  bool can_go_on(const Entry& entry) const {
    return entry.key.text == rest() || entry.value.kind != Node::Kind::scalar;
  }

  // Replaces a shorthand by the map that it stands for. False if `text` is not one.
  bool write_out(Node& text) const {
    for (const Shorthand& shorthand : rules_.shorthands) {
      if (!leads_to(trail_, shorthand.place))
        continue;
      Node map;
      map.kind = Node::Kind::map;
      map.span = text.span;
      map.entries.push_back({{shorthand.key, text.span, {}}, std::move(text)});
      text = std::move(map);
      return true;
    }
    return false;
  }

  Node* step_entry(Node& map, Entry& entry) {
    const std::size_t end = begin_ + entry.key.text.size();
    if (end < path_.text.size()) {
      begin_ = end + 1;
      trail_.push_back(entry.key.text);
      return &entry.value;
    }
    if (removes())
      map.entries.erase(map.entries.begin() + (&entry - map.entries.data()));
    else
      entry.value = std::move(value_);
    return nullptr;
  }

  Node* step_missing(Node& map, Piece piece) {
    if (removes()) {
      constexpr std::size_t kSuggestionLimit = 100; // each compares all keys
      const bool suggests = diagnostics_.error_count() < kSuggestionLimit;
      report(piece, fmt::format("there is no '{}' to remove", text_of(piece)), "",
             suggests ? did_you_mean(text_of(piece), keys_of(map)) : "");
      return nullptr;
    }
    if (map.kind == Node::Kind::null && parse_index(text_of(piece))) {
      report(piece, fmt::format("there is no item {}", text_of(piece)), "there is no list yet",
             "give the whole list: PATH=[a, b]");
      return nullptr;
    }
    if (map.kind == Node::Kind::null) {
      map.kind = Node::Kind::map;
      if (!trail_.empty()) // the root stays where the plan begins
        map.span = path_.at(piece.begin, piece.end);
    }
    map.entries.push_back({part(path_, piece), Node{}});
    Node& created = map.entries.back().value;
    if (piece.end == path_.text.size()) {
      created = std::move(value_);
      return nullptr;
    }
    begin_ = piece.end + 1;
    trail_.push_back(text_of(piece));
    return &created;
  }

  Node* step_list(Node& list) {
    const Piece piece = piece_at(path_.text, begin_);
    const std::optional<std::size_t> index = parse_index(text_of(piece));
    if (!index || *index >= list.items.size()) {
      const std::string text = text_of(piece);
      report(piece,
             index ? fmt::format("there is no item {}", text)
                   : fmt::format("'{}' is not the number of an item", text),
             count_of_items(list), "items are counted from 0");
      return nullptr;
    }
    Node& item = list.items[*index];
    if (piece.end < path_.text.size()) {
      begin_ = piece.end + 1;
      trail_.push_back(text_of(piece));
      return &item;
    }
    if (removes())
      list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(*index));
    else
      item = std::move(value_);
    return nullptr;
  }

  const LocatedText& path_;
  Node value_;
  const PathRules& rules_;
  Diagnostics& diagnostics_;
  std::size_t begin_ = 0;          // where the rest of the path begins
  std::vector<std::string> trail_; // the keys and indices passed so far
};

const Node* item_at(const Node& list, std::string_view index) {
  const std::optional<std::size_t> i = parse_index(index);
  return i && *i < list.items.size() ? &list.items[*i] : nullptr;
}

} // namespace

void overlay(Node& root, const LocatedText& path, Node value, const PathRules& rules,
             Diagnostics& diagnostics) {
  Overlay(path, std::move(value), rules, diagnostics).apply(root);
}

const Node* find_path(const Node& root, std::string_view path) {
  const Node* node = &root;
  while (node != nullptr) {
    std::size_t used = piece_at(path, 0).end;
    if (node->kind == Node::Kind::list) {
      node = item_at(*node, path.substr(0, used));
    } else {
      const Entry* const entry = longest_entry(*node, path);
      node = entry == nullptr ? nullptr : &entry->value;
      used = entry == nullptr ? used : entry->key.text.size();
    }
    if (used >= path.size())
      return node;
    path.remove_prefix(used + 1);
  }
  return nullptr;
}

} // namespace escala
