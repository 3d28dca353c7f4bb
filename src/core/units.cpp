// SPDX-License-Identifier: Apache-2.0
#include "escala/core/units.h"

#include <array>

#include <fmt/format.h>

namespace escala {

namespace {

constexpr double kMonthsInDay = 12 / 365.25;

struct PeriodSpec {
  std::string_view suffix;
  double months;
};

// In the order of Period.
constexpr std::array<PeriodSpec, 10> kPeriods{{
    {"", 0},
    {"ms", kMonthsInDay / 86'400'000},
    {"s", kMonthsInDay / 86'400},
    {"min", kMonthsInDay / 1'440},
    {"h", kMonthsInDay / 24},
    {"d", kMonthsInDay},
    {"w", kMonthsInDay * 7},
    {"mo", 1},
    {"q", 3},
    {"y", 12},
}};

const PeriodSpec& spec_of(Period period) { return kPeriods[static_cast<std::size_t>(period)]; }

std::string power(std::string_view base, int exponent) {
  return exponent == 1 ? std::string(base) : fmt::format("{}^{}", base, exponent);
}

std::string describe_dimension(Dimension dimension) {
  if (dimension == kMoneyRate)
    return "money per time";
  if (dimension == Dimension{2, 0})
    return "money squared";
  if (dimension == Dimension{1, 1})
    return "money times a duration";
  if (dimension == Dimension{0, -2})
    return "a rate of a rate (per time squared)";
  if (dimension == Dimension{1, -2})
    return "money per time squared";
  if (dimension.money == 0)
    return power("time", dimension.time);
  if (dimension.time == 0)
    return power("money", dimension.money);
  return power("money", dimension.money) + " " + power("time", dimension.time);
}

} // namespace

std::optional<Period> find_period(std::string_view suffix) {
  for (std::size_t i = 1; i < kPeriods.size(); ++i)
    if (kPeriods[i].suffix == suffix)
      return static_cast<Period>(i);
  return std::nullopt;
}

std::string_view period_suffix(Period period) { return spec_of(period).suffix; }

double months_in(Period period) { return spec_of(period).months; }

std::string describe(const Quantity& quantity, std::string_view currency) {
  if (quantity.condition)
    return "a condition";
  if (quantity.calendar)
    return "a calendar month";
  if (quantity.dimension == kPlain)
    return quantity.percent ? "a percentage" : "a plain number";
  if (quantity.dimension == kTime)
    return "a duration";
  if (quantity.dimension == kRate)
    return "a rate (per time)";
  const std::string text = describe_dimension(quantity.dimension);
  return quantity.dimension.money != 0 ? fmt::format("{} ({})", text, currency) : text;
}

} // namespace escala
