// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/draw_source.h"

#include <algorithm>
#include <utility>

namespace escala {

DrawSource& DrawSource::reseed(std::uint64_t stream, std::uint64_t seed) {
  return set({.stream = stream, .kind = StreamRule::Kind::seed, .seed = seed});
}

DrawSource& DrawSource::redraw(std::uint64_t stream) {
  return set({.stream = stream, .kind = StreamRule::Kind::second});
}

DrawSource& DrawSource::fix(std::uint64_t stream, double quantile) {
  return set({.stream = stream, .kind = StreamRule::Kind::quantile, .quantile = quantile});
}

DrawSource& DrawSource::give(std::uint64_t stream, Eigen::ArrayXXd uniforms) {
  return set({.stream = stream,
              .kind = StreamRule::Kind::numbers,
              .numbers = std::make_shared<const Eigen::ArrayXXd>(std::move(uniforms))});
}

// A later rule for the same stream replaces an earlier one.
DrawSource& DrawSource::set(StreamRule rule) {
  const auto at = std::ranges::lower_bound(rules_, rule.stream, {}, &StreamRule::stream);
  if (at != rules_.end() && at->stream == rule.stream)
    *at = std::move(rule);
  else
    rules_.insert(at, std::move(rule));
  return *this;
}

const StreamRule* DrawSource::rule_of(std::uint64_t stream) const {
  const auto at = std::ranges::lower_bound(rules_, stream, {}, &StreamRule::stream);
  return at != rules_.end() && at->stream == stream ? &*at : nullptr;
}

} // namespace escala
