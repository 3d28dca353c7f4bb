// SPDX-License-Identifier: Apache-2.0
// The kernels of operators and functions, lane by lane.
#include "escala/catalog/function.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/catalog/kernel.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

constexpr double kNothing = kUndefined;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

const FunctionSpec& spec_of(const std::string& name) {
  const FunctionSpec* spec = find_operator(name);
  if (spec == nullptr)
    spec = find_function(name);
  REQUIRE(spec != nullptr);
  return *spec;
}

// The value at lane 1 of three, between lanes of ones.
double apply(const std::string& name, std::initializer_list<double> arguments) {
  std::vector<std::array<double, 3>> columns;
  std::vector<const double*> pointers;
  for (const double argument : arguments)
    columns.push_back({1, argument, 1});
  for (const auto& column : columns)
    pointers.push_back(column.data());
  std::array<double, 3> out{};
  spec_of(name).kernel({pointers.data(), pointers.size(), out.size()}, column_of(out));
  CHECK(std::bit_cast<std::uint64_t>(out[0]) == std::bit_cast<std::uint64_t>(out[2]));
  return out[1];
}

bool is_nothing(double value) { return is_undefined(value); }

} // namespace

TEST_CASE("every operator and function is found by its name, and only once") {
  std::set<std::string_view> names;
  for (const FunctionSpec& function : functions()) {
    CHECK(find_function(function.name) == &function);
    CHECK(names.insert(function.name).second);
    CHECK_FALSE(function.doc.empty());
  }
  for (const TimeFunctionSpec& function : time_functions()) {
    CHECK(find_time_function(function.name) == &function);
    CHECK(names.insert(function.name).second);
  }
  for (const char* name : {"if",     "min",    "max", "clamp", "abs",  "floor", "ceil",    "round",
                           "mod",    "exp",    "log", "sqrt",  "sin",  "cos",   "initial", "lag",
                           "change", "growth", "sum", "mean",  "peak", "trough"})
    CHECK(names.count(name) == 1);
  CHECK(names.size() == 24);
  CHECK(find_function("sine") == nullptr);
  CHECK(find_operator("%") == nullptr);
}

TEST_CASE("rounding takes halves away from zero") {
  for (const double half : {0.5, 1.5, 2.5, 3.5, 1e6 + 0.5}) {
    CHECK(apply("round", {half}) == half + 0.5);
    CHECK(apply("round", {-half}) == -half - 0.5);
  }
  CHECK(apply("round", {0.49999999999999994}) == 0);
  CHECK(apply("round", {4503599627370497.0}) == 4503599627370497.0); // no halves up there
  CHECK(apply("floor", {-0.5}) == -1);
  CHECK(apply("ceil", {-0.5}) == 0);
}

TEST_CASE("a remainder has the sign of its divisor") {
  for (const double a : {-7.5, -6.0, -0.25, 0.0, 0.25, 6.0, 7.5})
    for (const double b : {-3.0, 3.0, 0.5, -0.5}) {
      const double rest = apply("mod", {a, b});
      INFO("mod(" << a << ", " << b << ") = " << rest);
      CHECK(std::abs(rest) < std::abs(b));
      CHECK((rest == 0 || (rest < 0) == (b < 0)));
      const double times = (a - rest) / b;
      CHECK(times == std::floor(times));
    }
  CHECK(is_nothing(apply("mod", {5, 0})));
}

TEST_CASE("comparisons and their exact opposites") {
  const double values[] = {0.0,
                           -0.0,
                           1.0,
                           1.0 + 0x1p-52,
                           1.0 + 1e-12,
                           1.0 + 3e-12,
                           -1.0,
                           1e300,
                           -1e300,
                           1e-300,
                           0.1 + 0.2,
                           0.3,
                           5e-324,
                           1.7976931348623157e308,
                           -1.7976931348623157e308};
  for (const double a : values)
    for (const double b : values) {
      INFO(a << " and " << b);
      CHECK(apply("<", {a, b}) == 1 - apply(">=", {a, b}));
      CHECK(apply(">", {a, b}) == 1 - apply("<=", {a, b}));
      CHECK(apply("!=", {a, b}) == 1 - apply("==", {a, b}));
      CHECK(apply("<", {a, b}) == apply(">", {b, a}));
      CHECK(apply("==", {a, b}) == apply("==", {b, a}));
      CHECK(apply("<=", {a, b}) == std::max(apply("<", {a, b}), apply("==", {a, b})));
    }
  CHECK(apply("==", {1, 1 + 0.9e-12}) == 1);
  CHECK(apply("==", {1, 1 + 1.1e-12}) == 0);
  CHECK(apply("==", {-1e200, -1e200 * (1 + 5e-13)}) == 1);
  CHECK(apply("==", {1.7976931348623157e308, -1.7976931348623157e308}) == 0);
  CHECK(apply("==", {0, 5e-324}) == 0);
  CHECK(apply("==", {0, -0.0}) == 1);
}

