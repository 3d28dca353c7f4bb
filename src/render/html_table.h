// SPDX-License-Identifier: Apache-2.0
// Tables of documents as tables of HTML.
#pragma once

#include <string>

#include "escala/render/page.h"
#include "escala/report/document.h"

namespace escala {

// In a region that scrolls by itself where the table is wider than the page. `name`: what a screen
// reader calls it; HTML.
std::string html_table(const Table& table, const std::string& name, const Page& page);

} // namespace escala
