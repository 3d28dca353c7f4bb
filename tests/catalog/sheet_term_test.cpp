// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "escala/catalog/function.h"
#include "escala/catalog/sheet_term.h"

namespace escala {
namespace {

const SheetTerm kA("A1", 2);
const SheetTerm kB("B1", 3);
const SheetTerm kC("C1", 4);

TEST_CASE("Operators of a formula have the parentheses that they need, and no others") {
  CHECK((kA + kB * kC).text() == "A1+B1*C1");
  CHECK(((kA + kB) * kC).text() == "(A1+B1)*C1");
  CHECK((kA - (kB - kC)).text() == "A1-(B1-C1)");
  CHECK((kA - kB - kC).text() == "A1-B1-C1");
  CHECK((kA / (kB * kC)).text() == "A1/(B1*C1)");
  CHECK((kA * (kB / kC)).text() == "A1*(B1/C1)");
  CHECK(power(1 + kA, month_in_years()).text() == "(1+A1)^(1/12)");
  CHECK(compared(kA + kB, ">=", kC).text() == "A1+B1>=C1");
  CHECK((compared(kA, ">", kB) * kC).text() == "(A1>B1)*C1");
}

// Spreadsheets take a sign before a power, and powers from the left: -2^2 is 4 there, and 2^3^2
// is 64.
TEST_CASE("Signs and powers mean what they mean in a plan") {
  CHECK((-power(kA, kB)).text() == "-(A1^B1)");
  CHECK(power(-kA, 2).text() == "(-A1)^2");
  CHECK(power(kA, power(kB, kC)).text() == "A1^(B1^C1)");
  CHECK(power(power(kA, kB), kC).text() == "(A1^B1)^C1");
  CHECK((kA + -kB).text() == "A1+(-B1)");
  CHECK((kA * SheetTerm(-2)).text() == "A1*(-2)");
}

TEST_CASE("Terms that change nothing are left out") {
  CHECK((kA * 1 + 0).text() == "A1");
  CHECK((0 + kA - 0).text() == "A1");
  CHECK(power(kA, 1).text() == "A1");
  CHECK((0 - kA).text() == "-A1");
}

TEST_CASE("A term has the value of its formula") {
  CHECK((kA + kB * kC).value() == 14);
  CHECK(power(kA, kB).value() == 8);
  CHECK(choice(compared(kA, "<", kB), kC, kB).value() == 4);
  CHECK(std::isnan((kA / SheetTerm("D1", 0)).value()));
  // e^(s sqrt(dt) z - s^2 dt / 2) with s = 2, z = 3
  CHECK(shock_factor(kA, kB).value() == Approx(std::exp(2 * std::sqrt(1 / 12.0) * 3 - 4 / 24.0)));
  CHECK(shock_factor(kA, kB).text() == "EXP(A1*SQRT(1/12)*B1-A1^2/24)");
}

TEST_CASE("A condition that may be n/a does not hold where it is") {
  const SheetTerm ratio = kA / kB;
  CHECK(choice(compared(ratio, ">", kC), 1, 0).text() == "IF(IFERROR(A1/B1>C1,FALSE),1,0)");
  CHECK(choice(compared(kA, ">", kC), 1, 0).text() == "IF(A1>C1,1,0)");
}

TEST_CASE("Every function and operator has a formula with the kernel's value") {
  const std::array five{SheetTerm("A1", 1.5), SheetTerm("B1", 1), SheetTerm("C1", 7),
                        SheetTerm("D1", 2), SheetTerm("E1", 9)};
  const auto check = [&](const FunctionSpec& function) {
    const std::size_t count =
        std::min(std::max<std::size_t>(function.min_arguments, 1), five.size());
    INFO(function.name);
    REQUIRE(function.sheet != nullptr);
    const bool logic = function.rule == UnitRule::logic;
    std::array<double, 5> values{};
    std::array<SheetTerm, 5> terms;
    for (std::size_t i = 0; i < five.size(); ++i) {
      terms[i] = logic ? SheetTerm("A1=1", 1, SheetTerm::Strength::comparison) : five[i];
      values[i] = terms[i].value();
    }
    const double expected = apply_kernel(function.kernel, std::span(values).first(count));
    CHECK(function.sheet(std::span(terms).first(count)).value() == Approx(expected));
  };
  for (const FunctionSpec& function : functions())
    check(function);
  for (const FunctionSpec& function : operators())
    check(function);
}

} // namespace
} // namespace escala
