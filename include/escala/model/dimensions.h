// SPDX-License-Identifier: Apache-2.0
// Which dimension of the Sobol sequence each draw of a model uses.
//
// A stream (a draw's name and ordinal) uses one uniform on each path, or one for each year or
// month. In the second case the normal scores of its uniforms are the increments of a Brownian
// bridge, and each node of the bridge has its own dimension. Dimensions are assigned level by
// level, because the first ones are the most even: first the draws made once on a path, then the
// ends of all walks, their middles, and so on. Within a level they have the order of the month's
// work. Month 0 is not part of a walk; its draws come last. The draws of each event of a risk have
// no dimension, because the number of events is not known.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/model/model.h"

namespace escala {

struct StreamDimensions {
  std::uint64_t stream = 0;
  DrawFrequency draw_frequency = DrawFrequency::path;
  int steps = 1;
  std::uint32_t opening = kNone;           // of month 0, if a monthly draw has one
  std::vector<std::uint32_t> of_node = {}; // by node of the bridge; kNone: no such node

  // The step of the walk for a month; `month` is the month that the draw is keyed by.
  int step_of(int month) const;
};

struct Dimensions {
  std::uint32_t count = 0;
  std::vector<StreamDimensions> streams; // ascending by stream

  // Null if the stream has no dimensions.
  const StreamDimensions* find(std::uint64_t stream) const;
};

Dimensions assign_dimensions(const Model& model);

} // namespace escala
