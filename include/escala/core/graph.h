// SPDX-License-Identifier: Apache-2.0
// Order of evaluation.
#pragma once

#include <cstddef>
#include <vector>

namespace escala {

// edges[i] lists what node i needs. Independent nodes keep the order of their indices.
using Graph = std::vector<std::vector<std::size_t>>;

struct TopologicalOrder {
  std::vector<std::size_t> order; // every node after what it needs
  std::vector<std::vector<std::size_t>>
      cycles; // each as i needs j needs ... needs i, without the last
};

// Linear in nodes and edges, and not recursive: a chain may be as long as memory.
TopologicalOrder topological_order(const Graph& edges);

} // namespace escala
