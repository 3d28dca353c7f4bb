// SPDX-License-Identifier: Apache-2.0
// The texts that a user wrote, and places in them, so that every message can point at its cause.
//
// A Source is one piece of text that a user wrote: a file, or the value of an option. Sources are
// owned by a Sources, which must outlive every Span, Node and Scenario that was read from it.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

// A part of a text that a study replaces by its own values: bytes [begin, end), and the index of
// the value among those of the study.
struct Hole {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t number = 0;
};

// One text and its name.
struct Source {
  std::string name;             // as messages show it: a path, or "--set drivers.arr_growth"
  std::string text;             // the bytes as they were written
  bool is_option = false;       // messages about an option show no line and column
  std::vector<Hole> holes = {}; // of the text of an option
};

// Half-open range of bytes [begin, end) of a source. A null source: no place.
struct Span {
  const Source* source = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Line and column, both from 1; columns count characters, not bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The position of a byte.
Position position_of(const Source& source, std::uint32_t offset);

// Owns sources. References to them stay valid as long as it lives.
class Sources {
 public:
  // Takes ownership of a text.
  const Source& add(std::string name, std::string text, bool is_option = false,
                    std::vector<Hole> holes = {});

 private:
  std::deque<Source> sources_; // a deque does not move its elements
};

// Text after escapes and line folds were resolved, with the place of each byte in the raw text.
struct LocatedText {
  std::string text;
  Span span;                          // the raw text, quotes included
  std::vector<std::uint32_t> offsets; // raw offset of each byte of `text`; empty: byte i is at
                                      // span.begin + i
  bool bare = false;                  // unquoted inside brackets, where a comma would end it

  // The raw span of text[begin, end).
  Span at(std::size_t begin, std::size_t end) const;
};

} // namespace escala
