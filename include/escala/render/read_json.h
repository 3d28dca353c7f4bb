// SPDX-License-Identifier: Apache-2.0
// Reads JSON that escala wrote back as data.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "escala/report/data.h"

namespace escala {

// A part of a document that does not match its type.
struct JsonMistake {
  std::string where; // a JSON pointer, "/targets/0/verdict"; empty: the whole document
  std::string what;  // "'maybe' is not one of met, missed, undecided"
};

struct ReadData {
  std::optional<Record> document; // none if there are mistakes
  std::vector<JsonMistake> mistakes;
};

// Reads a document. Its type is the first of `types` whose field `schema` equals the document's.
// The types must outlive the result. Members that the type does not name are left out, because a
// later version may add some.
ReadData read_json(std::string_view text, std::span<const RecordType* const> types);

} // namespace escala
