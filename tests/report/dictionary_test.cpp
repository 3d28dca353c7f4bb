// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/core/locales.h"
#include "escala/render/phrase_text.h"
#include "escala/report/dictionary.h"

using namespace escala;

namespace {

std::string in(const Dictionary& words, const Phrase& phrase) {
  return phrase_text(translated(phrase, words), {}, true);
}

} // namespace

TEST_CASE("a translation may put values in another order") {
  const Dictionary words = Dictionary::read("msgid \"{} of {}\"\n"
                                            "msgstr \"von {2} sind es {1}\"\n");
  CHECK(in(words, filled("{} of {}", {count(3), std::string("Plan")})) == "von Plan sind es 3");
}

TEST_CASE("texts of the plan are not translated, parts are") {
  const Dictionary words = Dictionary::read("msgid \"met\"\nmsgstr \"se cumple\"\n"
                                            "msgid \"the risk {}\"\nmsgstr \"el riesgo {}\"\n");
  CHECK(in(words, OwnText{"met"}) == "met");
  CHECK(in(words, "met") == "se cumple");
  const Phrase nested = filled("{}", {part(filled("the risk {}", {std::string("met")}))});
  CHECK(in(words, nested) == "el riesgo met");
}

TEST_CASE("a text without a translation stays, and is named") {
  const Dictionary words;
  std::vector<std::string> missing;
  const Phrase phrase = filled("{} paths", {count(5)});
  CHECK(phrase_text(translated(phrase, words, &missing), {}, true) == "5 paths");
  CHECK(missing == std::vector<std::string>{"{} paths"});
}

TEST_CASE("long entries and escapes of a PO file are read") {
  const Dictionary words = Dictionary::read("# comment\nmsgid \"\"\nmsgstr \"head\"\n\n"
                                            "msgid \"\"\n\"a \"\n\"\\\"b\\\"\"\nmsgstr \"c\"\n");
  CHECK(words.entries().size() == 1);
  REQUIRE(words.find("a \"b\"") != nullptr);
  CHECK(*words.find("a \"b\"") == "c");
}

TEST_CASE("a text may have another translation in one section") {
  const Dictionary words = Dictionary::read("msgid \"\"\nmsgstr \"head\"\n"
                                            "msgid \"by\"\nmsgstr \"plazo\"\n"
                                            "msgctxt \"risks\"\nmsgid \"by\"\nmsgstr \"en\"\n"
                                            "msgid \"met\"\nmsgstr \"se cumple\"\n");
  CHECK(*words.find("by") == "plazo");
  CHECK(*words.find("by", "risks") == "en");
  CHECK(*words.find("by", "targets") == "plazo");
  CHECK(*words.find("met", "risks") == "se cumple");
  Document document;
  for (const char* name : {"targets", "risks"})
    document.sections.push_back(
        {.name = name, .tables = {{.columns = {{.heading = "by"}}, .groups = {}}}});
  document = translated(document, words);
  CHECK(phrase_text(document.sections[0].tables[0].columns[0].heading, {}, true) == "plazo");
  CHECK(phrase_text(document.sections[1].tables[0].columns[0].heading, {}, true) == "en");
}

TEST_CASE("suffixes of numbers are words") {
  const Dictionary words = Dictionary::read("msgid \"pts\"\nmsgstr \"pp\"\n");
  CHECK(in(words, Number{.value = 2, .suffix = " pts"}) == "2 pp");
}

TEST_CASE("every translation has the values of its English text") {
  for (const std::string_view locale : kLocales) {
    const Dictionary* words = dictionary_of(locale);
    if (words == nullptr)
      continue;
    CHECK(words->entries().size() > 50);
    const auto values = [](const std::string& text) {
      std::size_t count = 0;
      for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        ++count;
      return count;
    };
    for (const auto& [english, translation] : words->entries()) {
      INFO(english << " -> " << translation);
      CHECK(values(english) == values(translation));
    }
  }
}
