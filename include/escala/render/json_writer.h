// SPDX-License-Identifier: Apache-2.0
// Writes JSON text: objects and arrays are indented by two spaces, arrays of values are on one
// line.
//
// A number is written as the shortest text that reads back as the same number. A missing value and
// a number that is not finite are written as null. Bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

class JsonWriter {
 public:
  void begin_object() { open('{', false); }
  void end_object() { close('}'); }
  void begin_array() { open('[', false); }
  void end_array() { close(']'); }
  void begin_line() { open('[', true); } // an array on one line
  void end_line() { close(']'); }

  void key(std::string_view name);
  void value(std::string_view text);
  void value(double number);
  void value(std::nullopt_t);
  template <std::integral Number>
  void value(Number number) {
    if constexpr (std::same_as<Number, bool>)
      raw(number ? "true" : "false");
    else
      raw(std::to_string(number));
  }
  template <class T>
  void value(const std::optional<T>& maybe) {
    if (maybe)
      value(*maybe);
    else
      value(std::nullopt);
  }

  template <class T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }

  // The document, with a final line feed. Every object and array must be closed.
  std::string take();

 private:
  struct Open {
    bool one_line = false;
    bool empty = true;
  };

  void open(char bracket, bool one_line);
  void close(char bracket);
  void separate();
  void new_line();
  void raw(std::string_view text);

  std::string text_;
  std::vector<Open> open_;
  bool after_key_ = false;
};

} // namespace escala
