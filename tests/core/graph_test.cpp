// SPDX-License-Identifier: Apache-2.0
#include "escala/core/graph.h"

#include <catch2/catch.hpp>

namespace escala {

using Nodes = std::vector<std::size_t>;

TEST_CASE("independent nodes keep their order") {
  CHECK(topological_order({}).order.empty());
  CHECK(topological_order({{}, {}, {}}).order == Nodes{0, 1, 2});
}

TEST_CASE("every node comes after what it needs") {
  const TopologicalOrder result = topological_order({{3, 1}, {2}, {}, {2}});
  CHECK(result.order == Nodes{2, 3, 1, 0});
  CHECK(result.cycles.empty());
}

TEST_CASE("a cycle is reported once, from its least node") {
  const TopologicalOrder result = topological_order({{}, {2}, {3, 0}, {1, 2}, {4}, {1}});
  CHECK(result.cycles == std::vector<Nodes>{{1, 2, 3}, {4}});
  CHECK(result.order.size() == 6);
}

TEST_CASE("a cycle is simple even where many meet") {
  const TopologicalOrder result = topological_order({{1}, {2, 0}, {0, 1}});
  CHECK(result.cycles == std::vector<Nodes>{{0, 1}});
}

TEST_CASE("a chain of a million is ordered") {
  constexpr std::size_t kLength = 1'000'000;
  Graph chain(kLength);
  for (std::size_t i = 0; i + 1 < kLength; ++i)
    chain[i] = {i + 1};
  const TopologicalOrder open = topological_order(chain);
  REQUIRE(open.order.size() == kLength);
  CHECK(open.order.front() == kLength - 1);
  CHECK(open.order.back() == 0);
  chain.back() = {0};
  const TopologicalOrder closed = topological_order(chain);
  REQUIRE(closed.cycles.size() == 1);
  CHECK(closed.cycles.front().size() == kLength);
}

} // namespace escala
