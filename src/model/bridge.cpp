// SPDX-License-Identifier: Apache-2.0
#include "escala/model/bridge.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace escala {
namespace {

int first_part(int steps) { return (steps + 1) / 2; }

void add_nodes(int steps, std::uint32_t node, std::vector<std::uint32_t>& nodes) {
  if (steps < 2)
    return;
  nodes.push_back(node);
  add_nodes(first_part(steps), 2 * node, nodes);
  add_nodes(steps - first_part(steps), 2 * node + 1, nodes);
}

} // namespace

std::vector<BridgeTerm> bridge_increment(int steps, int step) {
  std::vector<BridgeTerm> terms{{0, std::sqrt(static_cast<double>(steps))}};
  std::uint32_t node = 1;
  while (steps > 1) {
    const int first = first_part(steps);
    const bool second = step >= first;
    const double taken = second ? steps - first : first;
    for (BridgeTerm& term : terms)
      term.weight *= taken / steps;
    const double deviation = std::sqrt(taken * (steps - taken) / steps);
    terms.push_back({node, second ? -deviation : deviation});
    node = 2 * node + (second ? 1 : 0);
    step -= second ? first : 0;
    steps = second ? steps - first : first;
  }
  return terms;
}

std::vector<std::uint32_t> bridge_nodes(int steps) {
  std::vector<std::uint32_t> nodes{0};
  add_nodes(steps, 1, nodes);
  std::ranges::sort(nodes);
  return nodes;
}

int bridge_level(std::uint32_t node) { return std::bit_width(node); }

} // namespace escala
