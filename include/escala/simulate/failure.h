// SPDX-License-Identifier: Apache-2.0
// Why a run cannot continue: a value of a path is neither a number nor n/a, or is out of its range.
//
// A Failure names the parts of the model by their indices. explain() turns it into a diagnostic
// with the plan's own text, which is in the Notes.
#pragma once

#include <cstdint>
#include <string_view>

#include "escala/core/diagnostics.h"
#include "escala/model/model.h"
#include "escala/model/notes.h"

namespace escala {

// The part of an expression that gives a value that is neither a number nor n/a, although its
// inputs are.
struct Cause {
  enum class Kind : std::uint8_t {
    unknown,      // not found
    model,        // the growth model's general reason, in `words`
    parameter,    // what the arguments of the growth model must be, in `words`
    domain,       // a function is not defined for `value`; `words` is "the log of"
    overflow,     // of an operation or, if `drawn`, of a draw
    distribution, // its arguments are not acceptable; `words` is its name
  };
  Kind kind = Kind::unknown;
  std::uint32_t text = kNone; // in the Notes; kNone: the metric itself is the place
  bool whole = false;         // true: the whole expression is the place; false: the node
  bool drawn = false;
  NodeIndex node = 0;
  std::uint32_t parameter = kNone; // the parameter of the metric to change
  double value = 0;
  std::string_view words = {};
};

struct Failure {
  enum class Kind : std::uint8_t {
    metric,      // the value of a metric is not a number
    parameter,   // a parameter of a metric is out of its range
    condition,   // the condition of a target is not a number
    rate,        // a part of a risk is out of its range
    range_check, // a quantity of the investment is out of its range
    impact,      // the impact of an event is not a number, or n/a
    duration,    // the duration of an event is not a number, or n/a
    lasting,     // too many events of a risk last at the same time
  };
  Kind kind = Kind::metric;
  std::uint32_t index = 0;      // of the metric, target, risk, range check or impact
  std::uint32_t part = 0;       // the parameter of the metric, or the RiskPart
  double value = 0;             // the value that is out of its range, or no number
  std::uint32_t series = kNone; // that has this value, if it is one
  std::size_t lane = 0;         // lane in its block
  int month = 0;
  std::uint64_t path = 0;
  Cause cause = {}; // of a value that is not a number
};

Diagnostic explain(const Failure& failure, const Model& model, const Notes& notes);

} // namespace escala
