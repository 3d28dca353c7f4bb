// SPDX-License-Identifier: Apache-2.0
// The Brownian bridge: computes the standard normal increments of a walk of n steps from n
// independent standard normals, of which the first few determine most of the walk (Caflisch and
// Moskowitz 1995).
//
// Node 0 gives the end of the walk: the sum of all n steps is sqrt(n) z. Each other node splits a
// part of the walk with a + b steps and increment D. The increment of the first a steps is
//   D a / (a + b) + z sqrt(a b / (a + b)),
// that of the other b steps is the rest. Node 1 splits the whole walk; nodes 2 k and 2 k + 1 split
// the two parts of node k. An increment depends only on the nodes above it. There are at most 1 +
// ceil(log2 n) of them.
#pragma once

#include <cstdint>
#include <vector>

namespace escala {

struct BridgeTerm {
  std::uint32_t node = 0;
  double weight = 0;
};

// The increment of step `step` (from 0) in a walk of `steps` steps: the sum of weight times the
// normal of the node.
std::vector<BridgeTerm> bridge_increment(int steps, int step);

// All nodes of a walk, ascending: those of a coarser level come first.
std::vector<std::uint32_t> bridge_nodes(int steps);

// The level of a node: 0 for node 0, 1 for node 1, 2 for nodes 2 and 3, and so on.
int bridge_level(std::uint32_t node);

} // namespace escala
