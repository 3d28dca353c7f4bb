// SPDX-License-Identifier: Apache-2.0
// What was probably meant by a distribution whose constant arguments make none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "escala/scenario/valid_scenario.h"

namespace escala {

// Puts arguments in ascending order, or gives probabilities their percent sign.
class DistributionRemedy {
 public:
  // All arguments of the node are constants.
  DistributionRemedy(const Expression& expression, const std::vector<NodeFacts>& facts,
                     NodeIndex node, const DistributionSpec& spec);

  // The text of a valid distribution; nullopt if nothing of the user's makes one.
  std::optional<std::string> run() const;

 private:
  struct Value {
    const SyntaxNode* node = nullptr;
    std::string text;
    double number = 0;
    bool probability = false;
  };

  std::optional<std::string> with_all_signs() const;
  std::optional<std::string> ascending() const;
  std::optional<std::string> in_percent() const;
  // The node with other arguments, if they make a distribution.
  std::optional<std::string> with(const std::vector<Value>& values) const;

  const Expression& expression_;
  const SyntaxNode& node_;
  const DistributionSpec& spec_;
  std::vector<Value> values_; // without min= and max=
};

} // namespace escala
