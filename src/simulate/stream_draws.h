// SPDX-License-Identifier: Apache-2.0
// The uniforms and normal scores of a run's streams, as its DrawSource decides them. Shared by all
// threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "escala/model/model.h"
#include "escala/simulate/draw_source.h"
#include "simulate/sobol_draws.h"

namespace escala {

// One event of a month: the lane of its path in the block, and its number on that path, from 0.
struct Event {
  std::uint32_t lane = 0;
  std::uint32_t number = 0;
};

class StreamDraws {
 public:
  // For paths first_path, first_path + 1, ...
  StreamDraws(const Model& model, const DrawSource& source, std::uint64_t first_path);

  // Whether the stream has its second draw.
  bool is_redrawn(std::uint64_t stream) const;
  // The uniforms of a block's paths, whose first is number `first` of the run. `month` is the month
  // that the draw is keyed by.
  void uniforms(std::uint64_t stream, std::uint32_t month, std::uint64_t first, Column out) const;
  // Their standard normal scores.
  void scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first, Column out) const;
  // The scores of the first draw or of the second, whichever the stream has.
  void first_scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                    Column out) const;
  void second_scores(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                     Column out) const;
  // One uniform for each event of a block's month. With the sampler sobol, events use random
  // uniforms too, because the number of events is not known.
  void event_uniforms(std::uint64_t stream, std::uint32_t month, std::uint64_t first,
                      std::span<const Event> events, Column out) const;

 private:
  static bool is_given(const StreamRule* rule);
  SobolKey key_of(std::uint64_t stream, std::uint32_t month, const StreamRule* rule) const;
  static void fill_given(const StreamRule& rule, std::uint32_t month, std::uint64_t first,
                         Column out);
  // For paths of the whole run.
  void fill(const SobolKey& key, std::uint64_t path, Column out) const;
  void fill_scores(const SobolKey& key, std::uint64_t path, Column out) const;

  DrawSource source_;
  std::uint64_t first_path_;
  std::optional<SobolDraws> sobol_; // with the sampler sobol
};

} // namespace escala
