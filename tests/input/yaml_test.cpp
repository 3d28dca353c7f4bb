// SPDX-License-Identifier: Apache-2.0
#include "escala/input/yaml.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace escala {

namespace {

struct Reading {
  explicit Reading(std::string text, bool is_option = false)
      : source(sources.add(is_option ? "--set x" : "f", std::move(text), is_option)) {
    node = is_option ? read_option_value(source, diagnostics) : read_yaml(source, diagnostics);
  }

  std::string errors() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += to_text(each);
    return text;
  }

  const Node& at(std::string_view key) const {
    const Node* const found = node.value().find(key);
    REQUIRE(found != nullptr);
    return *found;
  }

  std::string raw(const Span& span) const {
    return source.text.substr(span.begin, span.end - span.begin);
  }

  Sources sources;
  const Source& source;
  Diagnostics diagnostics;
  std::optional<Node> node;
};

std::string errors_of(std::string text) { return Reading(std::move(text)).errors(); }

using Offsets = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("a file is read as a tree") {
  const Reading reading("name: Plan\nlist:\n- 1\n- [a, 'b']\nmap: {x: y}\n");
  CHECK(reading.errors().empty());
  CHECK(reading.node->kind == Node::Kind::map);
  CHECK(reading.node->entries.size() == 3);
  CHECK(reading.at("name").text.text == "Plan");
  CHECK(reading.raw(reading.node->entries[1].key.span) == "list");
  const Node& list = reading.at("list");
  REQUIRE(list.items.size() == 2);
  CHECK(list.span.begin == 17);
  CHECK_FALSE(list.items[0].quoted);
  CHECK(list.items[1].items[1].quoted);
  CHECK(reading.raw(reading.at("map").find("x")->span) == "y");
  CHECK(reading.at("map").find("z") == nullptr);
}

TEST_CASE("nulls are words, a tilde, or nothing") {
  const Reading reading("a: null\nb: ~\nc:\nd: 'null'\ne: {f, g: }\nh: NULL\nnullable: 1\n");
  CHECK(reading.errors().empty());
  for (const char* key : {"a", "b", "c", "h"})
    CHECK(reading.at(key).kind == Node::Kind::null);
  CHECK(reading.raw(reading.at("a").span) == "null");
  CHECK(reading.raw(reading.at("b").span) == "~");
  CHECK(reading.at("c").span.begin == 15);
  CHECK(reading.at("c").span.end == 15);
  CHECK(reading.at("d").kind == Node::Kind::scalar);
  CHECK(reading.at("e").find("f")->kind == Node::Kind::null);
  CHECK(reading.at("e").find("g")->kind == Node::Kind::null);
}

TEST_CASE("an empty file is a null, a lone text a scalar") {
  for (const char* text : {"", "\n", "# nothing\n", "---\n", "\xEF\xBB\xBF"})
    CHECK(Reading(text).node.value().kind == Node::Kind::null);
  CHECK(Reading("text").node.value().kind == Node::Kind::scalar);
  CHECK(Reading("- a").node.value().kind == Node::Kind::list);
}

TEST_CASE("kinds have names") {
  CHECK(kind_name(Node::Kind::map) == "a map");
  CHECK(kind_name(Node::Kind::list) == "a list");
  CHECK(kind_name(Node::Kind::scalar) == "text");
  CHECK(kind_name(Node::Kind::null) == "nothing");
}

TEST_CASE("plain texts lie where they are written") {
  const Reading reading("é: ü b\nfolded: one\n   two\n");
  const Node& plain = reading.at("é");
  CHECK(plain.span.begin == 4);
  CHECK(plain.text.offsets.empty());
  CHECK(reading.raw(plain.text.span) == "ü b");
  const Node& folded = reading.at("folded");
  CHECK(folded.text.text == "one two");
  CHECK(folded.text.offsets == Offsets{17, 18, 19, 21, 24, 25, 26});
  CHECK(reading.raw(folded.text.at(4, 7)) == "two");
}

