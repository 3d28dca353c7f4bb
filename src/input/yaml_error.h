// SPDX-License-Identifier: Apache-2.0
// Translates errors of the YAML parser into messages for people who write plans.
#pragma once

#include <cstddef>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "outline.h"

namespace escala {

// An error of the parser, and the offset in its input at which it stopped.
struct YamlError {
  std::string_view message;
  std::size_t at = 0;
};

// `text` is the input of the parser and `base` its offset in the source.
Diagnostic explain(const YamlError& error, std::string_view text, const Outline& outline,
                   const Source& source, std::size_t base);

} // namespace escala
