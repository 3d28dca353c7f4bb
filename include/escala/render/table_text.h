// SPDX-License-Identifier: Apache-2.0
// The tables of a document, laid out for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/document.h"

namespace escala {

// Blanks before a row below the title of its group.
inline constexpr int kTableIndent = 2;

// Lines of at most the page's width, with the notes of its cells below.
std::string table_text(const Table& table, const Page& page);

// At most `room` of so many positions, evenly spaced from the last.
std::vector<std::size_t> thinned(std::size_t positions, int room);

} // namespace escala
