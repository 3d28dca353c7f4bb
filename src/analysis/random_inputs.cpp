// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/random_inputs.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace escala {
namespace {

// The name of the input that a stream belongs to: its own, or that of the risk that draws it.
std::string input_of(const NamedStream& stream, const Model& model) {
  for (const ModelRisk& risk : model.risks)
    if (stream.name.starts_with(risk.name + "."))
      return risk.name;
  return stream.name;
}

std::vector<std::string> names_in_order(const Model& model) {
  std::vector<std::string> names;
  for (const DrawnInput& drawn : model.drawn)
    names.push_back(drawn.name);
  for (const NamedStream& stream : model.streams)
    names.push_back(input_of(stream, model));
  return names;
}

// Inputs without their correlations.
std::vector<RandomInput> inputs_by_name(const Model& model) {
  std::map<std::string, std::vector<NamedStream>> streams;
  for (const NamedStream& stream : model.streams)
    streams[input_of(stream, model)].push_back(stream);
  std::vector<RandomInput> inputs;
  for (const std::string& name : names_in_order(model)) {
    const auto found = streams.find(name);
    if (found == streams.end())
      continue;
    RandomInput& input = inputs.emplace_back(RandomInput{.name = name, .members = {name}});
    for (const NamedStream& stream : found->second)
      input.streams.push_back(stream.stream);
    input.single =
        found->second.size() == 1 && found->second.front().draw_frequency == DrawFrequency::path;
    streams.erase(found);
  }
  return inputs;
}

std::map<std::uint64_t, std::size_t> owners_of(const std::vector<RandomInput>& inputs) {
  std::map<std::uint64_t, std::size_t> owners;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    for (const std::uint64_t stream : inputs[i].streams)
      owners[stream] = i;
  return owners;
}

// For each input the first of those that correlations link with it.
std::vector<std::size_t> linked_inputs(const Model& model, const std::vector<RandomInput>& inputs) {
  std::vector<std::size_t> first(inputs.size());
  std::iota(first.begin(), first.end(), std::size_t{0});
  const auto owners = owners_of(inputs);
  for (const ScoreGroup& group : model.groups) {
    std::vector<std::size_t> members;
    for (const std::uint64_t stream : group.streams)
      if (const auto owner = owners.find(stream); owner != owners.end())
        members.push_back(first[owner->second]);
    if (members.empty())
      continue;
    const std::size_t least = *std::ranges::min_element(members);
    for (std::size_t& one : first)
      if (std::ranges::find(members, one) != members.end())
        one = least;
  }
  return first;
}

} // namespace

std::vector<RandomInput> random_inputs(const Model& model) {
  std::vector<RandomInput> inputs = inputs_by_name(model);
  const std::vector<std::size_t> first = linked_inputs(model, inputs);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (std::ranges::count(first, first[i]) > 1) {
      inputs[i].correlated = true;
      inputs[i].single = false;
    }
  return inputs;
}

std::vector<RandomInput> independent_inputs(const Model& model) {
  const std::vector<RandomInput> inputs = inputs_by_name(model);
  const std::vector<std::size_t> first = linked_inputs(model, inputs);
  std::vector<RandomInput> independent;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (first[i] != i)
      continue;
    std::vector<RandomInput> linked;
    for (std::size_t other = i; other < inputs.size(); ++other)
      if (first[other] == i)
        linked.push_back(inputs[other]);
    independent.push_back(linked.size() == 1 ? linked.front() : joined_input(linked, {}));
  }
  return independent;
}

RandomInput joined_input(std::span<const RandomInput> inputs, std::string name) {
  RandomInput joined{.name = std::move(name), .members = {}};
  const bool unnamed = joined.name.empty();
  for (const RandomInput& input : inputs) {
    if (unnamed)
      joined.name += (joined.name.empty() ? "" : " + ") + input.name;
    joined.members.insert(joined.members.end(), input.members.begin(), input.members.end());
    joined.streams.insert(joined.streams.end(), input.streams.begin(), input.streams.end());
  }
  return joined;
}

} // namespace escala
