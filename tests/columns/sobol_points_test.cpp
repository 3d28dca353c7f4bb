// SPDX-License-Identifier: Apache-2.0
// Sobol points and their scrambling.
#include "escala/columns/sobol.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>
#include <vector>

using namespace escala;

namespace {

std::uint32_t reversed(std::uint32_t word) {
  std::uint32_t out = 0;
  for (int bit = 0; bit < 32; ++bit)
    out |= (word >> bit & 1) << (31 - bit);
  return out;
}

std::vector<double> coordinates_of(std::uint32_t dimension, std::size_t paths,
                                   std::uint64_t seed = 1) {
  std::vector<double> column(paths);
  fill_sobol(sobol_dimension(dimension), seed, 0, escala::column_of(column));
  return column;
}

// The first points of a replicate.
std::vector<double> points_of(std::uint32_t dimension, std::size_t points, std::uint64_t seed = 1,
                              std::size_t replicate = 0) {
  const std::size_t rounds = (points + kTurn - 1) / kTurn;
  const auto column = coordinates_of(dimension, rounds * kTurn * kReplicates, seed);
  std::vector<double> found;
  for (std::size_t path = 0; path < column.size() && found.size() < points; ++path)
    if (path / kTurn % kReplicates == replicate)
      found.push_back(column[path]);
  return found;
}

// Points in each of 2^a by 2^b boxes.
std::vector<int> box_counts(const std::vector<double>& x, const std::vector<double>& y, int a,
                            int b) {
  std::vector<int> counts(std::size_t{1} << (a + b));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto column = static_cast<std::size_t>(std::ldexp(x[i], a));
    const auto row = static_cast<std::size_t>(std::ldexp(y[i], b));
    ++counts[(column << b) + row];
  }
  return counts;
}

} // namespace

// Boost goes through the points in Gray code and leaves out the origin.
TEST_CASE("points are those of Boost.Random before they are scrambled", "[columns]") {
  boost::random::sobol_engine<std::uint32_t, 32> engine(kSobolDimensions);
  std::vector<SobolDimension> dimensions;
  for (std::uint32_t number = 0; number < kSobolDimensions; ++number)
    dimensions.push_back(sobol_dimension(number));
  int wrong = 0;
  for (std::uint32_t n = 1; n <= 70; ++n)
    for (const SobolDimension& dimension : dimensions)
      wrong += reversed(sobol_point(dimension, n ^ n >> 1)) != engine();
  CHECK(wrong == 0);
}

TEST_CASE("the first points in two dimensions", "[columns]") {
  const std::uint32_t half = 1;
  const std::uint32_t quarter = 2;
  CHECK(sobol_point(sobol_dimension(0), 0) == 0);
  CHECK(sobol_point(sobol_dimension(0), 1) == half);
  CHECK(sobol_point(sobol_dimension(0), 2) == quarter);
  CHECK(sobol_point(sobol_dimension(1), 2) == (half | quarter));
  CHECK(sobol_point(sobol_dimension(1), 3) == quarter);
}

TEST_CASE("the first 2^m points have one in each of 2^m intervals, whatever the seed",
          "[columns]") {
  for (const std::uint32_t dimension : {0U, 1U, 6U, 200U, kSobolDimensions - 1})
    for (const std::size_t count : {1U, 8U, 64U, 1024U, 16384U})
      for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        std::set<std::size_t> intervals;
        for (double value : points_of(dimension, count, seed, seed + 7))
          intervals.insert(static_cast<std::size_t>(value * static_cast<double>(count)));
        CHECK(intervals.size() == count);
      }
}

// The first two dimensions are a (0, m, 2)-net in base 2, and scrambling leaves them one.
TEST_CASE("two dimensions are a net", "[columns]") {
  constexpr int kDigits = 8;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto x = points_of(0, 1U << kDigits, seed, seed + 7);
    const auto y = points_of(1, 1U << kDigits, seed, seed + 7);
    for (int a = 0; a <= kDigits; ++a) {
      const auto counts = box_counts(x, y, a, kDigits - a);
      CHECK(std::ranges::all_of(counts, [](int count) { return count == 1; }));
    }
  }
}

TEST_CASE("uniforms lie strictly inside of 0 and 1 and have their mean and variance", "[columns]") {
  constexpr double kCount = 1U << 14;
  for (const std::uint32_t dimension : {0U, 3U, 500U}) {
    double sum = 0;
    double squares = 0;
    int odd = 0;
    for (double value : points_of(dimension, 1U << 14, 7)) {
      CHECK((value > 0 && value < 1));
      odd += std::fmod(std::ldexp(value, 53), 2) == 1; // 52 bits and a half
      sum += value;
      squares += (value - 0.5) * (value - 0.5);
    }
    CHECK(odd == kCount);
    // One point in each interval of 1/n: the error's deviation is 1/sqrt(12) n^-3/2.
    CHECK(std::abs(sum / kCount - 0.5) < 5 / std::sqrt(12.0) / std::pow(kCount, 1.5));
    CHECK(squares / kCount == Approx(1.0 / 12).epsilon(1e-4));
  }
}

// Each point alone is uniform over seeds, in its first digits and in its later ones.
TEST_CASE("a point is uniform over seeds", "[columns]") {
  constexpr int kSeeds = 16'000;
  constexpr std::size_t kCells = 16;
  for (const double scale : {1.0, 0x1p16, 0x1p32, 0x1p40}) {
    std::vector<double> counts(kCells);
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const double value = coordinates_of(5, 16, seed)[seed % 16] * scale;
      ++counts[static_cast<std::size_t>((value - std::floor(value)) * kCells)];
    }
    double chi_squared = 0;
    for (double count : counts)
      chi_squared += (count - kSeeds / kCells) * (count - kSeeds / kCells) / (kSeeds / kCells);
    CHECK(chi_squared < 37.7); // 99.9% of chi-squared with 15 degrees
  }
}

// Over seeds, two points that differ in their first digit are uncorrelated in those below it, as
// are the coordinates of one point, and the same points of two replicates.
TEST_CASE("scrambling is independent below where points part, and between dimensions",
          "[columns]") {
  constexpr int kSeeds = 20'000;
  double within = 0;
  double dimensions = 0;
  double replicates = 0;
  const auto below = [](double value) { return std::fmod(2 * value, 1) - 0.5; };
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto here = coordinates_of(2, kTurn + 16, seed);
    within += below(here[0]) * below(here[1]);
    replicates += (here[0] - 0.5) * (here[kTurn] - 0.5);
    dimensions += (here[0] - 0.5) * (coordinates_of(3, 16, seed)[0] - 0.5);
  }
  const double margin = 4 * std::sqrt(1.0 * kSeeds) / 12;
  CHECK(std::abs(within) < margin);
  CHECK(std::abs(replicates) < margin);
  CHECK(std::abs(dimensions) < margin);
}

TEST_CASE("a later part of a column, and one that is no whole group, are the same", "[columns]") {
  const auto all = coordinates_of(9, 1024, 3);
  std::vector<double> part(100);
  fill_sobol(sobol_dimension(9), 3, 512, escala::column_of(part));
  CHECK(std::equal(part.begin(), part.end(), all.begin() + 512));
}
