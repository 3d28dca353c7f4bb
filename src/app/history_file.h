// SPDX-License-Identifier: Apache-2.0
// Histories: SQLite databases to which runs are added, and which are read. Only the sources
// history_* use SQLite.
//
// A run is added in one transaction, so that it is there as a whole or not at all, and so that two
// programs can add runs at once. The write-ahead log is merged into the file when it is closed.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "app/output_place.h"
#include "escala/report/history.h"

namespace escala::app {

// Of the tables: PRAGMA user_version of a history that this version writes.
int history_version();
// PRAGMA application_id of a history: "esca".
inline constexpr int kHistoryApplication = 0x65736361;

// Why a file is no history, or can't be read.
struct HistoryProblem {
  std::string why;
  std::string suggestion = {};
  bool unfit = false; // what it holds is not a history that this version can use
};

// Throws a HistoryProblem if a run can't be added to the file, as far as its first bytes tell. A
// missing or empty file is a new history.
void require_history(const std::string& path);

// How long another program may keep a history locked.
inline constexpr std::chrono::milliseconds kHistoryPatience{10'000};

// Adds runs to a history, now or at SOURCE_DATE_EPOCH.
std::shared_ptr<Addition> history_addition(std::vector<HistoryRun> runs,
                                           std::chrono::milliseconds patience = kHistoryPatience);

// All runs with their targets, in the order in which they were added. Throws a HistoryProblem.
std::vector<HistoryRun> read_history(const std::string& path);

} // namespace escala::app
