// SPDX-License-Identifier: Apache-2.0
// Compiles a scenario's text and runs it without observers, to measure the months of its paths.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "escala/model/model.h"
#include "escala/simulate/workers.h"

namespace escala::bench {

class Plan {
 public:
  // `lines`: the lines after the head of a plan over five years. Throws std::runtime_error with the
  // first mistake.
  explicit Plan(const std::string& lines);
  ~Plan();

  // Runs on one thread and returns the processor time in seconds. Throws if the run fails.
  double run(std::uint64_t paths);

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

inline constexpr int kPlanMonths = 60;

} // namespace escala::bench
