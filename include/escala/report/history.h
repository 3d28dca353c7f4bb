// SPDX-License-Identifier: Apache-2.0
// Runs as a history keeps them, in plain rows, and how the probabilities of targets have moved from
// one to the next: a table and a line chart for each plan and variant, and "escala/history/1".
//
// A run is compared with the one before it of the same plan and variant. Their estimates count as
// independent, so that the interval of a change is that of Newcombe (targets/difference.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/data.h"
#include "escala/report/document.h"
#include "escala/report/provenance.h"
#include "escala/report/run_result.h"

namespace escala {

// A target of a run. "all": all of them together.
struct HistoryTarget {
  std::string name;
  std::string label;
  std::string when;                 // the condition as written; empty of "all"
  std::string timing;               // "by 60", "throughout 24-35"; empty of "all"
  std::optional<double> confidence; // nullopt: not judged, as "all" where the plan lacks it
  Judgement judgement;              // its verdict counts only with a confidence
  std::optional<int> median_month;  // by which half of all paths have met it
};

// A metric in a month, or in a period that ends there. In `unit`.
struct HistoryCurvePoint {
  std::string metric;
  std::string unit;
  int month = 0;
  MaybeNumber mean;
  MaybeNumber sd;
  std::string quantiles; // {"p5": 1.2, "p50": 3, "p95": null}
};

struct HistoryDriver {
  std::string name;
  std::string unit;
  double p5 = 0, p50 = 0, p95 = 0;
};

struct HistoryRun {
  std::uint64_t id = 0; // 0: not in a history yet
  std::string time;     // "2026-12-01T06:45:00Z"; empty: not in a history yet
  Provenance provenance;
  std::string version; // of escala
  std::string start;   // "2026-01"
  int horizon = 0;     // months
  std::string every;   // of the curves: "mo", "q", "y"
  std::string currency;
  std::vector<HistoryTarget> targets = {};
  std::vector<HistoryCurvePoint> curves = {}; // not read back
  std::vector<HistoryDriver> drivers = {};    // not read back
};

HistoryRun history_run(const RunResult& result);

// How a run differs from the one before it.
struct HistoryChange {
  std::string kind; // "plan", "data", "changes", "file", "version", "paths", "seed", ...
  Phrase text;      // "the plan", "seed 7"
};

// A run of a plan and variant, beside the one before it.
struct HistoryStep {
  const HistoryRun* run = nullptr;
  const HistoryRun* before = nullptr; // null: the first
  std::vector<HistoryChange> changes = {};
  // Of each target of the run; nullopt where the run before lacks it.
  std::vector<std::optional<Difference>> moved = {};
};

// All runs of a plan and variant, oldest first.
struct HistorySeries {
  std::string plan;
  std::string variant; // empty: none
  std::vector<HistoryStep> steps;
};

struct RunHistory {
  std::string file;
  std::vector<HistoryRun> runs;          // in the order in which they were added
  std::string target = {};               // the only one that is shown; empty: all
  std::optional<std::size_t> limit = {}; // the newest runs of each plan and variant that are shown
};

// In the order of their first runs. They refer to the history.
std::vector<HistorySeries> series_of(const RunHistory& history);

// Shows the newest kShownRuns of each plan and variant where the history has no limit.
inline constexpr std::size_t kShownRuns = 10;
Document history_document(const RunHistory& history);
Data history_data(const RunHistory& history);
const RecordType& history_type();

} // namespace escala
