// SPDX-License-Identifier: Apache-2.0
// The Brownian bridge, as a linear map of independent normals.
#include "escala/model/bridge.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

using namespace escala;

namespace {

std::map<std::uint32_t, double> weights(int steps, int step) {
  std::map<std::uint32_t, double> found;
  for (const BridgeTerm& term : bridge_increment(steps, step))
    found[term.node] = term.weight;
  return found;
}

double product(const std::map<std::uint32_t, double>& a, const std::map<std::uint32_t, double>& b) {
  double sum = 0;
  for (const auto& [node, weight] : a)
    if (const auto other = b.find(node); other != b.end())
      sum += weight * other->second;
  return sum;
}

} // namespace

TEST_CASE("increments are independent and of variance 1", "[simulate]") {
  for (const int steps : {1, 2, 3, 5, 24, 60, 61, 64, 100}) {
    INFO(steps << " steps");
    double worst = 0;
    for (int i = 0; i < steps; ++i)
      for (int j = 0; j <= i; ++j)
        worst = std::max(
            worst, std::abs(product(weights(steps, i), weights(steps, j)) - (i == j ? 1 : 0)));
    CHECK(worst < 1e-14);
  }
}

TEST_CASE("the first nodes are the walk's end, its middle and its quarters", "[simulate]") {
  std::map<std::uint32_t, double> end;
  std::map<std::uint32_t, double> middle;
  for (int step = 0; step < 64; ++step)
    for (const auto& [node, weight] : weights(64, step)) {
      end[node] += weight;
      if (step < 32)
        middle[node] += weight;
    }
  for (const auto& [node, weight] : end)
    CHECK(weight == Approx(node == 0 ? 8 : 0).margin(1e-13));
  for (const auto& [node, weight] : middle)
    CHECK(weight == Approx(node <= 1 ? 4 : 0).margin(1e-13)); // variance 32
}

TEST_CASE("a walk has as many nodes as steps, and a step few of them", "[simulate]") {
  for (const int steps : {1, 2, 7, 60, 1200}) {
    const auto nodes = bridge_nodes(steps);
    CHECK(nodes.size() == static_cast<std::size_t>(steps));
    CHECK(std::ranges::is_sorted(nodes, {}, bridge_level));
    const auto most = 1 + static_cast<std::size_t>(std::ceil(std::log2(steps)));
    std::size_t terms = 0;
    for (int step = 0; step < steps; ++step)
      terms = std::max(terms, bridge_increment(steps, step).size());
    CHECK(terms == most);
  }
  CHECK(bridge_nodes(4) == std::vector<std::uint32_t>{0, 1, 2, 3});
}
