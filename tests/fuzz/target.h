// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share: the stages of a run, each held to its promise on any input at all.
//
// A target is the function that libFuzzer calls with bytes. A promise that is broken aborts;
// crashes and undefined behaviour are the sanitizers' business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "escala/core/diagnostics.h"
#include "escala/model/compile.h"
#include "escala/scenario/validate.h"
#include "escala/simulate/simulate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace escala::fuzz {

inline void require(bool promise) {
  if (!promise)
    std::abort();
}

// Every mistake can be shown: its span lies in its source.
inline void show(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    require(!to_text(diagnostic).empty());
}

// Runs that are over in milliseconds.
inline bool is_small(const Model& model) {
  constexpr int kMostMonths = 60;
  constexpr std::size_t kMostColumns = 200;
  constexpr std::uint64_t kMostBytes = 1 << 24;
  return model.horizon <= kMostMonths &&
         model.metrics.size() + model.series.size() < kMostColumns && memory_of(model) < kMostBytes;
}

// Validates what was bound and, where it is valid and small, runs a few paths of it.
inline void finish(Scenario scenario, Diagnostics& diagnostics) {
  auto valid = validate(std::move(scenario), diagnostics);
  require(valid.has_value() != diagnostics.has_errors());
  show(diagnostics);
  if (!valid)
    return;
  constexpr std::uint64_t kPaths = 8;
  const Model model = compile(std::move(*valid));
  if (!is_small(model))
    return;
  Workers workers(1);
  const RunOutcome outcome = simulate(model, {.seed = 1, .paths = kPaths}, workers, {});
  if (outcome.status == RunStatus::failed)
    require(!to_text(outcome.failure).empty());
}

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

} // namespace escala::fuzz
