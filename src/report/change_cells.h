// SPDX-License-Identifier: Apache-2.0
// What the table of targets shows of a baseline: how each probability has changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

// Two cells: the probability before, and its change in points. `lacking` is shown instead of a
// change from a baseline without the target.
void add_change(const std::optional<Difference>& difference, bool dropped, const Phrase& lacking,
                std::vector<Cell>& cells);

// "dropped: 1,204 lost, 97 gained of 100,000 paths"
void say_changed(const std::optional<Difference>& difference, bool dropped,
                 std::vector<Phrase>& remarks);

// Explains the two columns.
void add_change_notes(const RunResult& result, Section& section);

// Whether only targets that have moved are shown, and whether one is.
bool shows_only_changes(const RunResult& result);
bool is_shown(const RunResult& result, const std::optional<Difference>& difference);

} // namespace escala
