// SPDX-License-Identifier: Apache-2.0
// Options for the output on a terminal.
#include <fmt/format.h>

#include "app/options/list.h"
#include "app/usage_error.h"

namespace escala::app {

// Whether progress is shown on a terminal.
const Option<bool> option::progress(
    {.name = "--progress",
     .shape = "WHEN",
     .doc = "auto (terminals, runs over 1 s) or never",
     .example = "never"},
    [](const OptionSpec& option, const std::string& text) {
      if (text == "auto" || text == "never")
        return text == "auto";
      throw UsageError{fmt::format("{}: '{}' is neither auto nor never", option.name, text), "",
                       fmt::format("write {} {}", option.name, option.example)};
    },
    true);

const Flag option::no_color{.name = "--no-color", .doc = "No colours"};

} // namespace escala::app
