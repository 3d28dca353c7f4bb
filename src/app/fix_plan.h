// SPDX-License-Identifier: Apache-2.0
// Replacements that messages suggest, tried out: which are certain, and a plan with all of them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/core/replacement.h"

namespace escala::app {

// What is said of another text of the same plan.
using LookAtText = std::function<Diagnostics(const std::string& text)>;

// The replacements in `source`, the plan, that its messages leave no choice about (replacement_of)
// and that hold: with one of them in place, no error is at what was put there. In the order of the
// text. As many are tried as a bounded time allows; the others count as uncertain.
std::vector<Replacement> certain_replacements(const std::vector<Diagnostic>& messages,
                                              const Source& source, const LookAtText& look);

// The text with the replacements, which are in its order. Of two that overlap the first is made.
std::string with_replacements(const Source& source, std::vector<Replacement>& replacements);

} // namespace escala::app
