// SPDX-License-Identifier: Apache-2.0
// Currencies of ISO 4217 and their symbols.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace escala {

// All codes, in alphabetical order.
std::span<const std::string_view> currency_codes();
// Whether the text is a code of ISO 4217.
bool is_currency(std::string_view code);

// "$" for dollars and pesos, "€", "£"; empty if the currency is written with its code.
std::string_view currency_symbol(std::string_view code);

} // namespace escala
