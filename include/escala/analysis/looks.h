// SPDX-License-Identifier: Apache-2.0
// An analysis that runs a plan several times chooses its number of paths by the errors of its
// figures: it looks at more paths, in steps that double them, until its figures are as sure as it
// promises.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "escala/simulate/simulate.h"

namespace escala {

// Paths of each run of an analysis.
struct Effort {
  std::uint64_t first_paths = 16'384;  // of the first look
  std::uint64_t max_paths = 1'000'000; // of all looks together
};

enum class Ended : std::uint8_t {
  sure,        // its figures are as sure as it promises
  at_limit,    // the largest number of paths is reached before that
  interrupted, // a signal stopped it: its figures are of the looks before
  failed,      // a run failed
};

struct Looks {
  Ended ended = Ended::sure;
  std::uint64_t paths = 0; // of each run, over all finished looks
  std::uint64_t limit = 0; // Effort::max_paths
  RunOutcome outcome = {}; // of the last look
};

// An analysis that takes more paths at each look.
class Study {
 public:
  virtual ~Study() = default;
  // The runs of a look at the paths [first, first + paths). They are simulated in one call.
  virtual std::vector<Run> runs(std::uint64_t first, std::uint64_t paths) = 0;
  // Adds what the runs of the look found.
  virtual void take() = 0;
  // Whether its figures are as sure as it promises.
  virtual bool is_sure() const = 0;
  // What is known so far, for a line of progress; empty: nothing.
  virtual std::string so_far() const { return {}; }
};

// `after_look`: called after each look that is taken; may be empty. Paths are added in multiples of
// 1024, so that every sampler can continue.
Looks look_until_sure(Study& study, const Effort& effort, Workers& workers,
                      const RunControl& control, const std::function<void()>& after_look = {});

} // namespace escala
