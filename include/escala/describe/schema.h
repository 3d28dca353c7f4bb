// SPDX-License-Identifier: Apache-2.0
// JSON Schema, draft-07: of scenario files, made from the descriptions of keys and growth models,
// for editors; and of the documents that `--format json` gives, for programs.
//
// A schema sees no units, names or order. It knows what every key holds, which keys a model takes
// and needs, and what a literal that stands alone looks like; everything else is free text.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "escala/report/data.h"

namespace escala {

std::string scenario_schema();
std::string result_schema();
// Of any of these documents, and of what they hold.
std::string data_schema(std::string_view title, std::span<const RecordType* const> documents);

} // namespace escala
