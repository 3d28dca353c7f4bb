// SPDX-License-Identifier: Apache-2.0
#include "simulate/stream_draws.h"

#include <algorithm>
#include <array>

#include "escala/columns/standard_normal.h"
#include "escala/columns/uniforms.h"
#include "escala/model/compile.h"
#include "escala/simulate/observer.h"

namespace escala {

StreamDraws::StreamDraws(const Model& model, const DrawSource& source, std::uint64_t first_path)
    : source_(source), first_path_(first_path) {
  if (source.sampler() == Sampler::sobol)
    sobol_.emplace(model);
}

StreamDraws::Key StreamDraws::key_of(std::uint64_t stream, std::uint32_t month,
                                     const StreamRule* rule) const {
  return {stream, month, rule == nullptr ? source_.seed() : rule->seed};
}

// Fills `out` with the quantile or the numbers of a rule.
void StreamDraws::fill_given(const StreamRule& rule, std::uint32_t month, std::uint64_t first,
                             Column out) {
  if (rule.kind == StreamRule::Kind::quantile) {
    out = rule.quantile;
    return;
  }
  const Eigen::ArrayXXd& numbers = *rule.numbers;
  const Eigen::Index column = std::min<Eigen::Index>(month, numbers.cols() - 1);
  for (std::size_t i = 0; i < out.lanes(); ++i)
    out[i] = numbers(
        std::min<Eigen::Index>(static_cast<Eigen::Index>(first + i), numbers.rows() - 1), column);
}

// The second path of an antithetic pair has exactly 1 minus the uniform of the first.
void StreamDraws::fill(const Key& key, std::uint64_t first, Column out) const {
  fill_uniforms({key.seed, key.stream, key.month}, first, out);
  if (source_.sampler() == Sampler::antithetic)
    for (std::size_t i = 1; i < out.lanes(); i += 2)
      out[i] = 1 - out[i - 1];
}

void StreamDraws::uniforms(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                           Column out) const {
  const std::uint64_t path = first_path_ + first;
  const StreamRule* rule = source_.rule_of(stream);
  if (rule != nullptr && rule->kind != StreamRule::Kind::seed)
    return fill_given(*rule, month, path, out);
  const Key key = key_of(stream, month, rule);
  if (sobol_)
    return sobol_->uniforms(stream, key.seed, static_cast<int>(month), path, out);
  fill(key, path, out);
}

void StreamDraws::scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                         Column out) const {
  const StreamRule* rule = source_.rule_of(stream);
  const bool given = rule != nullptr && rule->kind != StreamRule::Kind::seed;
  if (sobol_ && !given)
    return sobol_->scores(stream, key_of(stream, month, rule).seed, static_cast<int>(month),
                          first_path_ + first, out);
  uniforms(stream, month, first, out);
  normal_scores(out, out);
}

// Events on the second path of an antithetic pair have 1 minus the uniforms of those on the first.
void StreamDraws::event_uniforms(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                                 std::span<const Event> events, Column out) const {
  const StreamRule* rule = source_.rule_of(stream);
  if (rule != nullptr && rule->kind == StreamRule::Kind::quantile) {
    out = rule->quantile;
    return;
  }
  const bool reseeded = rule != nullptr && rule->kind == StreamRule::Kind::seed;
  const bool mirrors = source_.sampler() == Sampler::antithetic;
  std::array<std::uint64_t, kBlockPaths> streams, paths;
  for (std::size_t i = 0; i < events.size(); ++i) {
    streams[i] = stream_of_event(stream, events[i].number);
    const std::uint64_t path = first_path_ + first + events[i].lane;
    paths[i] = mirrors ? path - path % 2 : path;
  }
  uniforms_at(reseeded ? rule->seed : source_.seed(), month, streams.data(), paths.data(), out);
  for (std::size_t i = 0; mirrors && i < events.size(); ++i)
    if (events[i].lane % 2 == 1)
      out[i] = 1 - out[i];
}

} // namespace escala
