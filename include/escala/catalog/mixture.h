// SPDX-License-Identifier: Apache-2.0
// A mixture of distributions at one lane: one uniform, through the inverse of the whole
// distribution function.
#pragma once

#include <limits>
#include <span>

#include "escala/catalog/distribution.h"

namespace escala {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

struct MixtureComponent {
  const DistributionSpec* spec = nullptr; // no mixture: those are taken apart before
  DistributionArguments arguments = {};
  double low = -kUnbounded; // truncated
  double high = kUnbounded;
  double scale = 1; // of its draws, into the unit of the mixture
  double weight = 0;
};

// 0 where the weights make a mixture; else what it is instead: n/a or kInvalid.
double unusable_weights(std::span<const double> weights);
// 0 where a component can be drawn from; else what the mixture is instead: n/a or kInvalid.
double unusable_component(const MixtureComponent& component);

// inf{x : F(x) >= uniform}, F the weighted distribution function, exact at steps and to about
// 1e-14 relative elsewhere. Components are usable, and their weights make a mixture.
double mixture_quantile(double uniform, std::span<const MixtureComponent> components);

} // namespace escala
