// SPDX-License-Identifier: Apache-2.0
// Who is told of each finished month. The curves of all paths are never kept.
#pragma once

#include <cstdint>
#include <span>

#include "escala/model/model.h"
#include "escala/simulate/workers.h"

namespace escala {

// Paths are simulated in blocks of this many, whatever the number of threads.
inline constexpr std::size_t kBlockPaths = 512;

struct RunShape {
  const Model* model = nullptr;
  std::uint64_t paths = 0; // that are simulated: one, where every path is the same
};

// What a risk did in a block's month; `inherent` is the same without its mitigation.
struct RiskView {
  const double* events = nullptr; // of the month
  const double* inherent_events = nullptr;
  const double* cost = nullptr; // of its mitigation so far
};

// What is left of a victim after one impact alone: 1 less the share lost. Null for amounts, and
// for drivers and parameters.
struct ImpactView {
  const double* kept = nullptr;
  const double* inherent_kept = nullptr;
};

// One month of one block, while it is at hand.
struct BlockView {
  int month = 0;
  std::uint64_t first = 0; // of the run's paths
  std::size_t lanes = 0;
  std::span<const double* const> reported;   // a column for each metric
  std::span<const double* const> conditions; // a column for each target: 1, 0 or n/a
  std::span<const RiskView> risks;
  std::span<const ImpactView> impacts;
};

// One month of all paths.
struct MonthView {
  int month = 0;
  std::uint64_t paths = 0;
  std::span<const double* const> reported; // a column for each metric
  Workers* workers = nullptr;
};

class MonthObserver {
 public:
  virtual ~MonthObserver() = default;
  virtual void begin(const RunShape&) {}
  // Called from several threads at once, for different blocks.
  virtual void block(const BlockView&) {}
  // Called once the whole month is there.
  virtual void month(const MonthView&) {}
};

} // namespace escala
