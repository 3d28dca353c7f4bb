// SPDX-License-Identifier: Apache-2.0
// Numbers for people: three significant digits, k M B T, a currency, a percent sign.
//
// Rounding never hides a difference: a share below 1 is never shown as 100%, and a share above 0 is
// never shown as 0%.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "escala/render/page.h"
#include "escala/report/phrase.h"

namespace escala {

// "$451M", "-$5.2M", "$5M/mo", "1.2k", "0.042", "12.5%", "1.2e18"; "n/a" if there is no value.
// Without utf8 a symbol such as "€" is replaced by its code: "EUR 5M".
std::string display(std::optional<double> value, const DisplayUnit& unit, Script script);

// "81.2%": at least `decimals` decimals; up to four if a share other than 0 or 1 would otherwise be
// shown as 0% or 100%. If four are not enough: ">99.9999%" or "<0.0001%".
std::string display_share(double share, int decimals);

// With as few decimals as possible, up to four: "50%", "99.9%".
std::string display_share(double share);

// The texts before and after "±": a number and its error. "81.2%" and "0.3" (in points); "$1.2M"
// and "$20k". The error is empty if there is none, or if the number is certain.
struct NumberText {
  std::string value;
  std::string error;
};
NumberText display(const Number& number, Script script);

// "100,000"
std::string display_count(std::uint64_t count);

} // namespace escala
