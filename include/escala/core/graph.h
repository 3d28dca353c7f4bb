// SPDX-License-Identifier: Apache-2.0
// Order of evaluation: every node after the nodes that it needs.
#pragma once

#include <cstddef>
#include <vector>

namespace escala {

// edges[i] lists the nodes that node i needs. Independent nodes keep the order of their indices.
using Graph = std::vector<std::vector<std::size_t>>;

// The order of the nodes; complete only if there are no cycles.
struct TopologicalOrder {
  std::vector<std::size_t> order; // every node after the nodes that it needs
  // For each strongly connected component, the shortest cycle through its lowest index i: i, j, ...
  // where i needs j, each needs the next, and the last needs i.
  std::vector<std::vector<std::size_t>> cycles;
};

// Linear in nodes and edges. Not recursive: the length of a chain is limited by memory only.
TopologicalOrder topological_order(const Graph& edges);

} // namespace escala
