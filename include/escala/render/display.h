// SPDX-License-Identifier: Apache-2.0
// Numbers for people: three significant digits, k M B T, a currency, a percent sign.
//
// Rounding never hides a difference: a share below 1 isn't shown as 100%, one above 0 not as 0%.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "escala/report/phrase.h"

namespace escala {

// "$451M", "-$5.2M", "$5M/mo", "1.2k", "0.042", "12.5%", "1.2e18"; "n/a" where there is no value.
// Without utf8 a symbol such as "€" gives way to its code: "EUR 5M".
std::string display(std::optional<double> value, const DisplayUnit& unit, bool utf8);

// "81.2%": at least so many decimals, more where fewer would read as 0% or 100%, which are kept
// for exactly that; beyond four ">99.9999%" and "<0.0001%".
std::string display_share(double share, int decimals);

// As short as it can be with up to four decimals: "50%", "99.9%".
std::string display_share(double share);

// A number and its error, which stand on either side of a sign: "81.2%" and "0.3", in points;
// "$1.2M" and "$20k". The error is empty where there is none, or where the number is certain.
struct NumberText {
  std::string value;
  std::string error;
};
NumberText display(const Number& number, bool utf8);

// "100,000"
std::string display_count(std::uint64_t count);

} // namespace escala
