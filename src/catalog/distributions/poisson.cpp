// SPDX-License-Identifier: Apache-2.0
#include <boost/math/special_functions/gamma.hpp>

#include "boost_policy.h"
#include "describe.h"
#include "escala/columns/elementary.h"
#include "escala/columns/poisson.h"
#include "escala/columns/standard_normal.h"

namespace escala {
namespace {

// From this mean on, the expansion gives a count with 12 correct digits, and the distribution
// function is too slow for a search.
constexpr double kCoarse = 1e12;

class Poisson {
 public:
  static constexpr std::array<DistributionParameter, 1> kParameters = {{
      {"mean", DistributionRole::plain, "the expected count", "0 or more"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    return arguments[0] >= 0 ? "" : "mean must be 0 or more";
  }

  explicit Poisson(DistributionArguments arguments) : mean_(arguments[0]) {
    if (mean_ >= kSummedMean)
      return;
    term_ = sums_[0] = exponential(-mean_);
    known_ = 1;
  }

  // The smallest k with P(at most k) >= u.
  double draw(double u) {
    if (mean_ >= kSummedMean)
      return by_expansion(u);
    return u <= kSummedProbability ? by_sums(u) : by_search(u, mean_);
  }
  double quantile(double probability) { return draw(probability); }
  double cdf(double x) const {
    return x < 0 ? 0 : boost::math::gamma_q(std::floor(x) + 1, mean_, QuietDoubles());
  }

 private:
  double by_sums(double u) {
    int k = 0;
    while (k < known_ && sums_[k] < u)
      ++k;
    while (k == known_ && k < kSummedTermsLimit) {
      add_sum();
      if (sums_[k] < u)
        ++k;
    }
    return k;
  }

  void add_sum() {
    term_ *= mean_ * (1.0 / known_);
    sums_[known_] = sums_[known_ - 1] + term_;
    ++known_;
  }

  // The expansion in the normal score of Giles (2016), algorithm 955. Its error is known to leading
  // order and doubled here. Searches only if the result is too near a whole number to be sure.
  double by_expansion(double u) const {
    const double z = normal_score(u);
    const double z2 = z * z;
    const double root = std::sqrt(mean_);
    const double guess = mean_ + (root * z + (1 / 3.0 + z2 / 6) - z * (2 + z2) / (72 * root));
    const double error = 2 * (1 / 40.0 + z2 / 80 + z2 * z2 / 160) / mean_ + 1e-15 * mean_;
    const double count = std::floor(guess);
    const bool clear = guess - count > error && count + 1 - guess > error;
    return clear || mean_ >= kCoarse ? count : by_search(u, count);
  }

  double by_search(double u, double start) const {
    double k = std::max(0.0, std::floor(start));
    while (!reaches(k, u))
      ++k;
    while (k > 0 && reaches(k - 1, u))
      --k;
    return k;
  }

  // Whether P(at most k) >= u, computed from the smaller tail.
  bool reaches(double k, double u) const {
    if (u <= 0.5)
      return boost::math::gamma_q(k + 1, mean_, QuietDoubles()) >= u;
    return boost::math::gamma_p(k + 1, mean_, QuietDoubles()) <= 1 - u;
  }

  double mean_;
  double term_ = 0; // P(known_ - 1)
  int known_ = 0;
  double sums_[kSummedTermsLimit]; // P(at most k) for k < known_; the rest is never read
};

// Lanes that the sums do not cover are drawn one by one.
void draw_counts(ConstColumn uniforms, const ConstColumnList& parameters, Column out) {
  constexpr std::size_t kFewLanes = 4; // too few for vectors
  if (out.lanes() < kFewLanes)
    return draw_block<Poisson>(uniforms, parameters, out);
  const ConstColumn means = parameters[0];
  if (summed_poisson_counts(uniforms, means, out) == 0)
    return;
  for (std::size_t i = 0; i < out.lanes(); ++i)
    if (out[i] < 0)
      draw_lanes<Poisson>({means.data() + i, 1}, uniforms.part(i, i + 1), out.part(i, i + 1));
}

} // namespace

extern constinit const DistributionSpec kPoisson = describe<Poisson>({
    .name = "poisson",
    .doc = "a count of events that arrive independently",
    .formula = "the smallest k with P(at most k) >= u",
    .source = "for large means, starting from Giles (2016), algorithm 955",
    .example = "poisson(3)",
    .input = DrawInput::uniform,
    .result = DrawResult::plain,
    .has_atoms = true,
    .quantiles = draw_counts,
});

} // namespace escala
