// SPDX-License-Identifier: Apache-2.0
#include "escala/render/phrase_text.h"

#include <string_view>
#include <variant>

#include "escala/render/display.h"
#include "escala/render/glyphs.h"
#include "escala/render/text_width.h"
#include "escala/report/dictionary.h"
#include "render/spanish_numbers.h"

namespace escala {
namespace {

std::string_view sign_of(Emphasis emphasis, const Glyphs& signs) {
  switch (emphasis) {
  case Emphasis::good:
    return signs.met;
  case Emphasis::bad:
    return signs.missed;
  case Emphasis::plain:
  case Emphasis::strong:
  case Emphasis::muted:
  case Emphasis::open:
    break;
  }
  return signs.undecided;
}

struct TextOfPiece {
  Emphasis emphasis;
  Script script;

  std::string operator()(const std::string& text) const { return printable(text, script.utf8); }
  std::string operator()(const Number& number) const {
    const NumberText text = display(number, script);
    if (text.error.empty())
      return text.value;
    return text.value + " " + std::string(glyphs(script.utf8).plus_minus) + " " + text.error;
  }
  std::string operator()(PlanMonth month) const {
    if (script.numbers == NumberStyle::spanish)
      return spanish_month(month);
    const std::string date = to_text(month.date);
    return month.of_same_year ? date.substr(date.rfind('-') + 1) : date;
  }
  std::string operator()(Sign) const { return std::string(sign_of(emphasis, glyphs(script.utf8))); }
  std::string operator()(const OwnText& own) const { return printable(own.text, script.utf8); }
  std::string operator()(const Part& part) const {
    return phrase_text(*part.phrase, emphasis, script);
  }
  std::string operator()(Nothing) const { return std::string(glyphs(script.utf8).none); }
};

} // namespace

std::string phrase_text(const Phrase& phrase, Emphasis emphasis, Script script) {
  std::string text;
  for (const Piece& piece : phrase.pieces())
    text += std::visit(TextOfPiece{emphasis, script}, piece);
  return text;
}

std::string added_text(const Phrase& phrase, const Page& page) {
  const Phrase shown = page.words == nullptr ? phrase : translated(phrase, *page.words);
  return phrase_text(shown, Emphasis::plain, page.script());
}

Ink ink_of(Emphasis emphasis) {
  switch (emphasis) {
  case Emphasis::strong:
    return Ink::bold;
  case Emphasis::muted:
    return Ink::dim;
  case Emphasis::good:
    return Ink::green;
  case Emphasis::bad:
    return Ink::red;
  case Emphasis::open:
    return Ink::yellow;
  case Emphasis::plain:
    break;
  }
  return Ink::plain;
}

} // namespace escala
