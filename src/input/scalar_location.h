// SPDX-License-Identifier: Apache-2.0
// Finds the place of a scalar's resolved text in the raw text.
#pragma once

#include <cstdint>
#include <string>

#include "escala/core/source.h"

namespace escala {

// `text` is the resolved text of the scalar that begins at `begin`. Offsets are exact for plain and
// quoted scalars; in a block scalar they may be off within the spaces of an indentation.
LocatedText locate_scalar(const Source& source, std::uint32_t begin, std::string text);

} // namespace escala
