// SPDX-License-Identifier: Apache-2.0
#include "escala/core/currencies.h"

#include <algorithm>
#include <array>

namespace escala {

namespace {

// ISO 4217, list one, in alphabetical order.
constexpr auto kCodes = std::to_array<std::string_view>(
    {"AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
     "BHD", "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
     "CDF", "CHE", "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUP", "CVE", "CZK",
     "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
     "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD",
     "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD",
     "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT",
     "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK",
     "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
     "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP",
     "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS",
     "UAH", "UGX", "USD", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES", "VND", "VUV", "WST",
     "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XCD", "XCG", "XDR", "XOF", "XPD", "XPF",
     "XPT", "XSU", "XTS", "XUA", "XXX", "YER", "ZAR", "ZMW", "ZWG"});

constexpr auto kDollarsAndPesos = std::to_array<std::string_view>(
    {"ARS", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "CUP",
     "DOP", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "MXN", "NAD", "NZD", "PHP",
     "SBD", "SGD", "SRD", "TTD", "TWD", "USD", "USN", "UYU", "XCD"});

constexpr auto kPounds = std::to_array<std::string_view>({"FKP", "GBP", "GIP", "SHP"});

static_assert(std::is_sorted(kCodes.begin(), kCodes.end()));
static_assert(std::is_sorted(kDollarsAndPesos.begin(), kDollarsAndPesos.end()));

} // namespace

std::span<const std::string_view> currency_codes() { return kCodes; }

bool is_currency(std::string_view code) {
  return std::binary_search(kCodes.begin(), kCodes.end(), code);
}

std::string_view currency_symbol(std::string_view code) {
  if (code == "EUR")
    return "€";
  if (std::binary_search(kDollarsAndPesos.begin(), kDollarsAndPesos.end(), code))
    return "$";
  return std::binary_search(kPounds.begin(), kPounds.end(), code) ? "£" : "";
}

} // namespace escala
