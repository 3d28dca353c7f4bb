// SPDX-License-Identifier: Apache-2.0
// The unit in which people read and write the values of a metric.
#pragma once

#include <string>
#include <string_view>

namespace escala {

struct DisplayUnit {
  enum class Style { plain, money, percent };

  std::string text = {}; // as JSON and CSV give it: "USD", "USD/mo", "users", "%", ""
  Style style = Style::plain;
  std::string symbol = {}; // of money: "$" or "CHF "
  std::string per = {};    // of a rate: "/mo"
  double factor = 1;       // from canonical units to this one
};

// What stands before an amount: "$"; of a currency without a symbol its code and a blank, "CHF ".
std::string money_symbol(std::string_view currency);

// Amounts of a currency.
DisplayUnit money_unit(std::string_view currency);

// What a rate comes to over a time, from canonical amounts: "USD" of "USD/mo", "" of "1/mo".
DisplayUnit amount_unit(DisplayUnit rate);

} // namespace escala
