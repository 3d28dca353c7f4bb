// SPDX-License-Identifier: Apache-2.0
// What tables of curves say of one curve.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "escala/report/phrase.h"
#include "escala/report/run_document.h"
#include "escala/report/run_result.h"

namespace escala {

// The curves to show: all that were chosen; of many metrics those that targets read, if there are
// some, unless everything is asked for.
std::vector<const Curve*> shown_curves(const RunResult& result, Detail detail);
// "Users (people)": with its unit, where numbers do not show it.
Phrase title_of(const Curve& curve);
// The entry of a month; nullopt if the curve has none.
std::optional<std::size_t> entry_of(const Curve& curve, int month);
// "actual to 2025-12"
Phrase actual_text(const RunResult& result, const Curve& curve);
// Whether the lowest and the highest quantile that is shown differ.
bool has_band(const Curve& curve);
// The same of two quantiles in percent.
bool has_band(const Curve& curve, double low_percent, double high_percent);
// "95%"; "median"
Phrase label_of_quantile(double percent);
// "5% to 95%"; of one quantile its label
Phrase name_of_band(const ShownQuantiles& shown);
// "5% to 95%: the middle 90% of paths."
Phrase meaning_of_band(const ShownQuantiles& shown, bool in_last_month = false);
// Whether all paths are the same.
bool is_certain(const Curve& curve);
// "n/a for up to 12% of paths, in 2025-12 to 2026-03"; "n/a in 2025-12" on every path; empty if
// every path has all values.
Phrase undefined_text(const RunResult& result, const Curve& curve);

} // namespace escala
