// SPDX-License-Identifier: Apache-2.0
// Reads the unit of a metric.
#pragma once

#include <string>

#include "escala/core/diagnostics.h"
#include "escala/core/units.h"

namespace escala {

// A unit as a metric writes it: "USD", "USD/mo", "users", "%", "users/mo".
struct WrittenUnit {
  bool money = false;
  bool percent = false;
  Period period = Period::none;
  std::string label;     // the whole text
  bool mistaken = false; // a mistake was reported
};

// Reports a unit that looks like money but is not in the plan's currency.
WrittenUnit read_unit(const LocatedText& text, const std::string& currency,
                      Diagnostics& diagnostics);

} // namespace escala
