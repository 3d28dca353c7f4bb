// SPDX-License-Identifier: Apache-2.0
// A plan with each of its variants, for the commands that go through all of them.
#pragma once

#include <cstddef>
#include <string>

#include "app/load.h"

namespace escala::app {

// Bounds what all variants of a file take together. In parts (scenario/plan_size.h): it is the work
// that counts, so that a small plan may have many variants.
class VariantBudget {
 public:
  VariantBudget(const PlanFile& file, const Loaded& plan, Diagnostics& diagnostics)
      : file_(file), parts_of_plan_(plan.parts), diagnostics_(diagnostics) {}

  // Whether that many variants may be compiled, as far as the plan without them tells; otherwise
  // says so at the variants.
  bool holds(std::size_t variants);
  // Whether another one may be, after one that was; otherwise says so.
  bool goes_on(const std::string& variant, const Loaded& loaded);
  // Whether so many mistakes are found that those of further variants are no news.
  bool has_enough_errors() const { return diagnostics_.error_count() > kEnoughErrors; }

 private:
  static constexpr std::size_t kEnoughErrors = 1000;

  bool fail(const std::string& reason);

  const PlanFile& file_;
  std::size_t parts_of_plan_;
  Diagnostics& diagnostics_;
  std::size_t parts_ = 0; // of the variants compiled
};

} // namespace escala::app
