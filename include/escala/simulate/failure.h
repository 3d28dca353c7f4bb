// SPDX-License-Identifier: Apache-2.0
// Why a run can't go on: a value of a path is neither a number nor n/a, or is out of its range.
//
// A Failure names the parts of the model by their indices. The Notes beside the model turn it into
// a diagnostic with the plan's own text.
#pragma once

#include <cstdint>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/model/model.h"
#include "escala/model/notes.h"

namespace escala {

// The part of an expression where a value that is neither a number nor n/a arose.
struct Cause {
  enum class Kind : std::uint8_t {
    unknown,   // nothing is known of it
    model,     // the growth model's own reason; `words` has it
    parameter, // what the arguments of the growth model must be; `words` has it
    domain,    // a function of `value`, which it is not defined for; `words` is "the log of"
    overflow,
    distribution, // its arguments make no distribution; `words` is its name
  };
  Kind kind = Kind::unknown;
  std::uint32_t text = kNone; // in the Notes; kNone: the metric itself is the place
  bool whole = false;         // the whole expression is the place, else the node
  NodeIndex node = 0;
  std::uint32_t parameter = kNone; // of the metric: the one to change
  double value = 0;
  std::string_view words = {};
};

struct Failure {
  enum class Kind : std::uint8_t {
    metric,      // its value is not a number
    parameter,   // of a metric is out of its range
    condition,   // of a target is not a number
    rate,        // a part of a risk is out of its range
    range_check, // a quantity of the investment is out of its range
    impact,      // what an event drew is not a number
    duration,    // the same of the event's duration
  };
  Kind kind = Kind::metric;
  std::uint32_t index = 0; // of the metric, target, risk, range check or impact
  std::uint32_t part = 0;  // the parameter of the metric, or the RiskPart
  double value = 0;        // what is out of its range
  std::size_t lane = 0;    // of its block
  int month = 0;
  std::uint64_t path = 0;
  Cause cause = {}; // of metric and condition
};

Diagnostic explain(const Failure& failure, const Model& model, const Notes& notes);

} // namespace escala
