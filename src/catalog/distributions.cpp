// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "escala/catalog/distribution.h"

// One line for each file of distributions/, in the order of the reference.
#define ESCALA_DISTRIBUTIONS(X)                                                                    \
  X(kNormal)                                                                                       \
  X(kLognormal)                                                                                    \
  X(kUniform)                                                                                      \
  X(kLoguniform)                                                                                   \
  X(kTriangular)                                                                                   \
  X(kPert)                                                                                         \
  X(kBeta)                                                                                         \
  X(kGamma)                                                                                        \
  X(kWeibull)                                                                                      \
  X(kExponential)                                                                                  \
  X(kLaplace)                                                                                      \
  X(kPareto)                                                                                       \
  X(kStudent)                                                                                      \
  X(kMetalog)                                                                                      \
  X(kPoisson)                                                                                      \
  X(kBernoulli)                                                                                    \
  X(kRange)                                                                                        \
  X(kDiscrete)                                                                                     \
  X(kMixture)

namespace escala {

#define ESCALA_DECLARE(spec) extern const DistributionSpec spec;
ESCALA_DISTRIBUTIONS(ESCALA_DECLARE)
#undef ESCALA_DECLARE

namespace {

#define ESCALA_ADDRESS(spec) &spec,
constexpr auto kAll =
    std::to_array<const DistributionSpec*>({ESCALA_DISTRIBUTIONS(ESCALA_ADDRESS)});
#undef ESCALA_ADDRESS

} // namespace

std::span<const DistributionSpec* const> distributions() { return kAll; }

const DistributionSpec* find_distribution(std::string_view name) {
  const auto found = std::ranges::find(kAll, name, &DistributionSpec::name);
  return found == kAll.end() ? nullptr : *found;
}

const DistributionSpec& normal_distribution() { return kNormal; }
const DistributionSpec& poisson_distribution() { return kPoisson; }
const DistributionSpec& range_distribution() { return kRange; }

} // namespace escala
