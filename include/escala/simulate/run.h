// SPDX-License-Identifier: Apache-2.0
// A run: a model, the values of its inputs, the source of its draws, the parts that it leaves out,
// and its number of paths. The model and the observers must outlive it.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "escala/model/model.h"
#include "escala/simulate/draw_source.h"
#include "escala/simulate/observer.h"

namespace escala {

// A part of a model that a run leaves out, to show its effect on the same paths.
struct Omission {
  enum class Kind : std::uint8_t {
    investment, // nothing is spent, so nothing is lifted
    mitigation, // of a risk, or of all risks
    risk,       // a risk, or all risks: no event arrives
  };
  Kind kind = Kind::investment;
  std::uint32_t risk = kNone; // of mitigation and risk; kNone: all of them

  bool operator==(const Omission&) const = default;
};

struct Run {
  const Model* model = nullptr;
  DrawSource draws = DrawSource();
  std::uint64_t first_path = 0; // even; under sobol a multiple of kSobolGroup
  std::uint64_t paths = 0;
  std::vector<double> inputs = {};    // of Model::inputs, in canonical units; empty: their defaults
  std::vector<Omission> without = {}; // what is left out
  std::vector<MonthObserver*> observers = {};
};

// Settings for all runs of one call.
struct RunControl {
  const std::atomic<bool>* stop = nullptr; // set to true to interrupt; null: cannot be interrupted
  Ranks* ranks = nullptr;                  // that share the paths; null: this process only
};

} // namespace escala
