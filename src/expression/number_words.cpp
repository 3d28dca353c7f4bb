// SPDX-License-Identifier: Apache-2.0
#include "escala/expression/number_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "escala/core/units.h"

namespace escala {
namespace {

struct NumberWord {
  std::string_view written;
  std::string_view meant;
};

constexpr std::array kMagnitudeWords{
    NumberWord{"k", "k"},         NumberWord{"K", "k"},        NumberWord{"thousand", "k"},
    NumberWord{"thousands", "k"}, NumberWord{"M", "M"},        NumberWord{"mn", "M"},
    NumberWord{"mm", "M"},        NumberWord{"MM", "M"},       NumberWord{"mio", "M"},
    NumberWord{"Mio", "M"},       NumberWord{"million", "M"},  NumberWord{"millions", "M"},
    NumberWord{"Million", "M"},   NumberWord{"millones", "M"}, NumberWord{"B", "B"},
    NumberWord{"bn", "B"},        NumberWord{"Bn", "B"},       NumberWord{"BN", "B"},
    NumberWord{"billion", "B"},   NumberWord{"billions", "B"}, NumberWord{"Billion", "B"},
    NumberWord{"T", "T"},         NumberWord{"tn", "T"},       NumberWord{"trillion", "T"},
    NumberWord{"trillions", "T"}};

constexpr std::array kPeriodWords{
    NumberWord{"Y", "y"},        NumberWord{"yr", "y"},        NumberWord{"yrs", "y"},
    NumberWord{"year", "y"},     NumberWord{"years", "y"},     NumberWord{"Year", "y"},
    NumberWord{"Years", "y"},    NumberWord{"annum", "y"},     NumberWord{"año", "y"},
    NumberWord{"años", "y"},     NumberWord{"month", "mo"},    NumberWord{"months", "mo"},
    NumberWord{"Month", "mo"},   NumberWord{"Months", "mo"},   NumberWord{"mth", "mo"},
    NumberWord{"mths", "mo"},    NumberWord{"mos", "mo"},      NumberWord{"Mo", "mo"},
    NumberWord{"MO", "mo"},      NumberWord{"mes", "mo"},      NumberWord{"meses", "mo"},
    NumberWord{"Q", "q"},        NumberWord{"qtr", "q"},       NumberWord{"qtrs", "q"},
    NumberWord{"quarter", "q"},  NumberWord{"quarters", "q"},  NumberWord{"week", "w"},
    NumberWord{"weeks", "w"},    NumberWord{"wk", "w"},        NumberWord{"wks", "w"},
    NumberWord{"W", "w"},        NumberWord{"day", "d"},       NumberWord{"days", "d"},
    NumberWord{"D", "d"},        NumberWord{"hour", "h"},      NumberWord{"hours", "h"},
    NumberWord{"hr", "h"},       NumberWord{"hrs", "h"},       NumberWord{"H", "h"},
    NumberWord{"minute", "min"}, NumberWord{"minutes", "min"}, NumberWord{"mins", "min"},
    NumberWord{"sec", "s"},      NumberWord{"secs", "s"},      NumberWord{"second", "s"},
    NumberWord{"seconds", "s"}};

constexpr std::array kEveryPeriod{
    NumberWord{"monthly", "mo"}, NumberWord{"yearly", "y"},    NumberWord{"annually", "y"},
    NumberWord{"annual", "y"},   NumberWord{"pa", "y"},        NumberWord{"p.a.", "y"},
    NumberWord{"p.a", "y"},      NumberWord{"quarterly", "q"}, NumberWord{"weekly", "w"},
    NumberWord{"daily", "d"},    NumberWord{"pm", "mo"},       NumberWord{"p.m.", "mo"},
    NumberWord{"hourly", "h"}};

struct CountWord {
  std::string_view written;
  int value;
};

constexpr std::array kCounts{
    CountWord{"one", 1},          CountWord{"two", 2},        CountWord{"three", 3},
    CountWord{"four", 4},         CountWord{"five", 5},       CountWord{"six", 6},
    CountWord{"seven", 7},        CountWord{"eight", 8},      CountWord{"nine", 9},
    CountWord{"ten", 10},         CountWord{"eleven", 11},    CountWord{"twelve", 12},
    CountWord{"thirteen", 13},    CountWord{"fourteen", 14},  CountWord{"fifteen", 15},
    CountWord{"sixteen", 16},     CountWord{"seventeen", 17}, CountWord{"eighteen", 18},
    CountWord{"nineteen", 19},    CountWord{"twenty", 20},    CountWord{"thirty", 30},
    CountWord{"forty", 40},       CountWord{"fifty", 50},     CountWord{"sixty", 60},
    CountWord{"seventy", 70},     CountWord{"eighty", 80},    CountWord{"ninety", 90},
    CountWord{"hundred", 100},    CountWord{"un", 1},         CountWord{"una", 1},
    CountWord{"uno", 1},          CountWord{"dos", 2},        CountWord{"tres", 3},
    CountWord{"cuatro", 4},       CountWord{"cinco", 5},      CountWord{"seis", 6},
    CountWord{"siete", 7},        CountWord{"ocho", 8},       CountWord{"nueve", 9},
    CountWord{"diez", 10},        CountWord{"once", 11},      CountWord{"doce", 12},
    CountWord{"quince", 15},      CountWord{"dieciocho", 18}, CountWord{"veinte", 20},
    CountWord{"veinticuatro", 24}};

int count_of(std::string_view word) {
  const auto found = std::ranges::find(kCounts, word, &CountWord::written);
  return found == kCounts.end() ? 0 : found->value;
}

std::string_view meaning(std::span<const NumberWord> words, std::string_view word) {
  const auto found = std::ranges::find(words, word, &NumberWord::written);
  return found == words.end() ? std::string_view() : found->meant;
}

} // namespace

std::string_view magnitude_meant(std::string_view word) { return meaning(kMagnitudeWords, word); }

std::string_view period_meant(std::string_view word) {
  if (const auto period = find_period(word))
    return period_suffix(*period);
  if (const std::string_view meant = meaning(kPeriodWords, word); !meant.empty())
    return meant;
  std::string small(word); // YEARS
  for (char& c : small)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word.size() > 2 ? meaning(kPeriodWords, small) : std::string_view();
}

std::string digits_meant(std::string_view word) {
  const int count = count_of(word);
  return count == 0 ? std::string() : std::to_string(count);
}

std::string digits_meant(std::string_view tens, std::string_view ones) {
  const int ten = count_of(tens);
  const int one = count_of(ones);
  const bool fits = ten >= 20 && ten < 100 && ten % 10 == 0 && one > 0 && one < 10;
  return fits ? std::to_string(ten + one) : std::string();
}

std::string equal_chance(std::size_t n) {
  return n > 0 && 100 % n == 0 ? std::to_string(100 / n) + "%" : "1/" + std::to_string(n);
}

std::string_view every_period_meant(std::string_view word) { return meaning(kEveryPeriod, word); }

} // namespace escala
