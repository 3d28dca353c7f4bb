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
  const bool with_second = std::ranges::any_of(
      source.rules(), [](const StreamRule& rule) { return rule.kind == StreamRule::Kind::second; });
  if (source.sampler() == Sampler::sobol)
    sobol_.emplace(model, with_second);
}

bool StreamDraws::is_redrawn(std::uint64_t stream) const {
  const StreamRule* rule = source_.rule_of(stream);
  return rule != nullptr && rule->kind == StreamRule::Kind::second;
}

// Whether the rule says the uniforms themselves.
bool StreamDraws::is_given(const StreamRule* rule) {
  return rule != nullptr &&
         (rule->kind == StreamRule::Kind::quantile || rule->kind == StreamRule::Kind::numbers);
}

SobolKey StreamDraws::key_of(std::uint64_t stream, std::uint32_t month,
                             const StreamRule* rule) const {
  const bool reseeded = rule != nullptr && rule->kind == StreamRule::Kind::seed;
  return {.stream = stream,
          .seed = reseeded ? rule->seed : source_.seed(),
          .month = static_cast<int>(month),
          .second = rule != nullptr && rule->kind == StreamRule::Kind::second};
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
void StreamDraws::fill(const SobolKey& key, std::uint64_t path, Column out) const {
  if (sobol_)
    return sobol_->uniforms(key, path, out);
  fill_uniforms({key.second ? second_seed(key.seed) : key.seed, key.stream,
                 static_cast<std::uint32_t>(key.month)},
                path, out);
  if (source_.sampler() == Sampler::antithetic)
    for (std::size_t i = 1; i < out.lanes(); i += 2)
      out[i] = 1 - out[i - 1];
}

void StreamDraws::fill_scores(const SobolKey& key, std::uint64_t path, Column out) const {
  if (sobol_)
    return sobol_->scores(key, path, out);
  fill(key, path, out);
  normal_scores(out, out);
}

void StreamDraws::uniforms(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                           Column out) const {
  const StreamRule* rule = source_.rule_of(stream);
  if (is_given(rule))
    return fill_given(*rule, month, first_path_ + first, out);
  fill(key_of(stream, month, rule), first_path_ + first, out);
}

void StreamDraws::scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                         Column out) const {
  const StreamRule* rule = source_.rule_of(stream);
  if (!is_given(rule))
    return fill_scores(key_of(stream, month, rule), first_path_ + first, out);
  fill_given(*rule, month, first_path_ + first, out);
  normal_scores(out, out);
}

void StreamDraws::first_scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                               Column out) const {
  if (!is_redrawn(stream))
    return scores(stream, month, first, out);
  fill_scores(key_of(stream, month, nullptr), first_path_ + first, out);
}

void StreamDraws::second_scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                                Column out) const {
  SobolKey key = key_of(stream, month, nullptr);
  key.second = true;
  fill_scores(key, first_path_ + first, out);
}

// Events on the second path of an antithetic pair have 1 minus the uniforms of those on the first.
void StreamDraws::event_uniforms(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                                 std::span<const Event> events, Column out) const {
  const StreamRule* rule = source_.rule_of(stream);
  if (rule != nullptr && rule->kind == StreamRule::Kind::quantile) {
    out = rule->quantile;
    return;
  }
  const SobolKey key = key_of(stream, month, rule);
  const bool mirrors = source_.sampler() == Sampler::antithetic;
  std::array<std::uint64_t, kBlockPaths> streams, paths;
  for (std::size_t i = 0; i < events.size(); ++i) {
    streams[i] = stream_of_event(stream, events[i].number);
    const std::uint64_t path = first_path_ + first + events[i].lane;
    paths[i] = mirrors ? path - path % 2 : path;
  }
  uniforms_at(key.second ? second_seed(key.seed) : key.seed, month, streams.data(), paths.data(),
              out);
  for (std::size_t i = 0; mirrors && i < events.size(); ++i)
    if (events[i].lane % 2 == 1)
      out[i] = 1 - out[i];
}

} // namespace escala
