// SPDX-License-Identifier: Apache-2.0
// Words beside numbers, and the suffixes that they mean.
#pragma once

#include <string_view>

namespace escala {

// "million" and "MM" are M, "thousand" and "K" are k; empty if the word is none.
std::string_view magnitude_meant(std::string_view word);
// "months", "yr" and "Q" are mo, y and q; empty if the word is none.
std::string_view period_meant(std::string_view word);
// "monthly" is mo; empty if the word is none.
std::string_view every_period_meant(std::string_view word);

} // namespace escala
