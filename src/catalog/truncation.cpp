// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <vector>

#include "distributions/describe.h"
#include "escala/catalog/distribution.h"

namespace escala {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// One distribution between two bounds, with all that doesn't depend on the uniform.
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

  // Counted from whichever end is nearer, so that neither tail loses its digits.
  double draw(double u) const {
    const double lower = below_ + u * mass_;
    const double value = lower <= 0.5 ? spec_.quantile(lower, arguments_)
                                      : spec_.upper_quantile(above_ + (1 - u) * mass_, arguments_);
    return std::clamp(value, low_, high_);
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

  // A constant (sd 0) lies in the interval even where it equals `low`.
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
  double below_, above_; // the mass outside
  double mass_;          // and inside
};

// As `unusable`, of the bounds as well.
double unusable_between(const DistributionSpec& spec, DistributionArguments arguments, double low,
                        double high) {
  if (is_undefined(low) || is_undefined(high))
    return kUndefined;
  const double instead = unusable(spec.requirement, arguments);
  if (instead != 0)
    return instead;
  return low <= high ? 0 : kInvalid;
}

struct Lanes {
  const double* const* parameters;
  std::size_t count; // of parameters
  const double* low;
  const double* high;

  bool same(std::size_t a, std::size_t b) const {
    bool same = same_bits(low[a], low[b]) && same_bits(high[a], high[b]);
    for (std::size_t j = 0; same && j < count; ++j) {
      same = same_bits(parameters[j][a], parameters[j][b]);
    }
    return same;
  }
};

void draw_run(const DistributionSpec& spec, DistributionArguments arguments, double low,
              double high, const double* uniform, double* out, std::size_t lanes) {
  const double instead = unusable_between(spec, arguments, low, high);
  if (instead != 0) {
    std::fill_n(out, lanes, instead);
    return;
  }
  const Interval interval(spec, arguments, low, high);
  if (!interval.holds_mass()) {
    std::fill_n(out, lanes, kInvalid);
    return;
  }
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = interval.draw(uniform[i]);
}

} // namespace

void truncated_quantiles(const DistributionSpec& spec, const double* uniform,
                         const double* const* parameters, const double* low, const double* high,
                         double* out, std::size_t lanes) {
  const Lanes columns{parameters, spec.parameters.size(), low, high};
  std::vector<double> arguments(columns.count);
  for (std::size_t begin = 0; begin < lanes;) {
    for (std::size_t j = 0; j < columns.count; ++j)
      arguments[j] = parameters[j][begin];
    std::size_t end = begin + 1;
    while (end < lanes && columns.same(begin, end))
      ++end;
    draw_run(spec, arguments, low[begin], high[begin], uniform + begin, out + begin, end - begin);
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
