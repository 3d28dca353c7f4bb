// SPDX-License-Identifier: Apache-2.0
// The uniforms and normal scores of streams under the sampler sobol. Shared by all threads.
//
// Nothing is kept of a path: a month's score is summed anew from the few nodes of the bridge above
// it. Nodes beyond the direction numbers are plain draws, keyed by stream and node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/columns/sobol.h"
#include "escala/model/dimensions.h"

namespace escala {

class SobolDraws {
 public:
  explicit SobolDraws(const Model& model);

  // Of paths first, first + 1, ...: at most a block of them. The seed decides the scrambling.
  // `month` is the month that the draw is keyed by.
  void uniforms(std::uint64_t stream, std::uint64_t seed, int month, std::uint64_t first,
                Column out) const;
  void scores(std::uint64_t stream, std::uint64_t seed, int month, std::uint64_t first,
              Column out) const;

 private:
  // Of a stream: a dimension, and what tells it from the others where they are plain draws.
  struct Coordinate {
    std::uint32_t dimension = 0;
    std::uint32_t number = 0;
  };

  // Where one coordinate is the whole draw: one for each path, or month 0's.
  static std::optional<Coordinate> only_coordinate(const StreamDimensions& stream, int month);
  void fill(const StreamDimensions& stream, std::uint64_t seed, const Coordinate& at,
            std::uint64_t first, Column out) const;

  Dimensions dimensions_;
  std::vector<SobolDimension> sequence_; // the dimensions that there are direction numbers for
};

} // namespace escala
