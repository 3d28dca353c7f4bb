// SPDX-License-Identifier: Apache-2.0
// Currencies of ISO 4217 and the symbols that plans write them with.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace escala {

std::span<const std::string_view> currency_codes();
bool is_currency(std::string_view code);

// "$" for dollars and pesos, "€", "£"; empty where a currency is written by its code.
std::string_view currency_symbol(std::string_view code);

} // namespace escala
