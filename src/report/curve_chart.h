// SPDX-License-Identifier: Apache-2.0
// Charts of one curve: its spread by months, and what targets ask of it.
#pragma once

#include <span>
#include <vector>

#include "escala/report/chart.h"
#include "escala/report/run_result.h"

namespace escala {

// `targets`: whose thresholds are marked. `yearly`: the same curve by fiscal years; null: none.
FanChart curve_chart(const RunResult& result, const Curve& curve,
                     std::span<const TargetResult* const> targets, const Curve* yearly = nullptr);

// Targets that compare the curve's metric, the one that lacks most first.
std::vector<const TargetResult*> targets_on(const RunResult& result, const Curve& curve);

// What the chart shows, in a sentence: how many futures meet its target, or where it ends.
Phrase curve_title(const RunResult& result, const Curve& curve);

// Whether a chart shows more of the curve than a table of a few columns.
bool is_worth_a_chart(const Curve& curve);

// The months from 0 to the horizon, with the ends of fiscal years to be labelled.
ChartAxis months_axis(const RunResult& result, std::span<const int> months);

} // namespace escala
