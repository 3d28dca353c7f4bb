// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/standard_normal.h"

#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>

using namespace escala;

namespace {

double relative_error(double got, double wanted) {
  return wanted == 0 ? std::abs(got) : std::abs(got / wanted - 1);
}

// From 1e-300 to 1 - 1e-16: the tails by powers of ten, the middle evenly.
std::vector<double> probabilities() {
  std::vector<double> all;
  for (int i = 0; i <= 6000; ++i)
    all.push_back(std::pow(10, -300 + i * 0.05));
  for (int i = 1; i < 10000; ++i)
    all.push_back(i / 10000.0);
  for (int i = 20; i <= 320; ++i)
    all.push_back(1 - std::pow(10, -i * 0.05));
  all.pop_back();
  all.push_back(1 - 0x1p-53);
  return all;
}

} // namespace

TEST_CASE("normal scores are Phi^-1 to the last digits", "[catalog]") {
  const boost::math::normal_distribution<long double> normal;
  double worst = 0;
  for (const double p : probabilities()) {
    if (p >= 1)
      continue;
    const auto exact = static_cast<double>(boost::math::quantile(normal, p));
    worst = std::max(worst, relative_error(normal_score(p), exact));
  }
  CHECK(worst < 1e-15);
}

TEST_CASE("normal scores of a block are those of its lanes, whatever its length", "[catalog]") {
  const std::vector<double> uniforms = probabilities();
  for (const std::size_t lanes : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{16},
                                  std::size_t{37}, uniforms.size()}) {
    std::vector<double> scores(lanes + 1, 77);
    normal_scores({uniforms.data(), lanes}, {scores.data(), lanes});
    for (std::size_t i = 0; i < lanes; ++i)
      REQUIRE(scores[i] == normal_score(uniforms[i]));
    CHECK(scores[lanes] == 77); // nothing is written past the end
  }
}

TEST_CASE("normal scores may overwrite their uniforms", "[catalog]") {
  std::vector<double> column(100, 0.975);
  normal_scores(column_of(column), column_of(column));
  for (const double score : column)
    REQUIRE(score == normal_score(0.975));
}

TEST_CASE("normal scores are odd about one half", "[catalog]") {
  CHECK(normal_score(0.5) == 0);
  for (const double u : {0.01, 0.07, 0.2, 0.4999, 0x1p-40}) {
    CHECK(normal_score(1 - u) == -normal_score(1 - (1 - u)));
  }
  CHECK(normal_score(0) == -std::numeric_limits<double>::infinity());
  CHECK(normal_score(1) == std::numeric_limits<double>::infinity());
}

TEST_CASE("normal probabilities keep their digits in both tails", "[catalog]") {
  const boost::math::normal_distribution<long double> normal;
  std::vector<double> scores, found(0);
  for (int i = -370; i <= 80; ++i)
    scores.push_back(i / 10.0);
  found.resize(scores.size());
  normal_probabilities(column_of(scores), column_of(found));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto exact = static_cast<double>(boost::math::cdf(normal, scores[i]));
    // Phi'(z)/Phi(z) is about |z|: one rounding of z costs z^2 of them in the result.
    REQUIRE(relative_error(found[i], exact) < 4e-16 * (1 + scores[i] * scores[i]));
    REQUIRE(found[i] == normal_probability(scores[i]));
  }
}

TEST_CASE("normal scores and probabilities undo each other", "[catalog]") {
  for (const double z : {-30.0, -8.0, -1.5, -0.1, 0.3, 2.0, 5.0}) {
    CHECK(normal_score(normal_probability(z)) == Catch::Detail::Approx(z).epsilon(1e-9));
  }
}
