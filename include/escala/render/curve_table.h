// SPDX-License-Identifier: Apache-2.0
// The curves of a report for a terminal: at the ends of its fiscal years, or in all periods of
// --every.
#pragma once

#include <string>
#include <vector>

#include "escala/render/render.h"

namespace escala {

// The months worth a column where nothing says so: the ends of fiscal years and the horizon; where
// those are fewer than three, of quarters; else every month.
std::vector<int> shown_ends(const Calendar& calendar, int horizon);

// At most `room` of them, evenly spaced from the last.
std::vector<int> thinned(const std::vector<int>& months, int room);

// Nothing uncertain, or too rarely to show in the middle 90% of paths.
bool has_band(const Curve& curve);

// A block of lines per metric, blank lines between them; empty where the report has no curves.
std::string curve_table(const Report& report, const RenderOptions& options);

} // namespace escala
