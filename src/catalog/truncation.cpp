// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "distributions/describe.h"
#include "escala/catalog/distribution.h"
#include "escala/columns/standard_normal.h"

namespace escala {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// One distribution between two bounds: everything that does not depend on the uniform.
class Interval {
 public:
  Interval(const DistributionSpec& spec, DistributionArguments arguments, double low, double high)
      : spec_(spec), arguments_(arguments), low_(low), high_(high), below_(cdf(low)),
        above_(upper(high)) {
    mass_ = below_ <= 0.5 ? cdf(high) - below_ : upper(low) - above_;
    if (!(mass_ > 0))
      collapse_to_constant();
  }

  bool holds_mass() const { return low_ <= high_ && mass_ > 0; }

  // The probability, counted from the nearer end, so that no digits are lost in either tail.
  struct Tail {
    double mass;
    bool is_upper;
  };
  Tail tail(double u) const {
    const double lower = below_ + u * mass_;
    return lower <= 0.5 ? Tail{lower, false} : Tail{above_ + (1 - u) * mass_, true};
  }

  double draw(double u) const {
    const Tail at = tail(u);
    return clamped(at.is_upper ? spec_.upper_quantile(at.mass, arguments_)
                               : spec_.quantile(at.mass, arguments_));
  }
  // A draw that overflows is a mistake; clamped, it would be a bound on every path.
  double clamped(double value) const {
    return std::isfinite(value) ? std::clamp(value, low_, high_) : kInvalid;
  }

 private:
  double cdf(double x) const {
    if (x == -kInfinity)
      return 0;
    return x == kInfinity ? 1 : spec_.cdf(x, arguments_);
  }
  double upper(double x) const {
    if (x == -kInfinity)
      return 1;
    return x == kInfinity ? 0 : spec_.upper(x, arguments_);
  }

  // A constant (sd 0) also lies in the interval if it equals `low`.
  void collapse_to_constant() {
    const double value = spec_.quantile(0.25, arguments_);
    const bool constant = value == spec_.quantile(0.75, arguments_);
    if (!constant || value < low_ || value > high_)
      return;
    low_ = high_ = value;
    below_ = above_ = 0;
    mass_ = 1;
  }

  const DistributionSpec& spec_;
  DistributionArguments arguments_;
  double low_, high_;
  double below_, above_; // the mass below `low` and above `high`
  double mass_;          // the mass between them
};

// Like `unusable`, but for the bounds as well.
double unusable_between(const DistributionSpec& spec, DistributionArguments arguments, double low,
                        double high) {
  if (is_undefined(low) || is_undefined(high))
    return kUndefined;
  const double instead = unusable(spec.requirement, arguments);
  if (instead != 0)
    return instead;
  return low <= high && !is_too_large(low) && !is_too_large(high) ? 0 : kInvalid;
}

struct Lanes {
  const ConstColumnList& parameters;
  ConstColumn low;
  ConstColumn high;

  bool same(std::size_t a, std::size_t b) const {
    bool same = same_bits(low[a], low[b]) && same_bits(high[a], high[b]);
    for (std::size_t j = 0; same && j < parameters.size(); ++j)
      same = same_bits(parameters[j][a], parameters[j][b]);
    return same;
  }
};

// For a distribution that is computed from a normal score: computes the scores of all lanes
// together. By symmetry, the score of an upper tail is minus that of the lower tail.
void draw_by_scores(const DistributionSpec& spec, const Interval& interval,
                    const ConstColumnList& parameters, std::size_t first, ConstColumn uniform,
                    Column out) {
  Eigen::ArrayXd scores = uniform.unaryExpr([&](double u) { return interval.tail(u).mass; });
  normal_scores(scores, scores);
  scores = scores.binaryExpr(
      uniform, [&](double score, double u) { return interval.tail(u).is_upper ? -score : score; });
  std::vector<const double*> columns;
  for (std::size_t j = 0; j < parameters.size(); ++j)
    columns.push_back(parameters[j].data() + first);
  spec.quantiles(scores, {columns.data(), columns.size(), out.lanes()}, out);
  out = out.unaryExpr([&](double value) { return interval.clamped(value); });
}

// Draws the lanes from `first` on, which have the same parameters and bounds.
void draw_run(const DistributionSpec& spec, const Lanes& columns, std::size_t first,
              ConstColumn uniform, Column out) {
  std::vector<double> arguments;
  for (std::size_t j = 0; j < columns.parameters.size(); ++j)
    arguments.push_back(columns.parameters[j][first]);
  const double low = columns.low[first];
  const double high = columns.high[first];
  const double instead = unusable_between(spec, arguments, low, high);
  if (instead != 0) {
    out = instead;
    return;
  }
  const Interval interval(spec, arguments, low, high);
  if (!interval.holds_mass()) {
    out = kInvalid;
    return;
  }
  if (spec.input == DrawInput::standard_normal)
    return draw_by_scores(spec, interval, columns.parameters, first, uniform, out);
  out = uniform.unaryExpr([&](double u) { return interval.draw(u); });
}

} // namespace

void truncated_quantiles(const DistributionSpec& spec, ConstColumn uniform,
                         const ConstColumnList& parameters, ConstColumn low, ConstColumn high,
                         Column out) {
  const Lanes columns{parameters, low, high};
  for (std::size_t begin = 0; begin < out.lanes();) {
    std::size_t end = begin + 1;
    while (end < out.lanes() && columns.same(begin, end))
      ++end;
    draw_run(spec, columns, begin, uniform.part(begin, end), out.part(begin, end));
    begin = end;
  }
}

bool has_mass(const DistributionSpec& spec, DistributionArguments arguments, double low,
              double high) {
  if (std::isnan(low) || std::isnan(high) || low > high)
    return false;
  return Interval(spec, arguments, low, high).holds_mass();
}

} // namespace escala
