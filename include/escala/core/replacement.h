// SPDX-License-Identifier: Apache-2.0
// The replacement that a message suggests, as a value.
#pragma once

#include <optional>
#include <string>

#include "escala/core/diagnostics.h"

namespace escala {

// A text in place of that at `span`, which is on one line.
struct Replacement {
  Span span;
  std::string text;
};

// The replacement of a message whose suggestion leaves no choice. Suggestions have two fixed forms:
// "did you mean 'X'?", and "write X" where X ends the suggestion. Either puts X in place of what
// the message underlines; where X is "key: value" and the value is underlined, in place of the
// whole entry. nullopt for any other form, for a choice ("write X or Y", "did you mean 'a' or
// 'b'?"), for a warning, which only doubts what the plan says, for a place that is not on one line
// of a file, where "did you mean" offers anything but the same name with a typing error corrected,
// and for the period of a rate, which may be another.
std::optional<Replacement> replacement_of(const Diagnostic& diagnostic);

} // namespace escala
