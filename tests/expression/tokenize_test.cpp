// SPDX-License-Identifier: Apache-2.0
#include "escala/expression/token.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace escala {

namespace {

using Kind = Token::Kind;

struct Tokens {
  explicit Tokens(std::string text, std::string_view currency = "USD")
      : source(sources.add("f", std::move(text))) {
    const auto size = static_cast<std::uint32_t>(source.text.size());
    all = tokenize({source.text, {&source, 0, size}, {}}, currency, diagnostics);
  }

  // The one token, without the end.
  const Token& only() const {
    REQUIRE(all.has_value());
    REQUIRE(all->size() == 2);
    return all->front();
  }

  // Kinds and texts of all tokens, one letter for each kind: "n a s + n 5mo".
  std::string outline() const {
    if (!all)
      return "mistake";
    std::string text;
    for (const Token& token : *all) {
      if (token.kind == Kind::end)
        break;
      const std::string written = source.text.substr(token.begin, token.end - token.begin);
      text += (text.empty() ? "" : " ") + std::string(1, "#@ns"[static_cast<int>(token.kind)]) +
              written;
    }
    return text;
  }

  std::string problem() const {
    REQUIRE_FALSE(all.has_value());
    REQUIRE(diagnostics.all().size() == 1);
    return diagnostics.all().front().problem;
  }

  std::string marked() const {
    const Span& span = diagnostics.all().front().span;
    return source.text.substr(span.begin, span.end - span.begin);
  }

  Sources sources;
  const Source& source;
  Diagnostics diagnostics;
  std::optional<std::vector<Token>> all;
};

double value_of(const std::string& text) { return Tokens(text).only().value; }
Quantity quantity_of(const std::string& text) { return Tokens(text).only().quantity; }
std::string outline(const std::string& text) { return Tokens(text).outline(); }
std::string problem(const std::string& text) { return Tokens(text).problem(); }

} // namespace

TEST_CASE("plain numbers") {
  CHECK(value_of("0") == 0);
  CHECK(value_of("1200") == 1200);
  CHECK(value_of("2.5e6") == 2.5e6);
  CHECK(value_of("2.5E+6") == 2.5e6);
  CHECK(value_of("25e-1") == 2.5);
  CHECK(value_of("1_000_000") == 1e6);
  CHECK(value_of(".5") == 0.5);
  CHECK(value_of("007") == 7);
  CHECK(value_of("0.1") == 0.1);
  CHECK(value_of("1e-400") == 0);
  CHECK(value_of("1.7976931348623157e308") == 1.7976931348623157e308);
  CHECK(quantity_of("1200").literal);
  CHECK(quantity_of("1200").dimension == kPlain);
}

TEST_CASE("a suffix is decimal, not a multiplication") {
  CHECK(value_of("5k") == 5e3);
  CHECK(value_of("1.1M") == 1.1e6);
  CHECK(value_of("0.3B") == 0.3e9);
  CHECK(value_of("7T") == 7e12);
  CHECK(value_of("2e3k") == 2e6);
  CHECK(value_of("12.5%") == 0.125);
  CHECK(value_of("0.7%") == 0.007);
  CHECK(quantity_of("5k").literal);
  CHECK(quantity_of("40%").percent);
  CHECK_FALSE(quantity_of("40%").literal);
  CHECK(quantity_of("40%").dimension == kPlain);
}

TEST_CASE("money fits its currency") {
  for (const char* written : {"$5M", "USD 5M", "USD  5M"}) {
    CAPTURE(written);
    CHECK(value_of(written) == 5e6);
    CHECK(quantity_of(written).dimension == kMoney);
    CHECK_FALSE(quantity_of(written).literal);
  }
  CHECK(Tokens("€5M", "EUR").only().value == 5e6);
  CHECK(Tokens("£5M", "GBP").only().value == 5e6);
  CHECK(Tokens("JPY 5M", "JPY").only().value == 5e6);
  for (const char* dollar : {"USD", "CAD", "AUD", "MXN", "ARS"}) {
    CAPTURE(dollar);
    CHECK(Tokens("$5", dollar).only().value == 5);
  }
  CHECK(Tokens("$5", "EUR").problem() == "$ does not fit the plan's currency");
  CHECK(Tokens("USD 5", "EUR").problem() == "USD does not fit the plan's currency");
  CHECK(Tokens("£5", "EUR").problem() == "£ does not fit the plan's currency");
  CHECK(Tokens("EUR 5", "").only().value == 5);
}

TEST_CASE("durations are months") {
  CHECK(value_of("18mo") == 18);
  CHECK(value_of("1y") == 12);
  CHECK(value_of("2q") == 6);
  CHECK(value_of("365.25d") == Approx(12));
  CHECK(value_of("1w") == Approx(7 * 12 / 365.25));
  CHECK(value_of("24h") == Approx(value_of("1d")));
  CHECK(value_of("60min") == Approx(value_of("1h")));
  CHECK(value_of("60s") == Approx(value_of("1min")));
  CHECK(value_of("1000ms") == Approx(value_of("1s")));
  CHECK(quantity_of("18mo").dimension == kTime);
  CHECK_FALSE(quantity_of("18mo").literal);
}

