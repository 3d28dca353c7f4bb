// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/mixture.h"

#include <limits>
#include <vector>

#include "describe.h"

namespace escala {
namespace {

constexpr std::array<DistributionParameter, 2> kParameters = {{
    {"distribution", DistributionRole::value, "what is drawn from", ""},
    {"weight", DistributionRole::plain, "how often, in proportion to the other weights",
     "0 or more"},
}};

// The arguments are the weights of a mixture.
std::string_view requirement(DistributionArguments weights) {
  double total = 0;
  for (double weight : weights) {
    if (!(weight >= 0))
      return "its weights must be 0 or more";
    total += weight;
  }
  return total > 0 && total < kUnbounded ? "" : "its weights must add up to more than 0";
}

// P(at most x) of a component, which may be truncated to its bounds.
double cdf(const MixtureComponent& component, double x) {
  const double at = x / component.scale;
  const auto below = [&](double bound) {
    if (std::isinf(bound))
      return bound < 0 ? 0.0 : 1.0;
    return component.spec->cdf(bound, component.arguments);
  };
  if (std::isinf(component.low) && std::isinf(component.high))
    return below(at);
  const double least = below(component.low);
  const double most = below(component.high);
  return std::clamp((below(at) - least) / (most - least), 0.0, 1.0);
}

double quantile(const MixtureComponent& component, double u) {
  if (std::isinf(component.low) && std::isinf(component.high))
    return component.scale * component.spec->quantile(u, component.arguments);
  std::vector<const double*> columns;
  for (const double& argument : component.arguments)
    columns.push_back(&argument);
  double drawn = 0;
  truncated_quantiles(*component.spec, {&u, 1}, {columns.data(), columns.size(), 1},
                      {&component.low, 1}, {&component.high, 1}, {&drawn, 1});
  return component.scale * drawn;
}

class Mixture {
 public:
  explicit Mixture(std::span<const MixtureComponent> components) : components_(components) {
    for (const MixtureComponent& component : components)
      total_ += component.weight;
  }

  // The smallest x with P(at most x) >= u. It lies between the smallest and the largest quantile of
  // the components.
  double draw(double u) const {
    double low = kUnbounded;
    double high = -kUnbounded;
    for (const MixtureComponent& component : components_) {
      if (component.weight == 0)
        continue;
      const double own = quantile(component, u);
      low = std::min(low, own);
      high = std::max(high, own);
    }
    if (!(low < high) || reached(low) >= u)
      return low;
    const double x = settle(std::max(low, -kLargestDraw), std::min(high, kLargestDraw), u);
    return std::abs(x) < kLargestDraw ? x : kInvalid;
  }

 private:
  // Quantiles of components may overflow; the difference of two within this does not.
  static constexpr double kLargestDraw = std::numeric_limits<double>::max() / 2;

  double reached(double x) const {
    double sum = 0;
    for (const MixtureComponent& component : components_)
      if (component.weight > 0)
        sum += component.weight / total_ * cdf(component, x);
    return sum;
  }

  // The distribution function is below u at `low`, and not below u at `high`. Interpolates; halves
  // the interval if the last step gained little.
  double settle(double low, double high, double u) const {
    constexpr int kMost = 2500; // enough to halve down from the largest double
    constexpr double kClose = 1e-14;
    double at_low = reached(low) - u;
    double at_high = reached(high) - u;
    bool halve = false;
    for (int i = 0; i < kMost; ++i) {
      const double width = high - low;
      double x = low + width / 2;
      if (!halve)
        x = std::clamp(low - at_low * width / (at_high - at_low), low + width / 1024,
                       high - width / 1024);
      if (width <= kClose * std::max(std::abs(low), std::abs(high)) || x <= low || x >= high)
        break;
      const double at = reached(x) - u;
      (at < 0 ? low : high) = x;
      (at < 0 ? at_low : at_high) = at;
      halve = high - low > width / 4; // the last step gained little
    }
    return nearest_atom(low, high, u);
  }

  // If the distribution function passes u at an atom of a component, the value is this atom.
  double nearest_atom(double low, double high, double u) const {
    for (const MixtureComponent& component : components_) {
      if (!component.spec->has_atoms || component.weight == 0)
        continue;
      const double between = (cdf(component, low) + cdf(component, high)) / 2;
      const double atom = quantile(component, between);
      if (atom > low && atom <= high && reached(atom) >= u)
        return atom;
    }
    return high;
  }

  std::span<const MixtureComponent> components_;
  double total_ = 0;
};

} // namespace

double mixture_quantile(double uniform, std::span<const MixtureComponent> components) {
  return Mixture(components).draw(uniform);
}

double unusable_weights(std::span<const double> weights) { return unusable(requirement, weights); }

double unusable_component(const MixtureComponent& component) {
  if (std::isnan(component.weight) || std::isnan(component.low) || std::isnan(component.high))
    return is_undefined(component.weight) || is_undefined(component.low) ||
                   is_undefined(component.high)
               ? kUndefined
               : kInvalid;
  const double instead = unusable(component.spec->requirement, component.arguments);
  if (instead != 0)
    return instead;
  if (is_too_large(component.low) || is_too_large(component.high))
    return kInvalid;
  const bool bounded = std::isfinite(component.low) || std::isfinite(component.high);
  const bool empty =
      bounded && !has_mass(*component.spec, component.arguments, component.low, component.high);
  return empty ? kInvalid : 0;
}

extern constinit const DistributionSpec kMixture{
    .name = "mixture",
    .doc = "one of several distributions, each with its weight",
    .formula = "the smallest x with the weighted P(at most x) >= u",
    .source = "the inverse of its whole distribution function",
    .example = "mixture(normal(10%, 2%), 3, normal(30%, 5%), 1)",
    .parameters = kParameters,
    .input = DrawInput::uniform,
    .result = DrawResult::value,
    .form = DistributionForm::mixture,
    .requirement = requirement,
};

} // namespace escala
