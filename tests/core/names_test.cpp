// SPDX-License-Identifier: Apache-2.0
#include "escala/core/names.h"

#include <vector>

#include <catch2/catch.hpp>

#include "escala/core/currencies.h"

namespace escala {

namespace {

std::string nearest_or(std::string_view wanted, const std::vector<std::string>& candidates) {
  return nearest(wanted, candidates).value_or("-");
}

} // namespace

TEST_CASE("names are letters, digits and underscores") {
  for (const char* text : {"_arr_2", "año", "é", "売上_2", "выручка", "हिन्दी"})
    CHECK(is_name(text));
  for (const char* text : {"", "2a", "a-b", "a.b", "a×", "½", "a ",
                           "\xCC\x81"
                           "a",
                           "a\xFF"})
    CHECK_FALSE(is_name(text));
  CHECK(is_reserved_word("investment"));
  CHECK(is_reserved_word("t"));
  CHECK_FALSE(is_reserved_word("k"));
}

TEST_CASE("the nearest name is a slip of the fingers away") {
  const std::vector<std::string> names{"growth", "persistence", "initial", "unit"};
  CHECK(nearest_or("grwoth", names) == "growth");
  CHECK(nearest_or("persistance", names) == "persistence");
  CHECK(nearest_or("inital", names) == "initial");
  CHECK(nearest_or("units", names) == "unit");
  CHECK(nearest_or("UNIT", names) == "unit");
  CHECK(nearest_or("volatility", names) == "-");
  CHECK(nearest_or("", names) == "-");
  CHECK(nearest_or("x", {"y"}) == "-");
  CHECK(nearest_or("x", {"y", "xs"}) == "xs");
  CHECK(nearest_or("abcdef", {"abcxyf", "abcdeg", "abcdeh"}) == "abcdeg");
}

TEST_CASE("a suggestion names the nearest or says otherwise") {
  const std::vector<std::string> names{"growth"};
  CHECK(did_you_mean("grwth", names) == "did you mean 'growth'?");
  CHECK(did_you_mean("users", names, "see escala explain") == "see escala explain");
}

TEST_CASE("many long names are compared at once") {
  std::vector<std::string> names(10'000, std::string(300, 'a'));
  for (std::size_t i = 0; i < names.size(); ++i)
    names[i] += std::to_string(i);
  CHECK(nearest_or(std::string(300, 'a') + "x77", names) == std::string(300, 'a') + "77");
}

TEST_CASE("currencies are known by code and symbol") {
  CHECK(is_currency("USD"));
  CHECK(is_currency("XCG"));
  CHECK_FALSE(is_currency("usd"));
  CHECK_FALSE(is_currency("ABC"));
  CHECK(currency_codes().size() > 170);
  CHECK(currency_symbol("USD") == "$");
  CHECK(currency_symbol("MXN") == "$");
  CHECK(currency_symbol("EUR") == "€");
  CHECK(currency_symbol("GBP") == "£");
  CHECK(currency_symbol("JPY").empty());
}

} // namespace escala
