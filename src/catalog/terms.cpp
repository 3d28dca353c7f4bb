// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "escala/catalog/function.h"

namespace escala {
namespace {

constexpr std::array kTerms{
    LanguageTerm{"t", "t", "the number of the month, 0 at the opening; compares with times",
                 "if(t < 2y, 10%, 5%)"},
    LanguageTerm{"year", "year", "the number of the fiscal year, 0 in the first", "1.05 ^ year"},
    LanguageTerm{"month", "month", "the calendar month, 1 to 12", "if(month == 12, 130%, 100%)"},
    LanguageTerm{"pi", "pi", "the circle's constant, 3.14159", "sin(2 * pi * month / 12)"},
    LanguageTerm{"to", "a to b",
                 "the middle 90% of a distribution: lognormal where a is above 0, else normal",
                 "180k to 320k"},
    LanguageTerm{"%", "40%", "a hundredth: 40% is 0.4; a plain number, which takes no unit", "40%"},
    LanguageTerm{"k", "5k", "thousand; touches its number, as every suffix does", "5k"},
    LanguageTerm{"M", "5M", "million", "5M"},
    LanguageTerm{"B", "5B", "billion (1e9)", "5B"},
    LanguageTerm{"T", "5T", "trillion (1e12)", "5T"},
    LanguageTerm{"$", "$5M", "money in any dollar or peso; also €5M, £5M, USD 5M", "arr > $5M"},
    LanguageTerm{"ms", "200ms", "milliseconds", "200ms / 1h"},
    LanguageTerm{"s", "30s", "seconds", "30s / 1h"},
    LanguageTerm{"min", "5min", "minutes", "5min / 1h"},
    LanguageTerm{"h", "2h", "hours", "2h / 1d"},
    LanguageTerm{"d", "30d", "days", "30d / 1mo"},
    LanguageTerm{"w", "2w", "weeks", "2w / 1mo"},
    LanguageTerm{"mo", "6mo", "months; a rate per month is 8%/mo, with nothing between",
                 "t >= 6mo"},
    LanguageTerm{"q", "2q", "quarters of 3 months", "t >= 2q"},
    LanguageTerm{"y", "5y", "years of 12 months, 365.25 days; a rate per year is 200%/y",
                 "t >= 2y"},
    LanguageTerm{"2027-03", "YYYY-MM", "a month of the calendar, where a time is expected",
                 "t >= 2027-03"},
};

} // namespace

std::span<const LanguageTerm> language_terms() { return kTerms; }

} // namespace escala
