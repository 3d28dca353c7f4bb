// SPDX-License-Identifier: Apache-2.0
// Which dimension of the Sobol sequence each draw of a model takes.
//
// A stream (a draw's name and ordinal) takes one uniform on each path, or one for each year or
// month: then the normal scores of its uniforms are the increments of a Brownian bridge, whose
// nodes have a dimension each. Dimensions are given level by level, since the first ones are the
// most even: what is drawn once on a path, the ends of all walks, their middles, and so on; within
// a level in the order of the month's work. Month 0, which no walk has a part in, comes last where
// something is drawn there. What each event of a risk draws has none, since nobody
// knows how many there will be.
#pragma once

#include <cstdint>
#include <vector>

#include "escala/model/model.h"

namespace escala {

struct StreamDimensions {
  std::uint64_t stream = 0;
  DrawFrequency draw_frequency = DrawFrequency::path;
  int steps = 1;
  std::uint32_t opening = kNone;           // of month 0, where a monthly draw has one
  std::vector<std::uint32_t> of_node = {}; // by node of the bridge; kNone: no such node

  // `month` is that which the draw is keyed by.
  int step_of(int month) const;
};

struct Dimensions {
  std::uint32_t count = 0;
  std::vector<StreamDimensions> streams; // in the order of their numbers

  // Null where the stream has none.
  const StreamDimensions* find(std::uint64_t stream) const;
};

Dimensions assign_dimensions(const Model& model);

} // namespace escala
