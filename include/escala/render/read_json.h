// SPDX-License-Identifier: Apache-2.0
// JSON that was written before, read back as data.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "escala/report/data.h"

namespace escala {

// Something that does not fit the description.
struct JsonMistake {
  std::string where; // a JSON pointer, "/targets/0/verdict"; empty: the whole document
  std::string what;  // "'maybe' is not one of met, missed, undecided"
};

struct ReadData {
  std::optional<Record> document; // none where there are mistakes
  std::vector<JsonMistake> mistakes;
};

// Reads a document of the first of the types whose field `schema` is as the document's, and which
// outlive the result. Members that the type doesn't name are left out: a later version may add
// some.
ReadData read_json(std::string_view text, std::span<const RecordType* const> types);

} // namespace escala
