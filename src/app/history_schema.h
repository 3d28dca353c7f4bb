// SPDX-License-Identifier: Apache-2.0
// The tables of histories, by version.
#pragma once

#include <array>

namespace escala::app {

// Step n makes version n + 1 of the tables from version n; version 0 is an empty database. A new
// version is a step at the end: steps that were published never change.
inline constexpr std::array kHistorySteps{
    R"(
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  time TEXT NOT NULL,          -- in UTC, "2026-12-01T06:45:00Z"
  name TEXT NOT NULL,          -- of the plan
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,        -- of the file
  variant TEXT NOT NULL,       -- empty: none
  changes TEXT NOT NULL,       -- --set, a JSON object: {"drivers.arr_growth": "150%"}
  data TEXT NOT NULL,          -- the SHA-256 of each data file, a JSON object
  version TEXT NOT NULL,       -- of escala
  paths INTEGER NOT NULL,
  seed NOT NULL,               -- an integer; text above 9223372036854775807
  sampler TEXT NOT NULL,
  isa TEXT NOT NULL,
  start TEXT NOT NULL,         -- month 1: "2026-01"
  horizon INTEGER NOT NULL,    -- months
  currency TEXT NOT NULL,
  every TEXT NOT NULL          -- of the curves: mo, q, y
);
CREATE INDEX runs_of_plan ON runs (name, variant);
CREATE TABLE targets (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,          -- all: all of them together
  label TEXT NOT NULL,
  condition TEXT NOT NULL,
  timing TEXT NOT NULL,        -- "by 60", "throughout 24-35"
  confidence REAL,             -- NULL: not judged
  probability REAL NOT NULL,
  std_error REAL NOT NULL,
  low REAL NOT NULL,           -- the 99% interval
  high REAL NOT NULL,
  verdict TEXT,                -- met, missed, undecided
  median_month INTEGER,        -- NULL: fewer than half of the paths meet it
  position INTEGER NOT NULL,   -- in the plan
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE TABLE curves (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  metric TEXT NOT NULL,
  unit TEXT NOT NULL,
  month INTEGER NOT NULL,      -- 0 is the opening
  mean REAL,
  sd REAL,
  quantiles TEXT NOT NULL,     -- a JSON object: {"p5": 1, "p50": 2, "p95": 3}
  PRIMARY KEY (run, metric, month)
) WITHOUT ROWID;
CREATE TABLE drivers (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  p5 REAL,
  p50 REAL,
  p95 REAL,
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
)",
};

} // namespace escala::app
