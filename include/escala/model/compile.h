// SPDX-License-Identifier: Apache-2.0
// From a valid scenario to a Model and the Notes beside it. It cannot fail.
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

// `inputs`: of the holes of the scenario's expressions, by their numbers.
Compiled compile(ValidScenario scenario, std::vector<ModelInput> inputs = {});

// The stream of a draw: FNV-1a over its name and ordinal, so that a draw belongs to its name and
// adding another leaves it as it was.
std::uint64_t stream_of(std::string_view name, std::uint32_t ordinal = 0);

// That of the draw for one event of a month; the first has the draw's own.
std::uint64_t stream_of_event(std::uint64_t stream, std::uint32_t event);

} // namespace escala
