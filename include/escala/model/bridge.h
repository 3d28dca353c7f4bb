// SPDX-License-Identifier: Apache-2.0
// The Brownian bridge: standard normal increments of a walk of n steps from n independent standard
// normals, of which the first few settle most of where the walk goes (Caflisch and Moskowitz 1995).
//
// Node 0 is the walk's end: all n steps together are sqrt(n) z. Node k splits its stretch of
// a + b steps, a of them first, whose increment is D: the first part's is
//   D a / (a + b) + z sqrt(a b / (a + b)),
// the second part's the rest. Node 1 splits the whole walk, nodes 2 k and 2 k + 1 the parts of
// node k. An increment takes the nodes above it alone, 1 + ceil(log2 n) of them at most.
#pragma once

#include <cstdint>
#include <vector>

namespace escala {

struct BridgeTerm {
  std::uint32_t node = 0;
  double weight = 0;
};

// Step `step`, from 0, of a walk of `steps`: the sum of weight times the normal of the node.
std::vector<BridgeTerm> bridge_increment(int steps, int step);

// All nodes of a walk, ascending: those of a coarser level come first.
std::vector<std::uint32_t> bridge_nodes(int steps);

// 0 for the walk's end, then 1 + the nodes above.
int bridge_level(std::uint32_t node);

} // namespace escala
