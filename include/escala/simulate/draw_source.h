// SPDX-License-Identifier: Apache-2.0
// Decides the uniforms of a run's draws.
//
// A draw belongs to a stream (model/compile.h: stream_of its name), and takes one uniform in (0, 1)
// for each path and month. By default the sampler and the seed decide it. A stream can have its own
// rule: draws from another seed, one fixed quantile, or given numbers. All other streams keep their
// draws, so two runs that differ in one rule differ only in that stream.
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
  enum class Kind : std::uint8_t { seed, quantile, numbers };

  std::uint64_t stream = 0;
  Kind kind = Kind::seed;
  std::uint64_t seed = 0; // of Kind::seed
  double quantile = 0.5;  // of Kind::quantile: this uniform on every path, in every month
  // Of Kind::numbers: uniforms, one row for each path from path 0 on, one column for each month
  // that draws are keyed by (column 0 for one draw per path). Beyond the last row or column, the
  // last one is used.
  std::shared_ptr<const Eigen::ArrayXXd> numbers = {};
};

class DrawSource {
 public:
  explicit DrawSource(std::uint64_t seed = 1, Sampler sampler = Sampler::random)
      : seed_(seed), sampler_(sampler) {}

  // The stream is drawn with another seed.
  DrawSource& reseed(std::uint64_t stream, std::uint64_t seed);
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
