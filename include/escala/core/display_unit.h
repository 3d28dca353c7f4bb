// SPDX-License-Identifier: Apache-2.0
// The unit in which people read and write the values of a metric.
#pragma once

#include <string>
#include <string_view>

#include "escala/core/units.h"

namespace escala {

struct DisplayUnit {
  enum class Style { plain, money, percent };

  std::string text = {}; // the unit in JSON and CSV: "USD", "USD/mo", "users", "%", ""
  Style style = Style::plain;
  std::string symbol = {}; // of money: "$" or "CHF "
  std::string per = {};    // of a rate: "/mo"
  double factor = 1;       // from canonical units to this one
};

// The text before an amount: "$", or the code and a blank if the currency has no symbol: "CHF ".
std::string money_symbol(std::string_view currency);

// Amounts of a currency.
DisplayUnit money_unit(std::string_view currency);

// The unit of a value of which nothing else is known: "USD", "USD/mo", "%", "mo", "1/y".
DisplayUnit unit_of(const Quantity& quantity, std::string_view currency);

// The unit of the amount that a rate gives over a time: "USD" for "USD/mo", "" for "1/mo". Its
// values are canonical amounts.
DisplayUnit amount_unit(DisplayUnit rate);

} // namespace escala