TEST_CASE("offsets see through quotes and escapes") {
  const Reading reading("a: 'it''s'\nb: \"x\\n\\u00e9 \\\"y\"\nc: \"j\\\n   k\"\nd: \"\"\n");
  CHECK(reading.errors().empty());
  const LocatedText& single = reading.at("a").text;
  CHECK(single.text == "it's");
  CHECK(single.offsets == Offsets{4, 5, 6, 8});
  CHECK(reading.raw(single.span) == "'it''s'");
  const LocatedText& escaped = reading.at("b").text;
  CHECK(escaped.text == "x\né \"y");
  CHECK(escaped.offsets == Offsets{15, 16, 18, 18, 24, 25, 27});
  CHECK(reading.raw(escaped.span) == "\"x\\n\\u00e9 \\\"y\"");
  const LocatedText& joined = reading.at("c").text;
  CHECK(joined.text == "jk");
  CHECK(reading.raw(joined.at(1, 2)) == "k");
  CHECK(reading.raw(reading.at("d").text.span) == "\"\"");
}

TEST_CASE("offsets see escapes after folds") {
  const Reading reading("a: \"x\n  \\\n  y z\"\nb: 'x\n   ''y'\n");
  const LocatedText& joined = reading.at("a").text;
  CHECK(joined.text == "x y z");
  CHECK(reading.raw(joined.at(2, 5)) == "y z");
  const LocatedText& single = reading.at("b").text;
  CHECK(single.text == "x 'y");
  CHECK(reading.raw(single.at(3, 4)) == "y");
}

TEST_CASE("offsets see into blocks") {
  const Reading reading("a: |\n  one\n  two\nb: >\n  three\n  four\nc: 1\n");
  const LocatedText& literal = reading.at("a").text;
  CHECK(literal.text == "one\ntwo\n");
  CHECK(reading.raw(literal.at(4, 7)) == "two");
  CHECK_FALSE(reading.at("a").quoted);
  const LocatedText& folded = reading.at("b").text;
  CHECK(folded.text == "three four\n");
  CHECK(reading.raw(folded.at(6, 10)) == "four");
}

TEST_CASE("line ends may be those of Windows, and a byte order mark is passed over") {
  const Reading reading("\xEF\xBB\xBF"
                        "a: 1\r\nb: two\r\n  three\r\n");
  CHECK(reading.errors().empty());
  CHECK(reading.node->entries[0].key.span.begin == 3);
  CHECK(reading.raw(reading.at("a").span) == "1");
  CHECK(reading.raw(reading.at("b").text.at(4, 9)) == "three");
}

TEST_CASE("a key is written once") {
  const Reading reading("a: 1\nb: 2\na: 3\n");
  CHECK(reading.errors() == "f:3:1: error: 'a' is written twice (it is already on line 1); remove "
                            "one of them\n  a: 3\n  ^\n");
  CHECK(reading.at("a").text.text == "1");
  CHECK(reading.node->entries.size() == 2);
}

TEST_CASE("a key is text") {
  CHECK(errors_of("[a]: b\n") ==
        "f:1:1: error: a key must be text; write key: value\n  [a]: b\n  ^\n");
  CHECK(errors_of("null: b\n") ==
        "f:1:1: error: null can't be a key; put the key in quotes\n  null: b\n  ^~~~\n");
  CHECK(errors_of(": b\n") ==
        "f:1:1: error: a key is missing here; write key: value\n  : b\n  ^\n");
  CHECK(errors_of("'null': b\n<<: c\n").empty());
}

TEST_CASE("anchors, aliases and tags are refused") {
  const std::string said = " error: anchors, aliases and tags are not supported (they begin "
                           "with &, * or !); write the value out, or put the text in quotes\n";
  CHECK(errors_of("a: &x 1\nb: *x\n") == "f:1:4:" + said + "  a: &x 1\n     ^\n");
  CHECK(errors_of("a: *x\n") == "f:1:4:" + said + "  a: *x\n     ^\n");
  CHECK(errors_of("a: !!str x\n") == "f:1:4:" + said + "  a: !!str x\n     ^\n");
  CHECK(errors_of("a: ! x\n") == "f:1:4:" + said + "  a: ! x\n     ^\n");
  CHECK(errors_of("a: &x [*x]\n") == "f:1:4:" + said + "  a: &x [*x]\n     ^\n");
}

