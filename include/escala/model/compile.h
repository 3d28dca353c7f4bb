// SPDX-License-Identifier: Apache-2.0
// Compiles a valid scenario into a Model and its Notes. This cannot fail.
#pragma once

#include <cstdint>
#include <string_view>

#include "escala/model/model.h"
#include "escala/model/notes.h"

namespace escala {

struct Compiled {
  Model model;
  Notes notes;
};

// `inputs`: the inputs for the holes in the scenario's expressions, by the numbers of the holes.
Compiled compile(ValidScenario scenario, std::vector<ModelInput> inputs = {});

// The stream of a draw: the FNV-1a hash of its name and ordinal. So a draw depends on its name
// only, and another draw in the plan does not change it.
std::uint64_t stream_of(std::string_view name, std::uint32_t ordinal = 0);

// The stream of a draw for one event of a month (from 0); event 0 has the draw's own stream.
std::uint64_t stream_of_event(std::uint64_t stream, std::uint32_t event);

} // namespace escala
