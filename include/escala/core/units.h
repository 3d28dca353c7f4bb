// SPDX-License-Identifier: Apache-2.0
// Units of values. Money, time and plain numbers cannot be added or compared.
//
// Values are held in canonical units: money in the scenario's currency, durations in months,
// rates per month. The period of a rate is the one that it was written with ("/y"), so that
// literals and outputs of a metric in USD/y are read and shown per year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escala {

// Units of time; `none` for a value that is not a rate.
enum class Period : std::uint8_t { none, ms, s, min, h, d, w, mo, q, y };

// The period of a suffix such as "mo"; nullopt if there is none.
std::optional<Period> find_period(std::string_view suffix);
// The suffix of a period: "mo"; empty for `none`.
std::string_view period_suffix(Period period);
// Length in months: 1 y = 12 mo = 4 q = 365.25 d.
double months_in(Period period);

// Exponents of a product of money and time.
struct Dimension {
  int money = 0;
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
  bool literal = false;      // a bare number, which takes the unit of the value it is combined with
  bool percent = false;      // a percentage: a plain number that does not take a unit
  bool condition = false;    // true or false; 1 or 0 in arithmetic
  bool calendar = false;     // a month such as 2027-03
  bool month_number = false; // `t`: compares with months and durations
  bool unknown = false;      // an error was reported; no further messages about it

  // Whether it is a rate with a known period.
  bool has_period() const { return dimension.time == -1 && period != Period::none; }
  // Whether it is a plain number, which percentages and conditions are too.
  bool is_plain() const { return dimension == kPlain && !calendar; }
};

// The quantity in words: "money (USD)", "a plain number", "a duration", "a rate (per time)", ...
std::string describe(const Quantity& quantity, std::string_view currency);

} // namespace escala
