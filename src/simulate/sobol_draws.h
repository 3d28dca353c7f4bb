// SPDX-License-Identifier: Apache-2.0
// The uniforms and normal scores of streams with the sampler sobol. Shared by all threads.
//
// Nothing is stored for a path: the score of a month is computed each time from the few nodes of
// the bridge above it. Nodes without direction numbers use random uniforms, keyed by stream and
// node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/columns/sobol.h"
#include "escala/model/dimensions.h"
#include "escala/simulate/draw_source.h"

namespace escala {

// A draw of a stream: the seed decides the scrambling, `month` is the month that it is keyed by,
// and `second` means its second draw.
struct SobolKey {
  std::uint64_t stream = 0;
  std::uint64_t seed = 0;
  int month = 0;
  bool second = false;
};

class SobolDraws {
 public:
  // `with_second`: second draws are asked for too.
  SobolDraws(const Model& model, bool with_second);

  // For paths first, first + 1, ...: at most a block of them.
  void uniforms(const SobolKey& key, std::uint64_t first, Column out) const;
  void scores(const SobolKey& key, std::uint64_t first, Column out) const;

 private:
  // One coordinate of a stream: its dimension, and the number that keys its uniforms if it has no
  // direction numbers.
  struct Coordinate {
    std::uint32_t dimension = 0;
    std::uint32_t number = 0;
  };

  // The coordinate of a draw that has only one: a single draw on each path, or a draw of month 0.
  static std::optional<Coordinate> only_coordinate(const StreamDimensions& stream, int month);
  void fill(const SobolKey& key, const Coordinate& at, std::uint64_t first, Column out) const;

  Dimensions dimensions_;
  std::vector<SobolDimension> sequence_; // the used dimensions that have direction numbers
};

} // namespace escala
