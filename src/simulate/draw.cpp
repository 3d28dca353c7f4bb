// SPDX-License-Identifier: Apache-2.0
// Draws: one uniform each, through the quantile function.
#include <algorithm>
#include <limits>

#include "escala/catalog/standard_normal.h"
#include "escala/model/compile.h"
#include "escala/simulate/uniforms.h"
#include "simulate/block.h"

namespace escala {

// What month a draw is keyed by: once per path, or the first month of the plan's year, or each.
// Month 0 shares the first year.
std::uint32_t BlockRunner::draw_month(Cadence cadence) const {
  switch (cadence) {
  case Cadence::path:
    return 0;
  case Cadence::year:
    return static_cast<std::uint32_t>(plan_year(month_) * kMonthsInYear + 1);
  case Cadence::month:
    return static_cast<std::uint32_t>(month_);
  }
  return 0;
}

// Each event has a draw of its own.
void BlockRunner::draw_event_uniforms(std::uint64_t stream, double* out) const {
  for (std::size_t i = 0; i < lanes_; ++i)
    out[i] = uniform_at({spec_.seed, stream_of_event(stream, event_lanes_[i].number),
                         static_cast<std::uint32_t>(month_)},
                        spec_.first_path + first_ + event_lanes_[i].lane);
}

// The uniform of each path, or its normal score; correlated draws have scores already.
void BlockRunner::draw_input(const Draw& draw, DrawInput wanted, double* out) {
  if (draw.group == kNone) {
    if (!event_lanes_.empty())
      draw_event_uniforms(draw.stream, out);
    else
      fill_uniforms({spec_.seed, draw.stream, draw_month(draw.cadence)}, spec_.first_path + first_,
                    out, lanes_);
    if (wanted == DrawInput::standard_normal)
      normal_scores(out, out, lanes_);
    return;
  }
  const double* scores = scores_.data() + scores_of_[draw.group] + draw.member * kBlockPaths;
  if (wanted == DrawInput::standard_normal)
    std::copy_n(scores, lanes_, out);
  else
    normal_probabilities(scores, out, lanes_);
}

void BlockRunner::draw(const Draw& draw, double* out) {
  const std::size_t count = draw.parameters.size();
  for (std::size_t i = 0; i < count; ++i)
    arguments_[i] = evaluate_into(draw.parameters[i], scratch(i));
  double* input = scratch(count + 2);
  if (!draw.low && !draw.high) {
    draw_input(draw, draw.distribution->input, input);
    draw.distribution->quantiles(input, arguments_.data(), out, lanes_);
    return;
  }
  const auto bound = [&](const std::optional<Program>& program, double otherwise, double* own) {
    if (program)
      return evaluate_into(*program, own);
    std::fill_n(own, lanes_, otherwise);
    return static_cast<const double*>(own);
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double* low = bound(draw.low, -kInfinity, scratch(count));
  const double* high = bound(draw.high, kInfinity, scratch(count + 1));
  draw_input(draw, DrawInput::uniform, input);
  truncated_quantiles(*draw.distribution, input, arguments_.data(), low, high, out, lanes_);
}

} // namespace escala
