// SPDX-License-Identifier: Apache-2.0
// Tables of a document in GitHub's form of Markdown.
#pragma once

#include <string>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/document.h"

namespace escala {

// The lines of a table, with its remarks and notes below.
std::vector<std::string> markdown_table(const Table& table, Script script);

} // namespace escala
