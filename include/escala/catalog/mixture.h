// SPDX-License-Identifier: Apache-2.0
// The quantile of a mixture of distributions for one lane: the inverse of its distribution function
// at one uniform.
#pragma once

#include <limits>
#include <span>

#include "escala/catalog/distribution.h"

namespace escala {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

struct MixtureComponent {
  const DistributionSpec* spec = nullptr; // not a mixture: the list has its components instead
  DistributionArguments arguments = {};
  double low = -kUnbounded; // truncation bounds
  double high = kUnbounded;
  double scale = 1; // from the unit of its draws to that of the mixture
  double weight = 0;
};

// 0 if the weights are acceptable; otherwise the value of the draw: n/a or kInvalid.
double unusable_weights(std::span<const double> weights);
// 0 if the component is acceptable; otherwise the value of the draw: n/a or kInvalid.
double unusable_component(const MixtureComponent& component);

// inf{x : F(x) >= uniform}, where F is the weighted distribution function: exact at steps, with a
// relative error of about 1e-14 elsewhere. Components and weights are acceptable.
double mixture_quantile(double uniform, std::span<const MixtureComponent> components);

} // namespace escala
