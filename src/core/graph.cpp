// SPDX-License-Identifier: Apache-2.0
#include "escala/core/graph.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace escala {

namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// Tarjan's strongly connected components (1972), with an explicit stack instead of recursion.
class Search {
 public:
  explicit Search(const Graph& edges)
      : edges_(edges), entered_(edges.size(), kNone), lowest_(edges.size(), kNone),
        component_(edges.size(), kNone), parent_(edges.size(), kNone) {}

  TopologicalOrder run() {
    for (std::size_t node = 0; node < edges_.size(); ++node)
      if (entered_[node] == kNone)
        visit_from(node);
    return std::move(result_);
  }

 private:
  struct Frame {
    std::size_t node;
    std::size_t next_edge;
  };

  void enter(std::size_t node) {
    entered_[node] = lowest_[node] = entered_count_++;
    open_.push_back(node);
    frames_.push_back({node, 0});
  }

  void visit_from(std::size_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next_edge < edges_[frame.node].size())
        follow(frame.node, edges_[frame.node][frame.next_edge++]);
      else
        leave(frame.node);
    }
  }

  void follow(std::size_t node, std::size_t need) {
    if (entered_[need] == kNone)
      enter(need);
    else if (component_[need] == kNone)
      lowest_[node] = std::min(lowest_[node], entered_[need]);
  }

  void leave(std::size_t node) {
    result_.order.push_back(node);
    if (lowest_[node] == entered_[node])
      close_component(node);
    frames_.pop_back();
    if (frames_.empty())
      return;
    const std::size_t above = frames_.back().node;
    lowest_[above] = std::min(lowest_[above], lowest_[node]);
  }

  void close_component(std::size_t root) {
    const auto first = std::find(open_.rbegin(), open_.rend(), root).base() - 1;
    for (auto it = first; it != open_.end(); ++it)
      component_[*it] = root;
    const std::size_t least = *std::min_element(first, open_.end());
    const bool cyclic = open_.end() - first > 1 || needs_itself(root);
    open_.erase(first, open_.end());
    if (cyclic)
      result_.cycles.push_back(shortest_cycle(least));
  }

  bool needs_itself(std::size_t node) const {
    const auto& needs = edges_[node];
    return std::find(needs.begin(), needs.end(), node) != needs.end();
  }

  // Breadth first within the component, until an edge leads back.
  std::vector<std::size_t> shortest_cycle(std::size_t start) {
    std::vector<std::size_t> queue{start};
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const std::size_t node = queue[head];
      for (const std::size_t need : edges_[node]) {
        if (need == start)
          return path_to(node, start);
        if (component_[need] != component_[start] || parent_[need] != kNone)
          continue;
        parent_[need] = node;
        queue.push_back(need);
      }
    }
    return {start};
  }

  std::vector<std::size_t> path_to(std::size_t node, std::size_t start) const {
    std::vector<std::size_t> path;
    for (; node != start; node = parent_[node])
      path.push_back(node);
    path.push_back(start);
    std::reverse(path.begin(), path.end());
    return path;
  }

  const Graph& edges_;
  std::vector<std::size_t> entered_; // order in which nodes were entered
  std::vector<std::size_t> lowest_;  // earliest entered node that is reachable
  std::vector<std::size_t> component_;
  std::vector<std::size_t> parent_; // in the search for a cycle
  std::vector<std::size_t> open_;   // entered nodes whose component is not closed yet
  std::vector<Frame> frames_;
  std::size_t entered_count_ = 0;
  TopologicalOrder result_;
};

} // namespace

TopologicalOrder topological_order(const Graph& edges) { return Search(edges).run(); }

} // namespace escala
