// SPDX-License-Identifier: Apache-2.0
// Options for the format and the destination of a text that a command prints.
#include <fmt/format.h>

#include "app/options/list.h"
#include "app/usage_error.h"

namespace escala::app {

const Option<TextFormat> option::text_format(
    {.name = "--format",
     .shape = "FORMAT",
     .doc = "text, or markdown for the whole reference",
     .example = "markdown"},
    [](const OptionSpec&, const std::string& text) {
      if (text == "text" || text == "markdown")
        return text == "text" ? TextFormat::text : TextFormat::markdown;
      throw UsageError{fmt::format("unknown format '{}'", text), "", "write text or markdown"};
    },
    TextFormat::text);

// Empty: standard output.
const Option<std::string> option::text_output(
    {.name = "-o", .shape = "FILE", .doc = "Write to a file instead", .example = "escala.txt"},
    as_typed);

// For escala init.
const Option<std::string> option::template_output({.name = "-o",
                                                   .shape = "FILE",
                                                   .doc = "The file to write; else standard output",
                                                   .example = "plan.yaml"},
                                                  as_typed);

} // namespace escala::app
