// SPDX-License-Identifier: Apache-2.0
#include "escala/model/dimensions.h"

#include <algorithm>
#include <set>

#include "escala/model/bridge.h"

namespace escala {
namespace {

class Assignment {
 public:
  explicit Assignment(const Model& model) : model_(model) {}

  Dimensions run() {
    collect(model_.opening);
    const std::size_t opening = found_.streams.size();
    collect(model_.monthly);
    std::vector<std::uint64_t> drawn_at_0;
    for (std::size_t i = 0; i < opening; ++i)
      if (found_.streams[i].draw_frequency == DrawFrequency::month)
        drawn_at_0.push_back(found_.streams[i].stream);
    std::stable_partition(found_.streams.begin(), found_.streams.end(),
                          [](const StreamDimensions& at) { return at.steps == 1; });
    number_nodes();
    for (StreamDimensions& stream : found_.streams)
      if (std::ranges::find(drawn_at_0, stream.stream) != drawn_at_0.end())
        stream.opening = found_.count++;
    std::ranges::sort(found_.streams, {}, &StreamDimensions::stream);
    return std::move(found_);
  }

 private:
  void collect(const std::vector<Work>& work) {
    for (const Work& item : work) {
      switch (item.kind) {
      case Work::Kind::scores:
        for (std::uint64_t stream : model_.groups[item.index].streams)
          add(stream, model_.groups[item.index].draw_frequency);
        break;
      case Work::Kind::series: {
        const Series& series = model_.series[item.index];
        if (series.kind == Series::Kind::draw && series.draw.group == kNone)
          add(series.draw.stream, series.draw.draw_frequency);
        break;
      }
      case Work::Kind::risk:
        add(model_.risks[item.index].arrivals, DrawFrequency::month);
        break;
      default:
        break;
      }
    }
  }

  void add(std::uint64_t stream, DrawFrequency draw_frequency) {
    if (!seen_.insert(stream).second)
      return;
    const int months = model_.horizon;
    const int steps = draw_frequency == DrawFrequency::month ? months
                      : draw_frequency == DrawFrequency::year
                          ? (months + kMonthsInYear - 1) / kMonthsInYear
                          : 1;
    found_.streams.push_back({.stream = stream, .draw_frequency = draw_frequency, .steps = steps});
  }

  void number_nodes() {
    std::vector<std::vector<std::uint32_t>> nodes;
    int deepest = 0;
    for (StreamDimensions& stream : found_.streams) {
      nodes.push_back(bridge_nodes(stream.steps));
      stream.of_node.assign(nodes.back().back() + std::size_t{1}, kNone);
      deepest = std::max(deepest, bridge_level(nodes.back().back()));
    }
    for (int level = 0; level <= deepest; ++level)
      for (std::size_t i = 0; i < nodes.size(); ++i)
        for (std::uint32_t node : nodes[i])
          if (bridge_level(node) == level)
            found_.streams[i].of_node[node] = found_.count++;
  }

  const Model& model_;
  std::set<std::uint64_t> seen_;
  Dimensions found_;
};

} // namespace

int StreamDimensions::step_of(int month) const {
  switch (draw_frequency) {
  case DrawFrequency::path:
    return 0;
  case DrawFrequency::year:
    return (month - 1) / kMonthsInYear;
  case DrawFrequency::month:
    return month - 1;
  }
  return 0;
}

const StreamDimensions* Dimensions::find(std::uint64_t stream) const {
  const auto at = std::ranges::lower_bound(streams, stream, {}, &StreamDimensions::stream);
  return at != streams.end() && at->stream == stream ? &*at : nullptr;
}

Dimensions assign_dimensions(const Model& model) { return Assignment(model).run(); }

} // namespace escala
