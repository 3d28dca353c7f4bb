// SPDX-License-Identifier: Apache-2.0
// Decides the uniforms of a run's draws.
//
// A draw belongs to a stream (model/compile.h: stream_of its name), and takes one uniform in (0, 1)
// for each path and month. By default the sampler and the seed decide it. A stream can have its own
// rule: draws from another seed, a second draw, one fixed quantile, or given numbers. All other
// streams keep their draws, so two runs that differ in one rule differ only in that stream.
//
// Each stream has a second draw, independent of the first. With the sampler sobol another seed
// would not give one: it scrambles the same digits, and the digits of both would be related. So
// second draws have their own dimensions, behind those of all first draws; with the other samplers
// they have their own seed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "escala/columns/column.h"
#include "escala/scenario/scenario.h"

namespace escala {

// The rule of one stream.
struct StreamRule {
  enum class Kind : std::uint8_t { seed, second, quantile, numbers };

  std::uint64_t stream = 0;
  Kind kind = Kind::seed;
  std::uint64_t seed = 0; // of Kind::seed
  double quantile = 0.5;  // of Kind::quantile: this uniform on every path, in every month
  // Of Kind::numbers: uniforms, one row for each path from path 0 on, one column for each month
  // that draws are keyed by (column 0 for one draw per path). Beyond the last row or column, the
  // last one is used.
  std::shared_ptr<const Eigen::ArrayXXd> numbers = {};
};

// The seed of second draws that are not Sobol points.
constexpr std::uint64_t second_seed(std::uint64_t seed) { return seed ^ 0x9E3779B97F4A7C15; }

class DrawSource {
 public:
  explicit DrawSource(std::uint64_t seed = 1, Sampler sampler = Sampler::random)
      : seed_(seed), sampler_(sampler) {}

  // The stream is drawn with another seed.
  DrawSource& reseed(std::uint64_t stream, std::uint64_t seed);
  // The stream has its second draw. If only some streams of a correlated group have it, their
  // values are drawn anew given the values of the others, which stay as they are.
  DrawSource& redraw(std::uint64_t stream);
  // Every draw of the stream is this quantile, in (0, 1), of its distribution.
  DrawSource& fix(std::uint64_t stream, double quantile);
  // The uniforms of the stream, each in (0, 1); at least one row and one column. They have no
  // effect on the draws of a risk's events.
  DrawSource& give(std::uint64_t stream, Eigen::ArrayXXd uniforms);

  std::uint64_t seed() const { return seed_; }
  Sampler sampler() const { return sampler_; }
  // In ascending order of their streams, one for each.
  std::span<const StreamRule> rules() const { return rules_; }
  // Null if the stream has no rule.
  const StreamRule* rule_of(std::uint64_t stream) const;

 private:
  DrawSource& set(StreamRule rule);

  std::uint64_t seed_;
  Sampler sampler_;
  std::vector<StreamRule> rules_;
};

} // namespace escala
