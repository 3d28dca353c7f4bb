// SPDX-License-Identifier: Apache-2.0
// A scenario's text, compiled and run without observers: what the months of its paths cost.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "escala/model/model.h"
#include "escala/simulate/workers.h"

namespace escala::bench {

class Plan {
 public:
  // The lines behind the head of a plan over five years. Throws std::runtime_error with the first
  // mistake.
  explicit Plan(const std::string& lines);
  ~Plan();

  // On one thread; returns the seconds of processor time that it took. Throws where the run fails.
  double run(std::uint64_t paths);

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

inline constexpr int kPlanMonths = 60;

} // namespace escala::bench
