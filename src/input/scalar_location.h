// SPDX-License-Identifier: Apache-2.0
// Where the resolved text of a scalar lies in the raw text.
#pragma once

#include <cstdint>
#include <string>

#include "escala/core/source.h"

namespace escala {

// `text` is what a parser made of the scalar that begins at `begin`. Exact for plain and quoted
// scalars; in a block scalar the spaces of an indentation may be taken for each other.
LocatedText locate_scalar(const Source& source, std::uint32_t begin, std::string text);

} // namespace escala
