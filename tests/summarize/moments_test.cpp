// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/moments.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using escala::Moments;
using escala::moments;

namespace {

// In long double, in two passes.
struct Reference {
  double mean;
  double sd;
};

Reference reference(const std::vector<double>& values) {
  long double sum = 0;
  for (const double value : values)
    sum += value;
  const long double mean = sum / static_cast<long double>(values.size());
  long double squares = 0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  const auto variance = squares / static_cast<long double>(values.size() - 1);
  return {static_cast<double>(mean), static_cast<double>(std::sqrt(variance))};
}

void check_values(const std::vector<double>& values) {
  const Reference expected = reference(values);
  const Moments found = moments(values);
  INFO(values.size() << " values from " << values.front());
  CHECK(std::abs(found.mean - expected.mean) <= 1e-14 * (std::abs(expected.mean) + expected.sd));
  // Far from zero the values themselves have few digits of their deviations.
  const double condition = 1 + std::abs(expected.mean) / expected.sd;
  CHECK(std::abs(found.sd() - expected.sd) <=
        1e-15 * condition * expected.sd + 1e-13 * expected.sd);
}

std::vector<double> random_values(std::size_t count, double centre, double spread) {
  std::mt19937_64 random(count);
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(centre + spread * (static_cast<double>(random() >> 11) * 0x1p-53 - 0.5));
  return values;
}

} // namespace

TEST_CASE("moments agree with long double") {
  for (const std::size_t count : {2U, 3U, 511U, 512U, 513U, 1024U, 1025U, 100'003U}) {
    check_values(random_values(count, 0, 1));
    check_values(random_values(count, 1e9, 1)); // far from zero
    check_values(random_values(count, -3, 1e-7));
    check_values(random_values(count, 1e150, 1e149));
    check_values(random_values(count, 1e-150, 1e-150));
  }
  std::vector<double> heavy;
  for (const double u : random_values(50'000, 0.5, 1))
    heavy.push_back(std::pow(1 - u, -2.0));
  check_values(heavy);
}

TEST_CASE("by hand") {
  const Moments found = moments(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(found.mean == 5);
  CHECK(found.sd() == Approx(std::sqrt(32.0 / 7)).epsilon(1e-15));
}

TEST_CASE("equal values have exactly that mean and no deviation") {
  for (const double value : {0.1, 1.0 / 3, -1e300, 5e-324, 1.7976931348623157e308, 0.0}) {
    for (const std::size_t count : {2U, 7U, 512U, 1000U, 100'000U}) {
      const Moments found = moments(std::vector<double>(count, value));
      CHECK(found.mean == value);
      CHECK(found.sd() == 0);
    }
  }
}

TEST_CASE("one value has no deviation to tell") {
  const Moments found = moments(std::vector<double>{3});
  CHECK(found.mean == 3);
  CHECK(std::isnan(found.sd()));
}

TEST_CASE("huge values don't overflow") {
  const double most = std::numeric_limits<double>::max();
  const Moments opposite = moments(std::vector<double>{-most, most});
  CHECK(opposite.mean == 0);
  std::vector<double> half(1000, most / 2);
  for (std::size_t i = 0; i < 500; ++i)
    half[i] = most;
  const Moments found = moments(half);
  CHECK(found.mean == Approx(most * 0.75).epsilon(1e-12));
  CHECK(found.sd() == Approx(most / 4 * std::sqrt(1000.0 / 999)).epsilon(1e-10));
  const Moments large = moments(random_values(3000, 1e200, 1e200));
  CHECK(large.sd() == Approx(1e200 / std::sqrt(12.0)).epsilon(0.05));
}
