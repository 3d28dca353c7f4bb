// SPDX-License-Identifier: Apache-2.0
#include "render/verdict_text.h"

#include <fmt/format.h>

#include <string>

#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "escala/report/names.h"

namespace escala {

std::string headline_of(const TargetVerdict& target) {
  const std::string label = printable(target.label, true);
  if (target.dropped && target.verdict != Verdict::missed)
    return label + ": dropped";
  return target.verdict ? label + ": " + std::string(name_of(*target.verdict)) : label;
}

std::vector<std::string> sentences_of(const TargetVerdict& target) {
  std::vector<std::string> sentences;
  for (const Phrase& sentence : target.sentences)
    sentences.push_back(phrase_text(sentence, Emphasis::plain, true));
  return sentences;
}

std::string plan_text(const Provenance& from) {
  std::string text = from.file == "-" ? "standard input" : from.file;
  if (!from.variant.empty())
    text += " (" + from.variant + ")";
  std::string changes;
  for (const auto& [path, expression] : from.set)
    changes += (changes.empty() ? " with " : ", ") + path + "=" + expression;
  return printable(text + changes, true);
}

std::string place_text(const FilePlace& place) {
  if (place.line == 0)
    return {};
  return fmt::format("{}:{}:{}", printable(place.file, true), place.line, place.column);
}

} // namespace escala
