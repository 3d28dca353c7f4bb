// SPDX-License-Identifier: Apache-2.0
// What a plan draws, as the inputs of a sensitivity: drivers, drawn parameters, the monthly draws
// of a metric, and risks (all that a risk draws is one input).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "escala/model/model.h"

namespace escala {

struct RandomInput {
  std::string name;                        // those of its members with " + " between them
  std::vector<std::string> members = {};   // names of drivers, parameters, draws and risks
  std::vector<std::uint64_t> streams = {}; // no other input has one of them
  bool correlated = false;                 // with another input
  bool single = false; // one draw on each path, alone and not correlated: it can be fixed
};

// Every stream of the model belongs to one input. Drivers and parameters come first, as in
// Model::drawn, and risks last.
std::vector<RandomInput> random_inputs(const Model& model);

// The same, with inputs that correlations link joined to one. No input is correlated.
std::vector<RandomInput> independent_inputs(const Model& model);

// One input of all those given.
RandomInput joined_input(std::span<const RandomInput> inputs, std::string name);

} // namespace escala
