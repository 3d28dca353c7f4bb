// SPDX-License-Identifier: Apache-2.0
// Phrases as text for a terminal.
#pragma once

#include <string>

#include "escala/render/grid.h"
#include "escala/report/document.h"

namespace escala {

// Printable text on one line. `emphasis`: the emphasis of the cell that contains the phrase.
std::string phrase_text(const Phrase& phrase, Emphasis emphasis, Script script);

// Words that a format adds to a document, in the page's language.
std::string added_text(const Phrase& phrase, const Page& page);

Ink ink_of(Emphasis emphasis);

} // namespace escala
