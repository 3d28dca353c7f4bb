// SPDX-License-Identifier: Apache-2.0
#include "render/content_policy.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "render/page_assets.h"

namespace escala {
namespace {

std::uint32_t digit_of(char c) {
  return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// The bytes of hexadecimal digits, in base 64.
std::string base64_of(std::string_view hexadecimal) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (; !hexadecimal.empty();
       hexadecimal.remove_prefix(std::min<std::size_t>(6, hexadecimal.size()))) {
    const std::string_view group = hexadecimal.substr(0, 6); // of up to three bytes
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 6; ++i)
      bits = bits << 4 | (i < group.size() ? digit_of(group[i]) : 0);
    for (std::size_t i = 0; i < 4; ++i)
      out += i <= group.size() / 2 ? kDigits[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::string source_of(const PageAsset& asset) { return "'sha256-" + base64_of(asset.sha256) + "'"; }

} // namespace

std::string content_policy() {
  return "default-src 'none'; style-src " + source_of(page_style()) + "; script-src " +
         source_of(chart_library()) + " " + source_of(page_script()) +
         "; base-uri 'none'; form-action 'none'";
}

} // namespace escala
