// SPDX-License-Identifier: Apache-2.0
// Who is told of each finished month of each block of paths. The curves of all paths are never
// kept.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "escala/columns/bits.h"
#include "escala/columns/sums.h"
#include "escala/model/model.h"
#include "escala/simulate/ranks.h"
#include "escala/simulate/workers.h"

namespace escala {

// Paths are simulated in blocks of this many, whatever the number of threads: few enough that what
// a block keeps stays in a core's cache.
inline constexpr std::size_t kBlockPaths = 1024;

struct RunShape {
  const Model* model = nullptr;
  std::uint64_t paths = 0; // that are simulated: one, where every path is the same
  std::size_t workers = 1; // of each rank
  std::size_t slots = 1;   // blocks that are under way on a rank at the same time
  std::size_t ranks = 1;
  std::size_t attempt = 0; // from 0: how often they were simulated before, at an observer's wish
};

// A bit for each path of a block, the first one lowest.
using PathBits = std::array<std::uint64_t, kBlockPaths / kWordBits>;

// What a risk did in a block's month; `inherent` is the same without its mitigation.
struct RiskView {
  ConstColumn events = {}; // of the month
  ConstColumn inherent_events = {};
  ConstColumn cost = {}; // of its mitigation so far
};

// What is left of a metric after one impact alone: 1 less the share lost. Left out for amounts, and
// for drivers and parameters.
struct ImpactView {
  ConstColumn kept = {};
  ConstColumn inherent_kept = {};
};

// One month of one block, while it is at hand.
struct BlockView {
  std::size_t worker = 0; // whose block it is, from 0
  std::size_t slot = 0;   // from 0; no other block has it until this one's last month is done
  int month = 0;
  std::uint64_t first = 0; // of the run's paths
  std::size_t lanes = 0;
  ConstColumnList reported;             // a column for each metric
  std::span<const DeviationSums> sums;  // of each, from its first value: n/a where n/a is in it
  std::span<const PathBits> conditions; // of each target: where it holds; n/a is not
  std::span<const PathBits> undefined;  // of each target: where its condition is n/a
  std::span<const RiskView> risks;
  std::span<const ImpactView> impacts;
};

class MonthObserver {
 public:
  virtual ~MonthObserver() = default;
  virtual void begin(const RunShape&) {}
  // All blocks go through the months [first, last] next.
  virtual void begin_months(int /*first*/, int /*last*/) {}
  // Called from several workers at once, for different blocks. The months of a block come in
  // order.
  virtual void on_block(const BlockView&) {}
  // Called once all blocks are through, on every rank. False: it must see the months again, for
  // which all are simulated once more.
  virtual bool end_months(Workers&, Ranks&) { return true; }
  // Called once all months are done, on every rank.
  virtual void finish(Ranks&) {}
  // What it keeps of each month that blocks go through together, about.
  virtual std::uint64_t bytes_of_month(const RunShape&) const { return 0; }
};

} // namespace escala
