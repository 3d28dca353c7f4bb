// SPDX-License-Identifier: Apache-2.0
// Verdicts as values, for CI and monitoring: one for each target, and one for all targets together.
//
// A third form of a result, beside Document (for people) and Data (everything, for programs).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/phrase.h"
#include "escala/report/provenance.h"
#include "escala/targets/interval.h"

namespace escala {

struct RunResult;

// A place in a file that the user wrote. line 0: not in a file.
struct FilePlace {
  std::string file = {};
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct TargetVerdict {
  std::string name;  // of all targets together: "all"
  std::string label; // "All together"
  double probability = 0;
  double low = 0, high = 1;          // the 99% Monte Carlo interval
  std::optional<double> confidence;  // none: of all together, where the plan does not judge them
  std::optional<Verdict> verdict;    // none: likewise
  bool dropped = false;              // from its baseline, by more than it may
  std::optional<double> median = {}; // of the metric of the condition, as in TargetResult
  std::optional<int> median_month = {};
  FilePlace place = {};
  // The condition, the probability and its interval, what is needed, the median and what would
  // decide it: a sentence each.
  std::vector<Phrase> sentences = {};
};

struct PlanMistake {
  std::string text; // "what is wrong (why); what to do"
  FilePlace place = {};
};

// A plan with its variant and changes: its verdicts, or the mistakes because of which there are
// none.
struct PlanVerdicts {
  Provenance provenance;
  std::vector<TargetVerdict> targets = {};
  std::vector<std::pair<std::string, double>> medians = {}; // of each curve, at its end
  std::vector<PlanMistake> mistakes = {};
};

struct Verdicts {
  std::vector<PlanVerdicts> plans = {};
  bool undecided_passes = false; // an undecided target is not a failure
};

PlanVerdicts verdicts_of(const RunResult& result);

} // namespace escala
