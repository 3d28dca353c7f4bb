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

SobolDraws::SobolDraws(const Model& model, bool with_second)
    : dimensions_(assign_dimensions(model)) {
  const std::uint32_t wanted = with_second ? 2 * dimensions_.count : dimensions_.count;
  const std::uint32_t used = std::min(wanted, kSobolDimensions);
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

void SobolDraws::fill(const SobolKey& key, const Coordinate& at, std::uint64_t first,
                      Column out) const {
  const std::uint32_t dimension = at.dimension + (key.second ? dimensions_.count : 0);
  if (dimension < sequence_.size())
    fill_sobol(sequence_[dimension], key.seed, first, out);
  else
    fill_uniforms({key.second ? second_seed(key.seed) : key.seed, key.stream, at.number}, first,
                  out);
}

void SobolDraws::uniforms(const SobolKey& key, std::uint64_t first, Column out) const {
  if (const auto only = only_coordinate(*dimensions_.find(key.stream), key.month))
    return fill(key, *only, first, out);
  scores(key, first, out);
  normal_probabilities(out, out);
}

void SobolDraws::scores(const SobolKey& key, std::uint64_t first, Column out) const {
  const StreamDimensions& found = *dimensions_.find(key.stream);
  if (const auto only = only_coordinate(found, key.month)) {
    fill(key, *only, first, out);
    return normal_scores(out, out);
  }
  Eigen::ArrayXd normals(out.size());
  out = 0;
  for (const BridgeTerm& term : bridge_increment(found.steps, found.step_of(key.month))) {
    fill(key, {found.of_node[term.node], term.node}, first, normals);
    normal_scores(normals, normals);
    out += term.weight * normals;
  }
}

} // namespace escala
