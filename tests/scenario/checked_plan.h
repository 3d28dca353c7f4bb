// SPDX-License-Identifier: Apache-2.0
// A plan that is read from its text and compiled.
#pragma once

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "escala/plan/plan.h"

namespace escala {

struct CheckedPlan {
  // `lines`: the lines after the format's version and the plan's name.
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

  // The problems of all diagnostics, in order.
  std::string problems() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += each.problem + "\n";
    return text;
  }

  // All diagnostics as text, in order.
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
