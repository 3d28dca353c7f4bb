// SPDX-License-Identifier: Apache-2.0
// JSON Schema, draft-07: of scenario files, made from the descriptions of keys and growth models,
// for editors; and of the documents that `--format json` gives, for programs.
//
// A schema sees no units, names or order. It knows what every key holds, which keys a model takes
// and needs, and what a literal that stands alone looks like; everything else is free text.
#pragma once

#include <string>

namespace escala {

std::string scenario_schema();
std::string result_schema();

} // namespace escala