TEST_CASE("a rate touches its number") {
  CHECK(value_of("1.8/mo") == 1.8);
  CHECK(value_of("12%/mo") == 0.12);
  CHECK(value_of("200%/y") == Approx(2.0 / 12));
  CHECK(value_of("$2M/y") == Approx(2e6 / 12));
  CHECK(value_of("3/q") == 1);
  CHECK(quantity_of("12%/mo").dimension == kRate);
  CHECK(quantity_of("12%/mo").period == Period::mo);
  CHECK_FALSE(quantity_of("12%/mo").percent);
  CHECK_FALSE(quantity_of("1.8/mo").literal);
  CHECK(quantity_of("$2M/y").dimension == kMoneyRate);
  CHECK(value_of("6mo/y") == 0.5);
  CHECK(quantity_of("6mo/y").dimension == kPlain);
}

TEST_CASE("after a space, and before a number, / divides") {
  CHECK(outline("arr / 12mo") == "narr s/ #12mo");
  CHECK(outline("arr/12mo") == "narr s/ #12mo");
  CHECK(outline("arr/mo") == "narr s/ nmo");
  CHECK(outline("12%/mo") == "#12%/mo");
  CHECK(outline("12% / mo") == "#12% s/ nmo");
  CHECK(outline("12%/ mo") == "#12% s/ nmo");
  CHECK(outline("12/6") == "#12 s/ #6");
  CHECK(outline("12/users") == "#12 s/ nusers");
  CHECK(outline("12/months") == "#12 s/ nmonths");
  CHECK(outline("(12)/mo") == "s( #12 s) s/ nmo");
}

TEST_CASE("an unspaced month is a month") {
  const Tokens month("2027-03");
  CHECK(month.only().kind == Kind::calendar_month);
  CHECK(month.only().month == CalendarMonth::of(2027, 3));
  CHECK(month.only().quantity.calendar);
  CHECK(outline("2027-12") == "@2027-12");
  CHECK(outline("t<2028-01") == "nt s< @2028-01");
  CHECK(outline("2027 - 03") == "#2027 s- #03");
  CHECK(outline("2027 -03") == "#2027 s- #03");
  CHECK(outline("12027-03") == "#12027 s- #03");
  CHECK(outline("2027-034") == "#2027 s- #034");
  CHECK(outline("2027-03mo") == "#2027 s- #03mo");
  CHECK(outline("2027-03.5") == "#2027 s- #03.5");
  CHECK(outline("2027-03%") == "#2027 s- #03%");
}

TEST_CASE("names carry their dots, and symbols are the longest") {
  CHECK(outline("arr.shock") == "narr.shock");
  CHECK(outline("a_1.b2 * _x") == "na_1.b2 s* n_x");
  CHECK(outline("k M mo") == "nk nM nmo");
  CHECK(outline("USD5M") == "nUSD5M");
  CHECK(outline("a<=b") == "na s<= nb");
  CHECK(outline("a>=b!=c==d") == "na s>= nb s!= nc s== nd");
  CHECK(outline("a<-b") == "na s< s- nb");
  CHECK(outline("f(x,y=1)") == "nf s( nx s, ny s= #1 s)");
  CHECK(outline("") == "");
  CHECK(outline(" \t\n 1 ") == "#1");
  CHECK(outline("1-1") == "#1 s- #1");
  CHECK(outline("5%*3") == "#5% s* #3");
}

TEST_CASE("the place of a token is in the text") {
  const Tokens tokens("  arr >= USD 1.5B");
  REQUIRE(tokens.all.has_value());
  const std::vector<Token>& all = *tokens.all;
  REQUIRE(all.size() == 4);
  CHECK(all[0].begin == 2);
  CHECK(all[0].end == 5);
  CHECK(all[2].begin == 9);
  CHECK(all[2].end == 17);
  CHECK(all[3].kind == Kind::end);
  CHECK(all[3].begin == 17);
}

TEST_CASE("what is no token says so at its place") {
  CHECK(problem("5m") == "'5m' is ambiguous");
  CHECK(problem("5K") == "'5K' has an unknown suffix 'K'");
  CHECK(problem("0x10") == "'0x10' has an unknown suffix 'x10'");
  CHECK(problem("1e") == "'1e' has an unknown suffix 'e'");
  CHECK(problem("1e400") == "1e400 is too large");
  CHECK(problem("1e308T") == "1e308T is too large");
  CHECK(problem("5%%") == "'5%%' is not a number");
  CHECK(problem("5M%") == "'5M%' is not a number");
  CHECK(problem("$5%") == "money is not a percentage");
  CHECK(problem("$5mo") == "'$5mo' has an unknown suffix 'mo'");
  CHECK(problem("5.") == "digits are missing after '5.'");
  CHECK(problem("$") == "an amount is missing after $");
  CHECK(problem("$ 5M") == "an amount is missing after $");
  CHECK(problem("USD") == "an amount is missing after USD");
  CHECK(problem("a && b") == "'&&' is not an operator");
  CHECK(problem("½") == "unexpected character '½'");
  CHECK(Tokens("1 + 5m * 2").marked() == "5m");
  CHECK(Tokens("1 + §").marked() == "§");
  CHECK(Tokens("$5 + €5M").marked() == "€");
}

TEST_CASE("a long number is one token") {
  const std::string digits(300, '9');
  CHECK(value_of(digits) == Approx(1e300));
  CHECK(value_of("0." + std::string(100000, '0') + "1") == 0);
}

} // namespace escala
