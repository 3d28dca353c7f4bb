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
