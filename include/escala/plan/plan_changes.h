// SPDX-License-Identifier: Apache-2.0
// The values in which two plans differ, and plans between them, which have some values of one and
// the others of the other.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "escala/plan/plan.h"

namespace escala {

// A value in which two plans differ: a text, a list, or a whole map that only one has.
struct PlanChange {
  std::vector<std::string> keys; // from the top of the plan
  std::string from;              // as one line of text; empty: the first plan has no value there
  std::string to;                // the same of the second plan

  std::string path() const; // the keys with dots between them
};

// Two plans as they are after their changes.
class PlanPair {
 public:
  PlanPair(const Plan& from, const Changes& changes_of_from, const Plan& to,
           const Changes& changes_of_to);

  // In the order of the first plan, then of the second. Names, descriptions, labels, variants,
  // simulation and output settings do not count.
  const std::vector<PlanChange>& changes() const { return changes_; }
  // The first plan with those values of the second plan that are `taken`, one flag for each change.
  Plan between(const std::vector<bool>& taken) const;

 private:
  Plan from_;
  Plan to_;
  std::vector<PlanChange> changes_;
};

} // namespace escala
