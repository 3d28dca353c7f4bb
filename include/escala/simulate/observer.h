// SPDX-License-Identifier: Apache-2.0
// Observers of a run: they receive each finished month of each block of paths. The curves of all
// paths are never stored.
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

// Paths are simulated in blocks of this many, whatever the number of threads. A block is small
// enough that its data stays in the cache of a core.
inline constexpr std::size_t kBlockPaths = 1024;

struct RunShape {
  const Model* model = nullptr;
  std::uint64_t paths = 0; // paths that are simulated; 1 if all paths are the same
  std::size_t workers = 1; // of each rank
  std::size_t slots = 1;   // blocks in progress on a rank at the same time
  std::size_t ranks = 1;
  std::size_t attempt = 0; // number of earlier simulations of these paths
};

// A bit for each path of a block, the first path in the lowest bit.
using PathBits = std::array<std::uint64_t, kBlockPaths / kWordBits>;

// What a risk did in a block's month; `inherent` is the same without its mitigation.
struct RiskView {
  ConstColumn events = {}; // of the month
  ConstColumn inherent_events = {};
  ConstColumn cost = {}; // of its mitigation so far
};

// The share of a metric that is left after one impact: 1 minus the share lost. Left out for
// amounts, and for drivers and parameters.
struct ImpactView {
  ConstColumn kept = {};
  ConstColumn inherent_kept = {};
};

// One month of one block. Its columns are valid only during the call.
struct BlockView {
  std::size_t worker = 0; // the worker that computes the block, from 0
  std::size_t slot = 0;   // from 0; no other block uses it before this block's last month is done
  int month = 0;
  std::uint64_t first = 0; // first path of the block, counted in the run
  std::size_t lanes = 0;
  ConstColumnList reported;             // a column for each metric
  ConstColumnList series;               // for each series; those of events have no meaning
  std::span<const DeviationSums> sums;  // of each metric, from its first value; n/a if it has n/a
  std::span<const PathBits> conditions; // of each target: paths on which it holds; not if it is n/a
  std::span<const PathBits> undefined;  // of each target: paths on which its condition is n/a
  std::span<const RiskView> risks;
  std::span<const ImpactView> impacts;
  ConstColumnList effects; // of each impact this month: the share that it leaves, or its amount
};

class MonthObserver {
 public:
  virtual ~MonthObserver() = default;
  virtual void begin(const RunShape&) {}
  // Called before all blocks compute the months [first, last].
  virtual void begin_months(int /*first*/, int /*last*/) {}
  // Called from several workers at once, for different blocks. The months of a block come in
  // order.
  virtual void on_block(const BlockView&) {}
  // Called on every rank when all blocks have computed these months. Returns false if the observer
  // must see the months again. Then all paths are simulated again.
  virtual bool end_months(Workers&, Ranks&) { return true; }
  // Called on every rank when all months are done.
  virtual void finish(Ranks&) {}
  // Approximate number of bytes that it keeps for each of the months [first, last].
  virtual std::uint64_t bytes_of_month(const RunShape&) const { return 0; }
};

} // namespace escala
