// SPDX-License-Identifier: Apache-2.0
// Records and cells that the answers of several analyses have.
#pragma once

#include <optional>

#include "escala/analysis/sweep.h"
#include "escala/core/display_unit.h"
#include "escala/report/described.h"
#include "escala/report/phrase.h"
#include "escala/targets/judge.h"

namespace escala {

const Described<Judgement>& estimate_record();  // {"probability", "std_error"}
const Described<MetricSpread>& spread_record(); // {"p5", "p50", "p95"}

// A value in canonical units, in this unit; null if it is n/a.
Value value_or_null(double value, const DisplayUnit& unit);
// nullopt for n/a.
std::optional<double> unless_undefined(double value);

// From canonical units.
MetricSpread in_unit(MetricSpread spread, const DisplayUnit& unit);
// The median as a number to show; n/a if there is none.
Number median_of(const MetricSpread& spread, const DisplayUnit& unit);
// Of probabilities.
DisplayUnit percent_unit();

} // namespace escala
