// SPDX-License-Identifier: Apache-2.0
// Which suggestions leave no choice.
#include <catch2/catch.hpp>

#include <string>

#include "escala/core/replacement.h"

using namespace escala;

namespace {

// The text with the replacement of a message about `old`; empty if there is none.
std::string replaced(const std::string& text, const std::string& old, const std::string& suggestion,
                     Severity severity = Severity::error) {
  const Source source{.name = "plan.yaml", .text = text};
  const auto begin = static_cast<std::uint32_t>(text.find(old));
  const Span span{&source, begin, begin + static_cast<std::uint32_t>(old.size())};
  const auto found = replacement_of({severity, span, "problem", "", suggestion});
  if (!found)
    return {};
  return text.substr(0, found->span.begin) + found->text + text.substr(found->span.end);
}

} // namespace

TEST_CASE("A typing error with one candidate is replaced") {
  CHECK(replaced("horizn: 2y", "horizn", "did you mean 'horizon'?") == "horizon: 2y");
  CHECK(replaced("a + usrs", "usrs", "did you mean 'users'?") == "a + users");
  CHECK(replaced("Users", "Users", "did you mean 'users'?") == "users");
}

TEST_CASE("A unit with one reading is replaced, with or without the key") {
  CHECK(replaced("horizon: 24", "24", "write 24mo") == "horizon: 24mo");
  CHECK(replaced("{duration: 6}", "6", "write duration: 6mo") == "{duration: 6mo}");
  CHECK(replaced("x: 10M USD", "10M USD", "write USD 10M") == "x: USD 10M");
}

TEST_CASE("A choice, a guess and a description are not") {
  const std::string none;
  CHECK(replaced("chrn_c", "chrn_c", "did you mean 'churn_a' or 'churn_b'?") == none);
  CHECK(replaced("users2 * 3", "users2", "did you mean 'users1'?") == none);   // another metric
  CHECK(replaced("capacity: 5", "capacity", "did you mean 'limit'?") == none); // a foreign word
  CHECK(replaced("arr", "arr", "did you mean 'recurring'?") == none);          // a renamed metric
  CHECK(replaced("a: 5m", "5m", "write 5M (millions), 5mo (months) or 5min (minutes)") == none);
  CHECK(replaced("a: 5", "5", "write 5 or 6") == none);
  CHECK(replaced("a: 5", "5", "write 5/y if a year is meant") == none);
  CHECK(replaced("a: 5", "5", "write the value out, or put the text in quotes") == none);
  CHECK(replaced("a: 5", "5", "add b: 6") == none);
  CHECK(replaced("new: 20", "20", "write 20/mo") == none); // or per year
  CHECK(replaced("churn: 3/mo", "3/mo", "write 3%/mo", Severity::warning) == none);
}

TEST_CASE("A place that is an option, a list or several lines has none") {
  const Source option{.name = "--set", .text = "horizn", .is_option = true};
  CHECK_FALSE(
      replacement_of({Severity::error, {&option, 0, 6}, "", "", "did you mean 'horizon'?"}));
  CHECK(replaced("a: [5]", "[", "write 5").empty());
  CHECK(replaced("a: 5\n  b: 6", "5\n  b", "write 7").empty());
  CHECK_FALSE(replacement_of({Severity::error, {}, "", "", "write 7"}));
}
