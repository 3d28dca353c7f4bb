// SPDX-License-Identifier: Apache-2.0
// Text that stays text in HTML and SVG, between tags and in attributes in double quotes.
#pragma once

#include <string>
#include <string_view>

#include "escala/render/page.h"
#include "escala/report/phrase.h"

namespace escala {

// Printable text on one line, with the characters of markup as references.
std::string html_text(std::string_view text);

// A phrase of the document, and a phrase that the format adds in the page's language.
std::string html_phrase(const Phrase& phrase, const Page& page, Emphasis emphasis = {});
std::string html_added(const Phrase& phrase, const Page& page);

// Text as JSON, within a <script> element: nothing in it can end the element.
std::string script_text(std::string_view text);

} // namespace escala
