// SPDX-License-Identifier: Apache-2.0
// The verdict on a whole result: on its targets, and on all together where the plan asks for that.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "escala/report/phrase.h"
#include "escala/report/run_result.h"

namespace escala {

// From the best to the worst. `dropped`: all are met, but one has dropped from its baseline by more
// than it may.
enum class ResultVerdict : std::uint8_t { met, dropped, undecided, missed };

std::string_view name_of(ResultVerdict verdict);

// A target, or all together ("all together"), that counts for the verdict.
struct JudgedTarget {
  Phrase label;
  Verdict verdict = Verdict::undecided;
  bool dropped = false; // by more than it may
};

std::vector<JudgedTarget> judged_targets(const RunResult& result);

// nullopt if there are no targets.
std::optional<ResultVerdict> verdict_of(const RunResult& result);

// Whether a target, or all together where that is judged, has dropped by more than it may.
bool is_dropped(const RunResult& result, const TargetResult& target);
bool is_dropped(const RunResult& result, const JointResult& joint);

} // namespace escala
