// SPDX-License-Identifier: Apache-2.0
#include "escala/core/display_unit.h"

#include "escala/core/currencies.h"

namespace escala {

std::string money_symbol(std::string_view currency) {
  const std::string_view symbol = currency_symbol(currency);
  return symbol.empty() ? std::string(currency) + " " : std::string(symbol);
}

DisplayUnit money_unit(std::string_view currency) {
  return {.text = std::string(currency),
          .style = DisplayUnit::Style::money,
          .symbol = money_symbol(currency)};
}

DisplayUnit unit_of(const Quantity& quantity, std::string_view currency) {
  DisplayUnit unit;
  if (quantity.dimension.money == 1)
    unit = money_unit(currency);
  if (quantity.percent)
    unit = {.text = "%", .style = DisplayUnit::Style::percent};
  if (quantity.dimension == kTime)
    unit.text = "mo";
  if (quantity.dimension.time != -1)
    return unit;
  const Period period = quantity.period == Period::none ? Period::mo : quantity.period;
  unit.factor = months_in(period);
  unit.per = "/" + std::string(period_suffix(period));
  unit.text = (unit.text.empty() ? "1" : unit.text) + unit.per;
  return unit;
}

DisplayUnit amount_unit(DisplayUnit rate) {
  if (rate.text.ends_with(rate.per))
    rate.text.erase(rate.text.size() - rate.per.size());
  if (rate.text == "1")
    rate.text.clear();
  rate.per.clear();
  rate.factor = 1; // for every period in which the rate is shown
  return rate;
}

} // namespace escala
