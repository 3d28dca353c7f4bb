// SPDX-License-Identifier: Apache-2.0
// A plan from its text through validation.
#pragma once

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "escala/plan/plan.h"

namespace escala {

struct CheckedPlan {
  // The lines behind the format's version and the plan's name.
  explicit CheckedPlan(const std::string& lines, const Changes& changes = {})
      : plan(Plan::read("f", "escala: 1\nname: P\n" + lines)),
        compiled(plan.compile(changes, diagnostics).compiled) {}

  bool is_valid() const { return compiled.has_value(); }

  const ValidScenario& good() const {
    for (const Diagnostic& each : diagnostics.sorted())
      UNSCOPED_INFO(to_text(each));
    REQUIRE(compiled);
    return compiled->notes.plan();
  }

  // Problems of everything said, in order.
  std::string problems() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += each.problem + "\n";
    return text;
  }

  // Everything said, in order.
  std::string said() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += to_text(each);
    return text;
  }

  Diagnostics diagnostics;
  Plan plan;
  std::optional<CompiledPlan> compiled;
};

} // namespace escala
