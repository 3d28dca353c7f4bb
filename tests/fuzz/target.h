// SPDX-License-Identifier: Apache-2.0
// Shared by the fuzz targets: the stages of a run, and checks of what each stage guarantees for any
// input.
//
// A target is the function that libFuzzer calls with bytes. A broken guarantee aborts; the
// sanitizers find crashes and undefined behaviour.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/plan/plan.h"
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

// Whether a run takes only milliseconds.
inline bool is_small(const Model& model) {
  constexpr int kMonthLimit = 60;
  constexpr std::size_t kColumnLimit = 200;
  constexpr std::uint64_t kByteLimit = 1 << 24;
  return model.horizon <= kMonthLimit &&
         model.metrics.size() + model.series.size() < kColumnLimit && memory_of(model) < kByteLimit;
}

// Compiles a plan with changes and, if it is valid and small, runs a few paths of it. Returns the
// names of its variants.
inline std::vector<std::string> compile_and_run(const Plan& plan, const Changes& changes) {
  Diagnostics diagnostics;
  const Compilation compilation = plan.compile(changes, diagnostics);
  require(compilation.compiled.has_value() != diagnostics.has_errors());
  show(diagnostics);
  if (!compilation.compiled || !is_small(compilation.compiled->model))
    return compilation.variants;
  constexpr std::uint64_t kPaths = 8;
  const auto& [model, notes, simulation] = *compilation.compiled;
  Workers workers(1);
  const RunOutcome outcome = simulate({.model = &model, .paths = kPaths}, workers);
  if (outcome.status == RunStatus::failed)
    require(!to_text(explain(outcome.failure, model, notes)).empty());
  return compilation.variants;
}

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

} // namespace escala::fuzz