TEST_CASE("a comparison with n/a is n/a") {
  for (const char* op : {"<", "<=", ">", ">=", "==", "!="}) {
    CHECK(is_nothing(apply(op, {kNothing, 1})));
    CHECK(is_nothing(apply(op, {1, kNothing})));
    CHECK(is_nothing(apply(op, {kNothing, kNothing})));
  }
}

TEST_CASE("what decides, decides, whatever the other side is") {
  CHECK(apply("and", {0, kNothing}) == 0);
  CHECK(apply("and", {kNothing, 0}) == 0);
  CHECK(is_nothing(apply("and", {1, kNothing})));
  CHECK(is_nothing(apply("and", {kNothing, kNothing})));
  CHECK(apply("or", {1, kNothing}) == 1);
  CHECK(apply("or", {kNothing, 1}) == 1);
  CHECK(is_nothing(apply("or", {0, kNothing})));
  CHECK(is_nothing(apply("not", {kNothing})));
  for (const double a : {0.0, 1.0})
    for (const double b : {0.0, 1.0}) {
      CHECK(apply("and", {a, b}) == a * b);
      CHECK(apply("or", {a, b}) == std::max(a, b));
    }
  CHECK(apply("not", {0}) == 1);
  CHECK(apply("not", {1}) == 0);
}

TEST_CASE("an n/a condition takes the other branch") {
  CHECK(apply("if", {1, 2, 3}) == 2);
  CHECK(apply("if", {0, 2, 3}) == 3);
  CHECK(apply("if", {kNothing, 2, 3}) == 3);
  CHECK(apply("if", {1, 2, kNothing}) == 2);
  CHECK(apply("if", {0, kInfinity, 3}) == 3);
  CHECK(is_nothing(apply("if", {1, kNothing, 3})));
  CHECK(is_invalid(apply("if", {kInvalid, 2, 3})));
}

TEST_CASE("a division by zero gives n/a, of either sign") {
  for (const double a : {0.0, 1.0, -1.0, 1e300}) {
    CHECK(is_nothing(apply("/", {a, 0})));
    CHECK(is_nothing(apply("/", {a, -0.0})));
  }
  CHECK(is_nothing(apply("^", {0, -1})));
  CHECK(is_nothing(apply("^", {-0.0, -0.5})));
  CHECK(apply("^", {0, 0}) == 1);
}

TEST_CASE("n/a goes through every function") {
  for (const FunctionSpec& function : functions()) {
    // These read only some of their arguments.
    if (function.selected != nullptr || function.rule == UnitRule::points)
      continue;
    INFO(function.name);
    const std::size_t count =
        std::min(function.max_arguments, std::max<std::size_t>(function.min_arguments, 3));
    for (std::size_t at = 0; at < count; ++at) {
      std::vector<double> arguments(count, 1);
      arguments[at] = kNothing;
      std::vector<const double*> pointers;
      for (const double& argument : arguments)
        pointers.push_back(&argument);
      double out = 0;
      function.kernel({pointers.data(), count, 1}, {&out, 1});
      CHECK(is_nothing(out));
    }
  }
  for (const char* op : {"+", "-", "*", "/", "^"}) {
    INFO(op);
    CHECK(is_nothing(apply(op, {kNothing, 2})));
    CHECK(is_nothing(apply(op, {2, kNothing})));
    CHECK(is_nothing(apply(op, {kNothing, 0})));
    CHECK(is_nothing(apply(op, {0, kNothing})));
  }
  CHECK(is_nothing(apply("negate", {kNothing})));
  CHECK(is_nothing(apply("negate", {apply("negate", {kNothing})})));
}

TEST_CASE("mistakes are no n/a") {
  CHECK(is_invalid(apply("log", {-1})));
  CHECK(is_invalid(apply("log", {0})));
  CHECK(is_invalid(apply("sqrt", {-1})));
  CHECK(is_invalid(apply("^", {-8, 1.0 / 3})));
  CHECK(is_invalid(apply("exp", {1000})));
  CHECK(is_invalid(apply("*", {1e200, 1e200})));
  CHECK(is_invalid(apply("/", {1e200, 1e-200})));
  CHECK(is_invalid(apply("-", {apply("exp", {1000}), apply("exp", {1000})})));
  CHECK(is_invalid(apply("min", {1, kInvalid})));
  CHECK(is_invalid(apply("max", {kInvalid, 1})));
}