TEST_CASE("a scenario is a single document") {
  CHECK(errors_of("---\na: 1\n...\n").empty());
  CHECK(
      errors_of("a: 1\n---\nb: 2\n") ==
      "f:2:1: error: a second document begins here (a scenario is a single document); remove this "
      "line, or move the rest to another file\n  ---\n  ^~~\n");
  CHECK(errors_of("a: 1\n...\nb: 2\n") ==
        "f:3:1: error: this text comes after the end of the scenario (it is indented less than the "
        "first key, or follows a line of ...); begin all top-level keys at the same column\n"
        "  b: 2\n  ^\n");
}

TEST_CASE("an unclosed quote or bracket is shown where it opens") {
  CHECK(errors_of("a: 1\nb: \"open\nc: 3\n") ==
        "f:2:4: error: this quote is never closed; add the closing \"\n  b: \"open\n     ^\n");
  CHECK(errors_of("b: 'open\nc: 'x'\n") ==
        "f:1:4: error: this quote is not closed on its line (the next opening quote closes it); "
        "add the closing '\n  b: 'open\n     ^\n");
  CHECK(errors_of("a: {b: [1, 2\nc: 3\n") ==
        "f:1:8: error: this [ is never closed; add the closing ]\n  a: {b: [1, 2\n         ^\n");
}

TEST_CASE("what YAML keeps for itself is explained") {
  CHECK(errors_of("a: %x\n") == "f:1:4: error: a text can't begin with % (YAML reserves this "
                                "character); put the text in quotes\n  a: %x\n     ^\n");
  CHECK(errors_of("a: {b: > 5}\n") ==
        "f:1:8: error: a text can't begin with > (YAML reserves this character); put the text in "
        "quotes\n  a: {b: > 5}\n         ^\n");
  CHECK(errors_of("a: b: c\n") ==
        "f:1:5: error: a second ': ' on one line (in YAML ': ' ends a key); quote the "
        "text that contains it\n  a: b: c\n      ^\n");
  CHECK(errors_of("a: >= 5\n") ==
        "f:1:5: error: a text after | or > must begin on the next line "
        "(YAML reserves them for blocks of text); put the text in quotes\n  a: >= 5\n      ^\n");
  CHECK(errors_of("a: \"\\q\"\n") ==
        "f:1:6: error: an unknown escape in double quotes (inside double quotes \\ starts an "
        "escape such as \\n or \\u20ac); write \\\\ for a backslash, or use single quotes\n  a: "
        "\"\\q\"\n       ^~\n");
}

TEST_CASE("bad indentation is explained") {
  CHECK(errors_of("a:\n\tb: 1\n") ==
        "f:2:1: error: this line is indented with a tab (YAML allows only spaces); replace the tab "
        "with spaces\n  \tb: 1\n  ^\n");
  CHECK(errors_of("a: 1\n  b: 2\n") ==
        "f:2:1: error: this line is indented too much (the line above already has a value, "
        "and this line would continue it); indent it like the lines around it\n    b: 2\n  ^~\n");
  CHECK(errors_of("x:\n   a: 1\n  b: 2\n") == "f:3:3: error: the indentation of this line matches "
                                              "no line above; indent it by as many spaces "
                                              "as the keys beside it\n    b: 2\n    ^\n");
  CHECK(errors_of("name:Plan\nstart: 1\n") ==
        "f:1:5: error: a space is missing after this colon; write key: value\n  name:Plan\n"
        "      ^\n");
}

TEST_CASE("a comma that splits an expression is named once") {
  const Reading reading("a: {formula: max(b, clamp(c, 0, 1)), unit: x}\n");
  CHECK(reading.errors() ==
        "f:1:14: error: the comma splits this expression in two (inside { } and [ ] a comma "
        "separates entries); quote the expression: \"max(b, clamp(c, 0, 1))\"\n"
        "  a: {formula: max(b, clamp(c, 0, 1)), unit: x}\n"
        "               ^~~~~~~~~~~~~~~~~~~~~~\n");
  const Node& map = reading.at("a");
  REQUIRE(map.entries.size() == 2);
  CHECK(map.find("formula")->text.text == "max(b, clamp(c, 0, 1))");
  CHECK(map.find("formula")->span.end == 35);
  CHECK(map.find("unit")->text.text == "x");
}

