// SPDX-License-Identifier: Apache-2.0
#include "simulate/sobol_draws.h"

#include <algorithm>
#include <array>

#include "escala/columns/standard_normal.h"
#include "escala/columns/uniforms.h"
#include "escala/model/bridge.h"
#include "escala/simulate/observer.h"

namespace escala {
namespace {

constexpr std::uint32_t kOpening = 65535; // no walk has a node of this number

} // namespace

SobolDraws::SobolDraws(const Model& model) : dimensions_(assign_dimensions(model)) {
  const std::uint32_t used = std::min(dimensions_.count, kSobolDimensions);
  for (std::uint32_t number = 0; number < used; ++number)
    sequence_.push_back(sobol_dimension(number));
}

std::optional<SobolDraws::Coordinate> SobolDraws::only_coordinate(const StreamDimensions& stream,
                                                                  int month) {
  if (stream.draw_frequency == DrawFrequency::month && month == 0)
    return Coordinate{stream.opening, kOpening};
  if (stream.steps == 1)
    return Coordinate{stream.of_node[0], 0};
  return std::nullopt;
}

void SobolDraws::fill(const StreamDimensions& stream, std::uint64_t seed, const Coordinate& at,
                      std::uint64_t first, Column out) const {
  if (at.dimension < sequence_.size())
    fill_sobol(sequence_[at.dimension], seed, first, out);
  else
    fill_uniforms({seed, stream.stream, at.number}, first, out);
}

void SobolDraws::uniforms(std::uint64_t stream, std::uint64_t seed, int month, std::uint64_t first,
                          Column out) const {
  const StreamDimensions& found = *dimensions_.find(stream);
  if (const auto only = only_coordinate(found, month))
    return fill(found, seed, *only, first, out);
  scores(stream, seed, month, first, out);
  normal_probabilities(out, out);
}

void SobolDraws::scores(std::uint64_t stream, std::uint64_t seed, int month, std::uint64_t first,
                        Column out) const {
  const StreamDimensions& found = *dimensions_.find(stream);
  if (const auto only = only_coordinate(found, month)) {
    fill(found, seed, *only, first, out);
    return normal_scores(out, out);
  }
  Eigen::ArrayXd normals(out.size());
  out = 0;
  for (const BridgeTerm& term : bridge_increment(found.steps, found.step_of(month))) {
    fill(found, seed, {found.of_node[term.node], term.node}, first, normals);
    normal_scores(normals, normals);
    out += term.weight * normals;
  }
}

} // namespace escala
