// SPDX-License-Identifier: Apache-2.0
// The properties of the terminal for which a document is laid out.
#pragma once

#include <string_view>

namespace escala {

class Dictionary;

enum class NumberStyle { english, spanish };

// The signs of a text, and how its numbers and dates are written.
struct Script {
  bool utf8 = true; // else plain ASCII
  NumberStyle numbers = NumberStyle::english;

  Script(bool in_utf8, NumberStyle style = NumberStyle::english) : utf8(in_utf8), numbers(style) {}
};

struct Page {
  bool color = false;
  bool utf8 = true; // else plain ASCII
  int width = 80;   // columns of the terminal
  NumberStyle numbers = NumberStyle::english;
  const Dictionary* words = nullptr; // of the page's language; null: English

  Script script() const { return {utf8, numbers}; }
};

// With the words, numbers and dates of a locale: "en", "es".
Page in_locale(Page page, std::string_view locale);

} // namespace escala
