// SPDX-License-Identifier: Apache-2.0
#include "escala/render/text_width.h"

#include <catch2/catch.hpp>

using namespace escala;

using Lines = std::vector<std::string>;

TEST_CASE("Display width counts columns") {
  CHECK(display_width("") == 0);
  CHECK(display_width("plain") == 5);
  CHECK(display_width("café") == 4);
  CHECK(display_width("cafe\u0301") == 4);
  CHECK(display_width("東京") == 4);
  CHECK(display_width("한국") == 4);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("✓ – ± …") == 7);
  CHECK(display_width("Ω€Я") == 3);
  CHECK(display_width("กำ") == 2);
}

TEST_CASE("Printable text moves no cursor") {
  CHECK(printable("a\nb\tc\x1b[31m\x7f", true) == "a b c [31m ");
  CHECK(printable(std::string_view("a\0b", 3), true) == "a b");
  CHECK(printable("a\u0085b", true) == "a b");
  CHECK(printable("\u202Etxt.exe\u200B", true) == "txt.exe");
  CHECK(printable("👨\u200D👩\u200D👧 ❤\uFE0F", true) == "👨👩👧 ❤");
}

TEST_CASE("Printable text is valid UTF-8") {
  CHECK(printable("a\xFFz", true) == "a\uFFFDz");
  CHECK(printable("\xE2\x82", true) == "\uFFFD\uFFFD");
  CHECK(printable("\xC0\x80", true) == "\uFFFD\uFFFD");
  CHECK(printable("\xED\xA0\x80", true) == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("Without UTF-8 a question mark stands for each character") {
  CHECK(printable("₹5 in 東京 🚀 cafe\u0301", false) == "?5 in ?? ? cafe");
  CHECK(printable("€5, £6 · ¥7", false) == "EUR5, GBP6 | JPY7");
  CHECK(printable("A\u00F1o m\u00EDo, \u00DCbung, \u00DF", false) == "Ano mio, Ubung, ?");
}

TEST_CASE("Long text is cut by columns") {
  CHECK(clipped("short", 5, true) == "short");
  CHECK(clipped("longer text", 8, true) == "longer…");
  CHECK(clipped("longer text", 8, false) == "longe...");
  CHECK(clipped("東京都庁", 4, true) == "東…");
  CHECK(clipped("東京都庁", 5, true) == "東京…");
  CHECK(clipped("abc", 1, true) == "…");
  CHECK(clipped("abcdef", 2, false) == "ab");
  CHECK(clipped("abc", 0, true).empty());
  CHECK(clipped("abc", -3, true).empty());
  CHECK(clipped("e\u0301e\u0301e\u0301", 2, true) == "e\u0301…");
}

TEST_CASE("Lines break at spaces") {
  CHECK(wrapped("one two  three", 7) == Lines{"one two", "three"});
  CHECK(wrapped("one two", 3) == Lines{"one", "two"});
  CHECK(wrapped("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(wrapped("東京都", 1) == Lines{"東", "京", "都"});
  CHECK(wrapped("la varianza 16,3 %).", 18) == Lines{"la varianza", "16,3 %)."});
  CHECK(wrapped("con 9.860 €/mes", 10) == Lines{"con", "9.860", "€/mes"}); // there is no room
  CHECK(wrapped("con 9.860 €/mes", 13) == Lines{"con", "9.860 €/mes"});
  CHECK(wrapped("son 20 M$ o 20 M de", 6) == Lines{"son", "20 M$", "o 20 M", "de"});
  CHECK(wrapped("en 20 Madrid", 6) == Lines{"en 20", "Madrid"});
  CHECK(wrapped("   ", 5).empty());
  CHECK(wrapped("", 5).empty());
}
