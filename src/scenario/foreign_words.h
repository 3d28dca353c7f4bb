// SPDX-License-Identifier: Apache-2.0
// Words of other tools and languages for distributions, their parameters and functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "escala/catalog/distribution.h"
#include "escala/input/node.h"

namespace escala {

// "gaussian" and "np.random.normal" are normal; null if the word is none.
const DistributionSpec* distribution_meant(std::string_view word);

// An argument with the name that another tool gives it: mean = 80%.
struct NamedValue {
  std::string name;
  std::string value;
};

// A call with each value in its place: "normal(80%, 20%)". nullopt where a place stays empty or a
// value has none.
std::optional<std::string> distribution_call(const DistributionSpec& spec,
                                             std::span<const NamedValue> values);

// What a map means where a quantity is needed: {distribution: normal, mean: 80%, sd: 20%} is
// normal(80%, 20%), {low: 5%, high: 10%} is 5% to 10%. nullopt if it means none.
std::optional<std::string> quantity_meant(const Node& map);

// What a call of another language's function means: pow(a, b) is a ^ b. nullopt if it is none.
std::optional<std::string> call_meant(std::string_view name,
                                      const std::vector<std::string>& arguments);

} // namespace escala
