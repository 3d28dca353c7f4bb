// SPDX-License-Identifier: Apache-2.0
// Charts of one curve: its spread by months, and what targets ask of it.
#pragma once

#include <span>

#include "escala/report/chart.h"
#include "escala/report/run_result.h"

namespace escala {

// `targets`: whose thresholds are marked. `yearly`: the same curve by fiscal years; null: none.
FanChart curve_chart(const RunResult& result, const Curve& curve,
                     std::span<const TargetResult* const> targets, const Curve* yearly = nullptr);

// Whether a chart shows more of the curve than a table of a few columns.
bool is_worth_a_chart(const Curve& curve);

// The months from 0 to the horizon, with the ends of fiscal years to be labelled.
ChartAxis months_axis(const RunResult& result, std::span<const int> months);

} // namespace escala
