// SPDX-License-Identifier: Apache-2.0
// What a value measures. Money, time and plain numbers don't mix.
//
// Values are held in canonical units: money in the scenario's currency, durations in months,
// rates per month. A period remembers how a rate was written ("/y"), so that literals and outputs
// of a metric in USD/y read as such.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escala {

enum class Period : std::uint8_t { none, ms, s, min, h, d, w, mo, q, y };

std::optional<Period> find_period(std::string_view suffix);
std::string_view period_suffix(Period period);
// Length in months: 1 y = 12 mo = 4 q = 365.25 d.
double months_in(Period period);

struct Dimension {
  int money = 0; // exponents
  int time = 0;
  bool operator==(const Dimension&) const = default;
};

inline constexpr Dimension kPlain{};
inline constexpr Dimension kMoney{1, 0};
inline constexpr Dimension kTime{0, 1};
inline constexpr Dimension kRate{0, -1};
inline constexpr Dimension kMoneyRate{1, -1};

// The type of an expression.
struct Quantity {
  Dimension dimension = {};
  Period period = Period::none; // of a rate, as written
  bool literal = false;         // bare numbers: takes the unit of what it meets
  bool percent = false;         // a percentage: a plain number that takes no unit
  bool condition = false;       // true or false; 1 or 0 in arithmetic
  bool calendar = false;        // a month such as 2027-03
  bool month_number = false;    // `t`: compares with months and durations
  bool unknown = false;         // an error was reported below; says nothing more

  bool has_period() const { return dimension.time == -1 && period != Period::none; }
  bool is_plain() const { return dimension == kPlain && !calendar; }
};

// "money (USD)", "a plain number", "a duration", "a rate (per time)", ...
std::string describe(const Quantity& quantity, std::string_view currency);

} // namespace escala
