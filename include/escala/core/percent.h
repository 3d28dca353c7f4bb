// SPDX-License-Identifier: Apache-2.0
// Percentages in messages.
#pragma once

#include <string>

namespace escala {

// A share of 1 in up to so many significant digits: "12.5%", "-3%", "5,000%", "1e+310%", "n/a". For
// reading: a suggestion must not have the commas.
std::string percent_text(double share, int digits = 6);

} // namespace escala