TEST_CASE("min, max and clamp") {
  CHECK(apply("min", {3}) == 3);
  CHECK(apply("min", {3, -1, 2}) == -1);
  CHECK(apply("max", {3, -1, 2, 8, 5}) == 8);
  CHECK(apply("clamp", {5, 0, 3}) == 3);
  CHECK(apply("clamp", {-5, 0, 3}) == 0);
  CHECK(apply("clamp", {2, 0, 3}) == 2);
}

TEST_CASE("a power is the same alone, among its like and among others") {
  const Kernel power = find_operator("^")->kernel;
  const std::vector<double> bases{0,   1e-300, 0.83, 1,        1.0000001,
                                  2.5, 1e30,   -1.5, kNothing, kInfinity};
  const std::vector<double> exponents{0, 1, 2, 7, 60, 64, 65, 1.0 / 12, 0.5, 0.999, 1.5, -1, -0.5};
  for (const double exponent : exponents) {
    for (const double base : bases) {
      const std::array arguments{base, exponent};
      const double alone = apply_kernel(power, arguments);
      const std::array like_bases{base, base, base};
      const std::array like{exponent, exponent, exponent};
      const std::array other_bases{base, 3.0, -2.0};
      const std::array other{exponent, 0.25, 3.5};
      const auto first = [&](const auto& a, const auto& b) {
        const double* columns[]{a.data(), b.data()};
        std::array<double, 3> out{};
        power({columns, 2, out.size()}, column_of(out));
        return std::bit_cast<std::uint64_t>(out[0]);
      };
      INFO(base << " ^ " << exponent);
      CHECK(first(like_bases, like) == std::bit_cast<std::uint64_t>(alone));
      CHECK(first(other_bases, other) == std::bit_cast<std::uint64_t>(alone));
      const double expected = std::pow(base, exponent);
      if (std::isfinite(base) && std::isfinite(expected) && expected > 0)
        CHECK(std::abs(alone / expected - 1) < 1e-13);
    }
  }
}

TEST_CASE("an operator with a number on one side does what its kernel does") {
  const std::array column{-2.5, 0.0, 1e-300, 3.0, 1e300, kNothing, kInvalid};
  for (const FunctionSpec& function : operators())
    for (const double number : {-3.0, 0.0, 0.1, 2.0}) {
      const auto check = [&](ConstantKernel faster, bool left) {
        if (faster == nullptr)
          return;
        std::array<double, column.size()> out{};
        faster(column_of(column), number, column_of(out));
        for (std::size_t i = 0; i < out.size(); ++i) {
          INFO(function.name << " of " << column[i] << ", number " << number << ", left " << left);
          const std::array arguments{left ? number : column[i], left ? column[i] : number};
          CHECK(std::bit_cast<std::uint64_t>(out[i]) ==
                std::bit_cast<std::uint64_t>(apply_kernel(function.kernel, arguments)));
        }
      };
      check(function.with_constant_left, true);
      check(function.with_constant_right, false);
    }
}

TEST_CASE("an operator compares by what its specification says") {
  for (const FunctionSpec& function : operators()) {
    CHECK(function.comparison.has_value() == (function.rule == UnitRule::comparison));
    if (!function.comparison)
      continue;
    for (const double a : {1.0, 2.0, 3.0}) {
      const double b = 2;
      double expected = 0;
      compare(*function.comparison, {&a, 1}, {&b, 1}, {&expected, 1});
      CHECK(apply(std::string(function.name), {a, b}) == expected);
    }
  }
}

TEST_CASE("if and choose select, and what is outside of a domain has a name") {
  CHECK(&if_function() == find_function("if"));
  for (const FunctionSpec& function : functions())
    CHECK((function.selected != nullptr) == (function.name == "if" || function.name == "choose"));
  const auto outside = [](const char* name, double first) {
    const FunctionSpec& function = spec_of(name);
    return function.domain.holds(first) ? "" : std::string(function.outside);
  };
  CHECK(outside("log", 0) == "the log of");
  CHECK(outside("log", 1e-300).empty());
  CHECK(outside("sqrt", -1e-300) == "a root of");
  CHECK(outside("sqrt", 0).empty());
  CHECK(outside("^", -1) == "a root of");
  CHECK(outside("*", -1).empty());
}

TEST_CASE("floor, ceil and mod take what rounding leaves for a whole number") {
  const double above = std::nextafter(20.0, 30.0);
  const double below = std::nextafter(20.0, 10.0);
  CHECK(apply("ceil", {above}) == 20);
  CHECK(apply("floor", {below}) == 20);
  CHECK(apply("mod", {above, 10}) == 0);
  CHECK(apply("mod", {below, 10}) == 0);
  CHECK(apply("ceil", {20.000001}) == 21);
  CHECK(apply("floor", {19.999999}) == 19);
  CHECK(apply("mod", {-7, 3}) == 2);
  CHECK(apply("mod", {0.3, 0.1}) == 0);
}
