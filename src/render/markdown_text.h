// SPDX-License-Identifier: Apache-2.0
// Text that stays text in Markdown, as GitHub and GitLab render it.
#pragma once

#include <string>
#include <string_view>

namespace escala {

// The text on one line. Characters that Markdown takes for markup are escaped; a zero-width space
// keeps mentions, references, emoji names and links from being recognized. A longer text than a
// cell needs is cut.
std::string markdown_text(std::string_view text);

// The same at the start of a line, where "1." or "-" would begin a list.
std::string markdown_line(std::string_view text);

// Lines in a code block, with a fence longer than any run of backticks in them.
std::string code_block(std::string_view lines);

// A line that is not shown: "<!-- escala:NAME -->". The name cannot end the comment.
std::string hidden_line(std::string_view name);

} // namespace escala
