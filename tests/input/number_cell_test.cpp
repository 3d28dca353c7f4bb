// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/input/number_cell.h"

namespace escala {
namespace {

// Read with a decimal point.
std::string point(const std::string& cell) { return read_number_cell(cell).point.value_or("none"); }
std::string comma(const std::string& cell) { return read_number_cell(cell).comma.value_or("none"); }
// If both ways say the same.
std::string either(const std::string& cell) {
  return point(cell) == comma(cell) ? point(cell) : point(cell) + " or " + comma(cell);
}

TEST_CASE("what stands around the digits is kept in the language's form") {
  CHECK(either("1234") == "1234");
  CHECK(either(" 1234 ") == "1234");
  CHECK(either("+5") == "5");
  CHECK(either("5M") == "5M");
  CHECK(either("5k/mo") == "5k/mo");
  CHECK(either("12%") == "12%");
  CHECK(either("12 %") == "12%");
  CHECK(either("$5M") == "$5M");
  CHECK(either("5 €") == "€5");
  CHECK(either("5\u00A0€") == "€5");
  CHECK(either("€ 5") == "€5");
  CHECK(either("USD 5M") == "USD 5M");
  CHECK(either("5 USD") == "USD 5");
  CHECK(either("5USD") == "USD 5");
  CHECK(either("R$ 5") == "BRL 5");
  CHECK(either("US$5") == "USD 5");
  CHECK(either("2E+06") == "2E+06");
  CHECK(either("2e-3") == "2e-3");
  CHECK(point("1.5E+06") == "1.5E+06");
  CHECK(comma("1,5E+06") == "1.5E+06");
}

TEST_CASE("negative numbers have many forms") {
  for (const char* cell : {"-5", "(5)", "( 5 )", "5-", "5 -", "- 5",
                           "\u2212"
                           "5"}) {
    INFO(cell);
    CHECK(either(cell) == "-5");
  }
  for (const char* cell : {"-$5", "$-5", "($5)", "$(5)", "$5-", "$ -5", "- $5", "(5 $)", "-5$"}) {
    INFO(cell);
    CHECK(either(cell) == "-$5");
  }
  CHECK(point("(80,000.00)") == "-80000.00");
  CHECK(comma("(80.000,00 €)") == "-€80000.00");
  CHECK(either("(12%)") == "-12%");
  CHECK(either("-1.5E-03") == "-1.5E-03 or none");
  for (const char* cell : {"-(5)", "--5", "-5-", "(-5)", "+-5", "(5", "5)", "((5))"}) {
    INFO(cell);
    CHECK(either(cell) == "none");
  }
  CHECK(read_number_cell("(-5)").why == "it has two signs");
}

TEST_CASE("groups have three digits, and the first no leading 0") {
  CHECK(point("1,234.56") == "1234.56");
  CHECK(comma("1,234.56") == "none");
  CHECK(comma("1.234,56") == "1234.56");
  CHECK(point("12,345,678") == "12345678");
  CHECK(comma("12,345,678") == "none");
  CHECK(either("1.085") == "1.085 or 1085");
  CHECK(either("1,085") == "1085 or 1.085");
  CHECK(either("0.021") == "0.021 or none");
  CHECK(either("0,021") == "none or 0.021");
  CHECK(either("1.09") == "1.09 or none");
  CHECK(either("1234.567") == "1234.567 or none");
  CHECK(either("1.234.567") == "none or 1234567");
  CHECK(either("1,5") == "none or 1.5");
  CHECK(either(".5") == "0.5 or none");
  CHECK(either("5.") == "5 or none");
  CHECK(either("12,34,567") == "none");
  CHECK(either("1,234.567,8") == "none");
  CHECK(either("1.23,4") == "none");
  CHECK(either("1..5") == "none");
}

TEST_CASE("apostrophes and spaces separate groups too") {
  for (const char* cell : {"1'234",
                           "1\u2019"
                           "234",
                           "1 234",
                           "1\u00A0"
                           "234",
                           "1\u2009"
                           "234",
                           "1\u202F"
                           "234"}) {
    INFO(cell);
    CHECK(either(cell) == "1234");
  }
  CHECK(point("1'234'567.89") == "1234567.89");
  CHECK(comma("1 234 567,89 €") == "€1234567.89");
  CHECK(either("1 23") == "none");
  CHECK(either("1 234'567") == "none");
  CHECK(either("2026 01") == "none");
}

TEST_CASE("what is no number says why") {
  for (const char* cell : {"x", "=A1", "normal(1)", "5 apples", "$", "%", "()", "5 5", "1 / 2"}) {
    INFO(cell);
    CHECK_FALSE(read_number_cell(cell).is_number());
  }
  for (const char* cell : {"-", "–", "$ -", "— "}) {
    INFO(cell);
    CHECK(read_number_cell(cell).remedy == "write 0, or leave the cell empty");
  }
  for (const char* cell : {"n/a", "#N/A", "NaN", "null"}) {
    INFO(cell);
    CHECK(read_number_cell(cell).remedy == "leave the cell empty");
  }
}

} // namespace
} // namespace escala
