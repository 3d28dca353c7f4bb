// SPDX-License-Identifier: Apache-2.0
#include "describe.h"

namespace escala {
namespace {

// The quantile function in the log odds l = ln(y / (1 - y)): M(l) = centre + slope l +
// skew (y - 1/2) l.
class Metalog {
 public:
  static constexpr std::array<DistributionParameter, 3> kParameters = {{
      {"p10", DistributionRole::value, "10% of the draws are below it", "below p50"},
      {"p50", DistributionRole::value, "half of the draws are below it",
       "between 16.7% and 83.3% of the way from p10 to p90"},
      {"p90", DistributionRole::value, "90% of the draws are below it", "above p50"},
  }};

  static std::string_view requirement(DistributionArguments arguments) {
    if (!(arguments[0] < arguments[1] && arguments[1] < arguments[2]))
      return "p10 must be below p50, and p50 below p90";
    const double position = (arguments[1] - arguments[0]) / (arguments[2] - arguments[0]);
    if (position > kLeast && position < 1 - kLeast)
      return "";
    return "p50 must lie between 16.7% and 83.3% of the way from p10 to p90";
  }

  explicit Metalog(DistributionArguments arguments)
      : centre_(arguments[1]), slope_((arguments[2] - arguments[0]) / (2 * kLogOdds90)),
        skew_((arguments[0] - arguments[1] + (arguments[2] - arguments[1])) / (0.8 * kLogOdds90)) {}

  double draw(double u) const { return quantile(u); }
  double quantile(double probability) const {
    return at(std::log(probability) - std::log1p(-probability));
  }
  double upper_quantile(double probability) const {
    return at(std::log1p(-probability) - std::log(probability));
  }
  double cdf(double x) const { return 1 / (1 + std::exp(-log_odds(x))); }
  double upper(double x) const { return 1 / (1 + std::exp(log_odds(x))); }

 private:
  static constexpr double kLogOdds90 = 2.1972245773362196; // ln 9
  // The quantile function rises everywhere if |skew| / slope < 1.66711 (Keelin 2016). Then the
  // distance of p50 from p10 and from p90 is more than this share of p90 - p10.
  static constexpr double kLeast = 0.16657737615961404;

  double at(double l) const { return centre_ + l * (slope_ + skew_ * 0.5 * std::tanh(l / 2)); }

  double steepness(double l) const {
    const double half = std::tanh(l / 2);
    return slope_ + skew_ * (0.5 * half + 0.25 * l * (1 - half * half));
  }

  // Solves at(l) = x. at() rises and lies between two lines through the centre, which give the
  // first ends. Takes Newton's step if it stays between the ends, otherwise halves.
  double log_odds(double x) const {
    const double distance = x - centre_;
    const double flat = slope_ - std::abs(skew_) / 2;
    const double steep = slope_ + std::abs(skew_) / 2;
    double low = std::min(distance / flat, distance / steep);
    double high = std::max(distance / flat, distance / steep);
    double l = distance / slope_;
    for (int i = 0; i < 200 && low < high; ++i) {
      l = std::clamp(l, low, high);
      const double excess = at(l) - x;
      (excess < 0 ? low : high) = l;
      const double step = excess / steepness(l);
      if (!(std::abs(step) > 1e-15 * std::abs(l)))
        return l;
      const double next = l - step;
      l = next > low && next < high ? next : low + (high - low) / 2;
    }
    return l;
  }

  double centre_, slope_, skew_;
};

} // namespace

extern constinit const DistributionSpec kMetalog = describe<Metalog>({
    .name = "metalog",
    .doc = "through three quantiles that an expert gives: 10%, 50%, 90%",
    .formula =
        "a1 + a2 ln(y/(1 - y)) + a3 (y - 1/2) ln(y/(1 - y)), y = u, through the three quantiles",
    .source = "Keelin (2016), three terms, unbounded, from a symmetric triplet",
    .example = "metalog(10%, 20%, 45%)",
    .input = DrawInput::uniform,
    .result = DrawResult::value,
});

} // namespace escala
