// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/retention.h"

#include <algorithm>

namespace escala {

std::vector<double> survival_of(const Retention& retention, int months) {
  std::vector<double> survival{1.0};
  for (int age = 1; age <= months; ++age) {
    if (retention.sbg) {
      const auto [alpha, beta] = *retention.sbg;
      survival.push_back(survival.back() * (beta + age - 1) / (alpha + beta + age - 1));
    } else {
      const std::size_t last = retention.listed.size();
      survival.push_back(retention.listed[std::min<std::size_t>(age, last) - 1]);
    }
  }
  return survival;
}

} // namespace escala
