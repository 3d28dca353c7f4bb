// SPDX-License-Identifier: Apache-2.0
// What a reader needs to know to get the same figures again, in words.
#pragma once

#include <vector>

#include "escala/report/phrase.h"
#include "escala/report/provenance.h"

namespace escala {

inline constexpr const char* kProvenanceHeading = "Where the figures come from";

struct ProvenanceLine {
  Phrase name;
  Phrase value;
};

std::vector<ProvenanceLine> provenance_lines(const Provenance& from);

} // namespace escala
