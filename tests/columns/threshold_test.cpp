// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/threshold.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "escala/core/undefined.h"

using namespace escala;

namespace {

constexpr Comparison kOrders[] = {Comparison::less, Comparison::less_equal, Comparison::greater,
                                  Comparison::greater_equal};
constexpr double kMost = std::numeric_limits<double>::max();

// Everything near the constant, and a few others.
std::vector<double> values_around(double constant) {
  std::vector<double> values{0, -0.0, 1, -1, 1e-320, -1e-320, kMost, -kMost};
  for (double share :
       {-3.0, -1.0 - 1e-4, -1.0, -1.0 + 1e-4, 0.0, 1.0 - 1e-4, 1.0, 1.0 + 1e-4, 3.0}) {
    double value = constant * (1 + share * kTolerance);
    for (int i = 0; i < 5; ++i) {
      values.push_back(value);
      value = std::nextafter(value, kMost);
    }
  }
  return values;
}

} // namespace

TEST_CASE("a threshold says what a comparison with its tolerance says", "[columns]") {
  for (double constant : {0.0, -0.0, 1.0, -1.0, 1e9, -1e9, 1e300, 5e-324, -5e-324, 1e-310, 0.1}) {
    const std::vector<double> values = values_around(constant);
    const std::vector<double> constants(values.size(), constant);
    for (Comparison comparison : kOrders) {
      INFO(constant << ", " << static_cast<int>(comparison));
      const auto threshold = threshold_of(comparison, constant);
      REQUIRE(threshold);
      std::vector<std::uint64_t> expected(values.size() / 64 + 1), found(expected.size());
      REQUIRE(
          comparison_bits(comparison, column_of(values), column_of(constants), expected.data()));
      REQUIRE(threshold_bits(*threshold, column_of(values), found.data()));
      CHECK(found == expected);
    }
  }
}

TEST_CASE("what has no threshold is left to the comparison", "[columns]") {
  CHECK_FALSE(threshold_of(Comparison::equal, 1));
  CHECK_FALSE(threshold_of(Comparison::not_equal, 1));
  for (double odd : {kUndefined, std::numeric_limits<double>::infinity(), kMost})
    CHECK_FALSE(threshold_of(Comparison::less, odd));
}

TEST_CASE("a threshold refuses a column with what is not a number", "[columns]") {
  const Threshold threshold{1, true};
  std::uint64_t words[2] = {};
  for (std::size_t lanes : {1U, 63U, 64U, 65U, 100U})
    for (double odd : {kUndefined, kInvalid, std::numeric_limits<double>::infinity()}) {
      std::vector<double> values(lanes, 2);
      CHECK(threshold_bits(threshold, column_of(values), words));
      values.back() = odd;
      CHECK_FALSE(threshold_bits(threshold, column_of(values), words));
    }
}
