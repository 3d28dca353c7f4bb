// SPDX-License-Identifier: Apache-2.0
// Phrases as text for a terminal.
#pragma once

#include <string>

#include "escala/render/grid.h"
#include "escala/report/document.h"

namespace escala {

// Printable, on one line. `emphasis` is that of the cell that the phrase stands in.
std::string phrase_text(const Phrase& phrase, Emphasis emphasis, bool utf8);

Ink ink_of(Emphasis emphasis);

} // namespace escala
