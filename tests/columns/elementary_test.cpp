// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/elementary.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "escala/columns/uniforms.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

constexpr std::size_t kLanes = 4096;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<double> spread(std::uint32_t month, double low, double high) {
  std::vector<double> values(kLanes);
  fill_uniforms({.seed = 3, .stream = 4, .month = month}, 0, column_of(values));
  for (double& value : values)
    value = low + (high - low) * value;
  return values;
}

// In units of the last place of the true value.
double error_of(double found, long double wanted) {
  const double nearest = static_cast<double>(wanted);
  const double place = std::abs(std::nextafter(nearest, kInfinity) - nearest);
  return static_cast<double>(std::abs(found - wanted)) / place;
}

template <typename Kernel, typename Truth>
double worst_error(const std::vector<double>& at, Kernel kernel, Truth truth) {
  std::vector<double> found(at.size());
  kernel(column_of(at), column_of(found));
  double worst = 0;
  for (std::size_t i = 0; i < at.size(); ++i)
    worst = std::max(worst, error_of(found[i], truth(static_cast<long double>(at[i]))));
  return worst;
}

} // namespace

TEST_CASE("exponentials and logarithms are within one unit in the last place", "[columns]") {
  const auto exp_truth = [](long double x) { return std::exp(x); };
  const auto log_truth = [](long double x) { return std::log(x); };
  for (std::uint32_t month = 0; month < 50; ++month) {
    CHECK(worst_error(spread(month, -1, 1), exponentials, exp_truth) < 1);
    CHECK(worst_error(spread(month, -700, 700), exponentials, exp_truth) < 1);
    CHECK(worst_error(spread(month, 0, 2), logarithms, log_truth) < 1);
    CHECK(worst_error(spread(month, 0.99, 1.01), logarithms, log_truth) < 1);
    CHECK(worst_error(spread(month, 0, 1e300), logarithms, log_truth) < 1);
  }
}

TEST_CASE("a root is within two units in the last place", "[columns]") {
  const auto twelfth = [](ConstColumn x, Column out) { roots(x, 1.0 / 12, out); };
  const auto truth = [](long double x) { return std::pow(x, static_cast<long double>(1.0 / 12)); };
  CHECK(worst_error(spread(1, 0.01, 10), twelfth, truth) < 2);
  CHECK(worst_error(spread(2, 1e-5, 1e5), twelfth, truth) < 2);
}

TEST_CASE("what is exact is exact, and the ends are what they must be", "[columns]") {
  CHECK(exponential(0) == 1);
  CHECK(exponential(-0.0) == 1);
  CHECK(logarithm(1) == 0);
  CHECK(exponential(710) == kInfinity);
  CHECK(exponential(-746) == 0);
  CHECK(exponential(-kInfinity) == 0);
  CHECK(exponential(-740) == std::exp(-740.0)); // subnormal
  CHECK(logarithm(0) == -kInfinity);
  CHECK(std::isnan(logarithm(-1)));
  CHECK(logarithm(kInfinity) == kInfinity);
  CHECK(logarithm(5e-324) == std::log(5e-324));
  CHECK(is_undefined(exponential(kUndefined)));
  CHECK(is_undefined(logarithm(kUndefined)));
  CHECK(std::bit_cast<std::uint64_t>(exponential(kInvalid)) ==
        std::bit_cast<std::uint64_t>(kInvalid));
}

TEST_CASE("a lane's value does not depend on where it stands", "[columns]") {
  const std::vector<double> at = spread(9, -20, 20);
  std::vector<double> all(kLanes);
  exponentials(column_of(at), column_of(all));
  for (std::size_t begin : {1U, 2U, 3U, 1021U}) {
    std::vector<double> part(kLanes - begin);
    exponentials({at.data() + begin, part.size()}, column_of(part));
    CHECK(std::equal(part.begin(), part.end(), all.begin() + static_cast<std::ptrdiff_t>(begin)));
  }
}
