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

struct CurrencyName {
  std::string_view name; // in small letters, without the s of a plural
  std::string_view code;
};
constexpr std::array kCurrencyNames{
    CurrencyName{"$", "USD"},         CurrencyName{"dollar", "USD"},
    CurrencyName{"us$", "USD"},       CurrencyName{"usd$", "USD"},
    CurrencyName{"us dollar", "USD"}, CurrencyName{"€", "EUR"},
    CurrencyName{"euro", "EUR"},      CurrencyName{"£", "GBP"},
    CurrencyName{"pound", "GBP"},     CurrencyName{"sterling", "GBP"},
    CurrencyName{"yen", "JPY"},       CurrencyName{"yuan", "CNY"},
    CurrencyName{"renminbi", "CNY"},  CurrencyName{"rmb", "CNY"},
    CurrencyName{"rupee", "INR"},     CurrencyName{"₹", "INR"},
    CurrencyName{"real", "BRL"},      CurrencyName{"reai", "BRL"},
    CurrencyName{"r$", "BRL"},        CurrencyName{"franc", "CHF"},
    CurrencyName{"won", "KRW"},       CurrencyName{"₩", "KRW"},
    CurrencyName{"zloty", "PLN"},     CurrencyName{"ruble", "RUB"},
    CurrencyName{"rand", "ZAR"},      CurrencyName{"peso", "MXN"},
    CurrencyName{"shekel", "ILS"},    CurrencyName{"dirham", "AED"},
    CurrencyName{"a$", "AUD"},        CurrencyName{"c$", "CAD"},
    CurrencyName{"ca$", "CAD"},       CurrencyName{"nz$", "NZD"},
    CurrencyName{"hk$", "HKD"},       CurrencyName{"s$", "SGD"},
    CurrencyName{"mx$", "MXN"}};

static_assert(std::is_sorted(kCodes.begin(), kCodes.end()));
static_assert(std::is_sorted(kDollarsAndPesos.begin(), kDollarsAndPesos.end()));

} // namespace

std::span<const std::string_view> currency_codes() { return kCodes; }

bool is_currency(std::string_view code) {
  return std::binary_search(kCodes.begin(), kCodes.end(), code);
}

std::optional<std::string_view> currency_meant(std::string_view name) {
  std::string word;
  for (const char c : name)
    word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const std::string_view code : kCodes)
    if (std::ranges::equal(code, word, {}, [](char c) { return static_cast<char>(c - 'A' + 'a'); }))
      return code;
  if (word.size() > 1 && word.ends_with('s'))
    word.pop_back();
  const auto found = std::ranges::find(kCurrencyNames, word, &CurrencyName::name);
  return found == kCurrencyNames.end() ? std::nullopt : std::optional(found->code);
}

std::string money_text(std::string_view digits, std::string_view code) {
  const std::string_view symbol = currency_symbol(code);
  std::string text(symbol.empty() ? code : symbol);
  if (symbol.empty())
    text += ' ';
  return text += digits;
}

std::string in_currency(std::string_view example, std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < example.size(); ++i) {
    if (example[i] == '$') {
      text += money_text("", code);
    } else if (example.substr(i, 3) == "USD") {
      text += code;
      i += 2;
    } else {
      text += example[i];
    }
  }
  return text;
}

std::string_view currency_symbol(std::string_view code) {
  if (code == "EUR")
    return "€";
  if (std::binary_search(kDollarsAndPesos.begin(), kDollarsAndPesos.end(), code))
    return "$";
  return std::binary_search(kPounds.begin(), kPounds.end(), code) ? "£" : "";
}

} // namespace escala
