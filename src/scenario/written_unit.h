// SPDX-License-Identifier: Apache-2.0
// A metric's unit as it is written.
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
  std::string label;
  bool mistaken = false;
};

// Reports what looks like money and is not the plan's currency.
WrittenUnit read_unit(const LocatedText& text, const std::string& currency,
                      Diagnostics& diagnostics);

} // namespace escala