TEST_CASE("split expressions are joined in lists, and with named arguments") {
  const Reading reading("a: [normal(1, 2), 3]\nb: {draw: normal(1, 2, min=-50%), every: month}\n");
  CHECK(reading.diagnostics.error_count() == 2);
  REQUIRE(reading.at("a").items.size() == 2);
  CHECK(reading.at("a").items[0].text.text == "normal(1, 2)");
  CHECK(reading.at("a").items[1].text.text == "3");
  REQUIRE(reading.at("b").entries.size() == 2);
  CHECK(reading.at("b").find("draw")->text.text == "normal(1, 2, min=-50%)");
}

TEST_CASE("repeated pieces of a split expression are no duplicate keys") {
  CHECK(Reading("a: {x: max(b, c, c, c)}\n").diagnostics.error_count() == 1);
}

TEST_CASE("quoted expressions and whole ones are left alone") {
  CHECK(errors_of("a: {x: \"max(b, c)\", y: (b + c)}\nb: [\"f(1, 2)\", (a), '(', ')']\n").empty());
}

TEST_CASE("commas in numbers and glued colons are mended") {
  CHECK(errors_of("a: {b: 1,000}\n") ==
        "f:1:8: error: the comma splits this number in two (inside { } a comma separates entries); "
        "write 1000\n  a: {b: 1,000}\n         ^~~~~\n");
  const Reading reading("a: {unit:USD, b: [1,000]}\n");
  CHECK(reading.errors() == "f:1:5: error: a space is missing after the colon; write unit: USD\n"
                            "  a: {unit:USD, b: [1,000]}\n      ^~~~~~~~\n");
  CHECK(reading.at("a").find("unit")->text.text == "USD");
  CHECK(reading.at("a").find("b")->items.size() == 2);
}

TEST_CASE("bytes that are no text are refused where they stand") {
  const std::string save = "save it as UTF-8\n  a: ?\n     ^\n";
  CHECK(errors_of("a: \xFF\n") ==
        "f:1:4: error: this text is not valid UTF-8 (byte 0xFF here); " + save);
  CHECK(errors_of("a: \xED\xA0\x80\n") ==
        "f:1:4: error: this text is not valid UTF-8 (byte 0xED here); " + save);
  CHECK(errors_of("a: \xC0\x80\n") ==
        "f:1:4: error: this text is not valid UTF-8 (byte 0xC0 here); " + save);
  CHECK(errors_of("a: \xE2\x82") ==
        "f:1:4: error: this text is not valid UTF-8 (byte 0xE2 here); save it as UTF-8\n"
        "  a: ?\n     ^\n");
  CHECK(errors_of(std::string("a: b\0c\n", 7)) ==
        "f:1:5: error: a control character can't be used here (U+0000); remove it\n  a: b?c\n"
        "      ^\n");
  CHECK(errors_of("\xFF\xFE"
                  "a") == "f:1:1: error: this text is UTF-16 (it starts with a byte-order mark of "
                          "UTF-16); save it as UTF-8\n  ??a\n"
                          "  ^\n");
  CHECK(errors_of("a: \"b\\u0007\"\n") ==
        "f:1:6: error: this escape can't be used (it means a control character); remove it\n"
        "  a: \"b\\u0007\"\n       ^\n");
}

TEST_CASE("option values are plain text unless they open with a bracket") {
  const Reading plain(" normal(150%, 40%) # 1", true);
  CHECK(plain.errors().empty());
  CHECK(plain.node->text.text == "normal(150%, 40%) # 1");
  CHECK(plain.node->span.begin == 1);
  CHECK(Reading("null", true).node->kind == Node::Kind::null);
  const Reading map("{2026-01: 11%, 2027-01: 12%}", true);
  CHECK(map.node->entries.size() == 2);
  CHECK(Reading("", true).errors() == "--set x: error: the value is empty; write a value, or null "
                                      "to remove what is there\n");
  CHECK(Reading("[1, 2", true).errors() ==
        "--set x: error: this [ is never closed; add the closing ]\n  [1, 2\n  ^\n");
}

} // namespace escala
