// SPDX-License-Identifier: Apache-2.0
// The YAML parser's complaints, in the words of someone who writes plans.
#pragma once

#include <cstddef>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "outline.h"

namespace escala {

// `text` is what the parser was given, `at` where it gave up, `base` the offset of `text` in the
// source.
struct YamlError {
  std::string_view message;
  std::size_t at = 0;
};

Diagnostic explain(const YamlError& error, std::string_view text, const Outline& outline,
                   const Source& source, std::size_t base);

} // namespace escala
