// SPDX-License-Identifier: Apache-2.0
// Currencies of ISO 4217 and their symbols.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace escala {

// All codes, in alphabetical order.
std::span<const std::string_view> currency_codes();
// Whether the text is a code of ISO 4217.
bool is_currency(std::string_view code);

// "$" for dollars and pesos, "€", "£"; empty if the currency is written with its code.
std::string_view currency_symbol(std::string_view code);

// The code of a currency by one of its names or symbols in any case: "euro", "US$", "usd". nullopt
// if several currencies have it.
std::optional<std::string_view> currency_meant(std::string_view name);

// An amount as the language writes it: "$5M", "CHF 5M".
std::string money_text(std::string_view digits, std::string_view code);

// An example that is written in USD, in another currency: "$5M" and "USD/mo" as "€5M" and "EUR/mo".
std::string in_currency(std::string_view example, std::string_view code);

} // namespace escala
