// SPDX-License-Identifier: Apache-2.0
// A plan from its text through validation.
#pragma once

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "escala/input/yaml.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/validate.h"

namespace escala {

struct CheckedPlan {
  // The lines behind the format's version and the plan's name.
  explicit CheckedPlan(const std::string& lines)
      : source(sources.add("f", "escala: 1\nname: P\n" + lines)) {
    const auto root = read_yaml(source, diagnostics);
    REQUIRE(root);
    auto scenario = bind(*root, diagnostics);
    REQUIRE(scenario);
    valid = validate(std::move(*scenario), diagnostics);
  }

  const ValidScenario& good() const {
    for (const Diagnostic& each : diagnostics.sorted())
      UNSCOPED_INFO(to_text(each));
    REQUIRE(valid);
    return *valid;
  }

  // Problems of everything said, in order.
  std::string problems() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += each.problem + "\n";
    return text;
  }

  Sources sources;
  const Source& source;
  Diagnostics diagnostics;
  std::optional<ValidScenario> valid;
};

} // namespace escala
