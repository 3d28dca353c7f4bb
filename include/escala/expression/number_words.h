// SPDX-License-Identifier: Apache-2.0
// Words beside numbers, and the suffixes that they mean.
#pragma once

#include <string>
#include <string_view>

namespace escala {

// "million" and "MM" are M, "thousand" and "K" are k; empty if the word is none.
std::string_view magnitude_meant(std::string_view word);
// "months", "yr" and "Q" are mo, y and q; empty if the word is none.
std::string_view period_meant(std::string_view word);
// "monthly" is mo; empty if the word is none.
std::string_view every_period_meant(std::string_view word);
// The digits of a number in words: "five", "veinte", "24" of "twenty-four" in the parts "twenty"
// and "four". Empty if it is none. In small letters.
std::string digits_meant(std::string_view word);
std::string digits_meant(std::string_view tens, std::string_view ones);

// The chance of each of n values that are equally likely: "25%", "1/3".
std::string equal_chance(std::size_t n);

} // namespace escala
