// SPDX-License-Identifier: Apache-2.0
#include "escala/report/binding_target.h"

namespace escala {

double reserve_of(const TargetResult& target) {
  return target.judgement.probability - target.confidence;
}

std::optional<std::size_t> binding_target(std::span<const TargetResult> targets) {
  std::optional<std::size_t> least;
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (targets[i].subject && (!least || reserve_of(targets[i]) < reserve_of(targets[*least])))
      least = i;
  return least;
}

} // namespace escala
